from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolmis.access import EVERYWHERE, Own, Permission, Role, permit

VIEW_STAFF = permit(
    "people.view_staff",
    _("See staff"),
    [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY, Role.ADMINISTRATOR],
    clause="R1-2.2a",
)
PERSONAL = permit(
    "people.personal", _("See personal data of staff"), [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY], clause="R1-6.1"
)
KEEP_STAFF = permit("people.keep_staff", _("Keep staff records"), [Role.DIRECTOR, Role.SECRETARY], clause="R1-2.2a")
EXPORT_STAFF = permit(
    "people.export_staff", _("Export lists of staff"), [Role.DIRECTOR, Role.SECRETARY], clause="R1-3.1e"
)
STAFF_CONSENTS = permit(
    "people.staff_consents", _("Register consents of staff"), [Role.DIRECTOR, Role.SECRETARY], clause="R1-6.2"
)
STAFF_SLIPS = permit(
    "people.staff_slips", _("Print sign-in slips of staff"), [Role.DIRECTOR, Role.ADMINISTRATOR], clause="R1-5.1d"
)
_OF_A_CHILD = Own("student", lambda ids: Q(student__in=ids))


@dataclass(frozen=True, eq=False)
class OwnOrGranted(Permission):
    """Everybody's for themselves, whatever the orders say; for others by a grant."""

    def visible(self, user, queryset):
        return (super().visible(user, queryset) | queryset.filter(user=user)).distinct()


OWN_DATA = permit(
    "people.own_data",
    _("Take an extract of personal data"),
    {
        Role.DIRECTOR: EVERYWHERE,
        Role.SECRETARY: EVERYWHERE,
        Role.GUARDIAN: _OF_A_CHILD,
        Role.STUDENT: _OF_A_CHILD,
    },
    clause="R1-1.2a",
    kind=OwnOrGranted,
)
BUILD = permit(
    "people.build", _("Build reports on staff"), [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY], clause="R1-3.1i"
)
