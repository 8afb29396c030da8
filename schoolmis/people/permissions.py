from django.utils.translation import gettext_lazy as _

from schoolmis.access import Role, permit

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
STAFF_SLIPS = permit(
    "people.staff_slips", _("Print sign-in slips of staff"), [Role.DIRECTOR, Role.ADMINISTRATOR], clause="R1-5.1d"
)
