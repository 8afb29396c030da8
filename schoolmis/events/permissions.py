from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from schoolmis.access import EVERYWHERE, STAFF, Own, Permission, Role, permit
from schoolmis.access.grants import roles_of
from schoolmis.access.permission import Decision
from schoolmis.events import audience
from schoolmis.events.models import Event, Whom

LEADERS = {Role.DIRECTOR: EVERYWHERE, Role.DEPUTY: EVERYWHERE}


def _of_own_class(ids) -> Q:
    """Events of the homeroom teacher's class and of nobody else."""
    named = Event.classes.through.objects.filter(event=OuterRef("pk"))
    mine = Exists(named.filter(schoolclass__in=ids)) & ~Exists(named.exclude(schoolclass__in=ids))
    return Q(mine, whom__in=[Whom.CLASSES, Whom.PARENTS])


OWN_CLASS = Own("school_class", _of_own_class)
_BY_AUDIENCE = Own("student", lambda ids: audience.NOBODY)


@dataclass(frozen=True, eq=False)
class Meant(Permission):
    """The staff see all events of the school, families those that are meant for them."""

    def visible(self, user, queryset):
        if roles_of(user) & set(STAFF):
            return super().visible(user, queryset)
        return queryset.filter(audience.of_family(user)) if self.grants(user) else queryset.none()

    def allows(self, user, obj=None) -> Decision:
        found = super().allows(user, obj)
        if found or obj is None or not self.grants(user):
            return found
        if Event.objects.filter(audience.of_family(user), pk=obj.pk).exists():
            return super().allows(user)
        return found


VIEW = permit(
    "events.view",
    _("See the events of the school"),
    dict.fromkeys(STAFF, EVERYWHERE) | {Role.GUARDIAN: _BY_AUDIENCE, Role.STUDENT: _BY_AUDIENCE},
    clause="R1-4.1/2",
    kind=Meant,
)
KEEP = permit(
    "events.keep",
    _("Add, change and call off events"),
    LEADERS | {Role.HOMEROOM: OWN_CLASS},
    clause="R1-4.1/2",
)
KINDS = permit("events.kinds", _("Keep the kinds of events"), LEADERS, clause="R1-4.1/2")
PLAN = permit(
    "events.plan",
    _("Print the plan of events"),
    [Role.DIRECTOR, Role.DEPUTY, Role.HOMEROOM, Role.TEACHER, Role.SECRETARY],
    clause="R1-2.2b",
)
