from django.utils.translation import gettext_lazy as _

from schoolmis.desk import permissions
from schoolmis.ui import menu
from schoolmis.ui.menu import MenuItem

menu.register(
    MenuItem("desk.start", _("Start page"), "desk:start", "home", order=0, phone=True),
    MenuItem(
        "desk.health",
        _("State of the system"),
        "desk:health",
        "settings",
        section=_("System"),
        permission=permissions.HEALTH,
        order=930,
    ),
)
