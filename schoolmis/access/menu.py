from django.utils.translation import gettext_lazy as _

from schoolmis.access import permissions
from schoolmis.ui.menu import MenuItem, register

register(
    MenuItem(
        "access.view", _("Rights"), "access:rights", "key", section=_("System"), permission=permissions.VIEW, order=900
    )
)
