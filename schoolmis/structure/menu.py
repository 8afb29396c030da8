from django.utils.translation import gettext_lazy as _

from schoolmis.structure import permissions
from schoolmis.ui import menu

menu.register(
    menu.MenuItem(
        "structure.view",
        _("School"),
        "structure:school",
        "school",
        section=_("Office"),
        permission=permissions.VIEW,
        order=60,
    )
)
