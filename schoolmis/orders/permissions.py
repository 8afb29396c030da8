from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from schoolmis import clock
from schoolmis.access import EVERYWHERE, Own, Permission, Role, permit
from schoolmis.access.permission import Decision

VIEW = permit("orders.view", _("See orders"), [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY], clause="R7-3")
DRAFT = permit("orders.draft", _("Draft orders"), [Role.DIRECTOR, Role.SECRETARY], clause="R1-5.1a")
SIGN = permit("orders.sign", _("Sign orders"), [Role.DIRECTOR], clause="R3-5.1b")
REVOKE = permit("orders.revoke", _("Revoke orders"), [Role.DIRECTOR], clause="R3-5.1b")
ACQUAINT = permit(
    "orders.acquaint",
    _("Keep scans and the lists of those who read orders"),
    [Role.DIRECTOR, Role.SECRETARY],
    clause="R1-5.1c",
)
EXPORT = permit("orders.export", _("Export the list of orders"), [Role.DIRECTOR, Role.SECRETARY], clause="R1-3.1e")
TIMESHEET = permit(
    "orders.timesheet", _("See the timesheet"), [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY], clause="R1-2.2b"
)
CORRECT_TIMESHEET = permit(
    "orders.correct_timesheet", _("Correct the timesheet"), [Role.DIRECTOR, Role.SECRETARY], clause="R1-2.2b"
)
CLOSE_TIMESHEET = permit("orders.close_timesheet", _("Close the timesheet"), [Role.DIRECTOR], clause="R1-2.2b")
LOADS = permit(
    "orders.loads", _("Print the tarification list"), [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY], clause="R1-2.2b"
)

_BY_SEAT = Own("id", lambda ids: None)


@dataclass(frozen=True, eq=False)
class BySeat(Permission):
    """The office sees every body; others of the staff those in which they sit today, and what these have signed."""

    def everywhere(self, user):
        return next((grant for grant in self.grants(user) if self.roles[grant.role] is EVERYWHERE), None)

    def allows(self, user, obj=None):
        mine = self.grants(user)
        grant = self.everywhere(user) or next(iter(mine), None)
        if grant and (obj is None or self.roles[grant.role] is EVERYWHERE or self._seated(user, obj)):
            return Decision(True, grant)
        reason = _now("This needs the right “%(title)s”; an order of the director gives it.")
        if mine:
            reason = _now("Your right “%(title)s” does not reach this.")
        return Decision(False, reason=reason % {"title": self.title})

    def _seated(self, user, obj):
        return self.visible(user, type(obj)._default_manager.filter(pk=obj.pk)).exists()

    def visible(self, user, queryset):
        if self.everywhere(user):
            return queryset
        if not self.grants(user):
            return queryset.none()
        of_protocol = queryset.model._meta.model_name == "protocol"
        seats = apps.get_model("orders.Seat").objects.on(clock.today()).filter(person__user=user)
        queryset = queryset.filter(Exists(seats.filter(body=OuterRef("body_id" if of_protocol else "pk"))))
        return queryset.filter(status="signed") if of_protocol else queryset

    def reaches(self, user, pk):
        return self.everywhere(user) is not None


_OFFICE = [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY]
VIEW_BODIES = permit(
    "orders.view_bodies",
    _("See the school's bodies and their protocols"),
    {**dict.fromkeys(_OFFICE, EVERYWHERE), Role.HOMEROOM: _BY_SEAT, Role.TEACHER: _BY_SEAT},
    clause="R2-5",
    kind=BySeat,
)
KEEP_BODIES = permit("orders.keep_bodies", _("Keep the school's bodies and who sits in them"), _OFFICE, clause="R2-5")
KEEP_PROTOCOLS = permit("orders.keep_protocols", _("Keep protocols"), _OFFICE, clause="R2-5")
EXPORT_PROTOCOLS = permit("orders.export_protocols", _("Export the list of protocols"), _OFFICE, clause="R1-3.1e")
BUILD = permit(
    "orders.build", _("Build reports on orders"), [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY], clause="R1-3.1i"
)
