from django.utils.translation import gettext_lazy as _

from schoolmis.access import Role, permit

OPEN = permit(
    "imports.open", _("Bring in lists"), [Role.DIRECTOR, Role.DEPUTY, Role.SECRETARY, Role.TEACHER], clause="R3-3j"
)
STAFF = permit("imports.staff", _("Import staff and load"), [Role.DIRECTOR, Role.SECRETARY], clause="R3-3j")
