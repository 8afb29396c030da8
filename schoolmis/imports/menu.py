from django.utils.translation import gettext_lazy as _

from schoolmis.imports import permissions
from schoolmis.ui.menu import MenuItem, register

register(
    MenuItem(
        "imports.open",
        _("Imports"),
        "imports:index",
        "upload",
        section=_("Office"),
        permission=permissions.OPEN,
        order=50,
    )
)
