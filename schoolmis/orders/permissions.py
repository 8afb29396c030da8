from django.utils.translation import gettext_lazy as _

from schoolmis.access import Role, permit

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
