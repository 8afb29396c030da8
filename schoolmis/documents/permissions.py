from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis.access import EVERYWHERE, STAFF, Own, Permission, Role, permit
from schoolmis.access.permission import Decision

PUBLISH = permit("documents.publish_rules", _("Publish the rules of use"), [Role.DIRECTOR], clause="R3-6.3")
_MINE = Own("id", lambda ids: Q(pk__in=[]))


@dataclass(frozen=True, eq=False)
class ByName(Permission):
    """The office sees every document; the deputy those not restricted; everybody those they answer for.

    `mine`: the path from the row to the reader's account.
    """

    def q(self, user) -> Q | None:
        """None: everything; else the condition."""
        raise NotImplementedError

    def visible(self, user, queryset):
        if not self.grants(user):
            return queryset.none()
        reach = self.q(user)
        return queryset if reach is None else queryset.filter(reach).distinct()

    def allows(self, user, obj=None):
        mine = self.grants(user)
        if mine and (obj is None or self.visible(user, type(obj)._default_manager.filter(pk=obj.pk)).exists()):
            return Decision(True, mine[0])
        return Decision(False, reason=Permission.allows(self, user, obj).reason or str(_("It is not yours to see.")))

    def reaches(self, user, pk):
        return False

    def roles_of(self, user):
        return {grant.role for grant in self.grants(user)}


class OfDocuments(ByName):
    def q(self, user):
        roles = self.roles_of(user)
        if roles & {Role.DIRECTOR, Role.SECRETARY}:
            return None
        mine = Q(responsible__user=user)
        return mine | Q(is_restricted=False) if Role.DEPUTY in roles else mine


class OfInstructions(ByName):
    def q(self, user):
        return None if Role.DIRECTOR in self.roles_of(user) else Q(tasks__person__user=user)


_STAFF = {role: EVERYWHERE if role in (Role.DIRECTOR, Role.SECRETARY) else _MINE for role in STAFF}
VIEW = permit("documents.view", _("See registered documents"), _STAFF, clause="R3-4.1/2", kind=OfDocuments)
KEEP = permit("documents.keep", _("Register documents"), [Role.DIRECTOR, Role.SECRETARY], clause="R3-4.1/2")
RESOLVE = permit("documents.resolve", _("Write the resolution on a document"), [Role.DIRECTOR], clause="R3-5.1d")
EXPORT = permit(
    "documents.export", _("Export the register of documents"), [Role.DIRECTOR, Role.SECRETARY], clause="R1-3.1e"
)
INSTRUCT = permit("documents.instruct", _("Give instructions and accept them"), [Role.DIRECTOR], clause="R3-5.1d")
TASKS = permit(
    "documents.tasks",
    _("See own instructions and report on them"),
    {role: EVERYWHERE if role == Role.DIRECTOR else _MINE for role in STAFF},
    clause="R3-5.1d",
    kind=OfInstructions,
)
