from django.utils.translation import gettext_lazy as _

from schoolmis.access import Role, permit

HEALTH = permit("desk.health", _("See how the system is"), [Role.DIRECTOR, Role.ADMINISTRATOR], clause="R1-3.1h")
