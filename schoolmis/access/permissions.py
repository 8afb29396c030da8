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
