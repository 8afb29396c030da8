from django.utils.translation import gettext_lazy as _

from schoolmis.access.permission import permit
from schoolmis.access.roles import Role

VIEW = permit(
    "access.view", _("See who holds which right"), [Role.DIRECTOR, Role.DEPUTY, Role.ADMINISTRATOR], clause="R3-5.1b"
)
SECOND_FACTOR = permit(
    "access.second_factor",
    _("Say which roles need a second step of sign-in"),
    [Role.DIRECTOR, Role.ADMINISTRATOR],
    clause="R1-3.1e",
)
EXPORT = permit(
    "access.export_reports",
    _("Take reports out as XLSX or CSV"),
    [Role.DIRECTOR, Role.DEPUTY, Role.HOMEROOM, Role.SECRETARY, Role.ADMINISTRATOR],
    clause="R1-3.1e",
)
EXPORTS = permit("access.exports", _("See what was exported"), [Role.DIRECTOR], clause="R1-1.2d")
SHARE = permit(
    "access.share_layouts", _("Show saved layouts of reports to the others"), [Role.DIRECTOR], clause="R1-3.1i"
)
