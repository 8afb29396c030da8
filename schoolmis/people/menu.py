from django.utils.translation import gettext_lazy as _

from schoolmis.people import permissions
from schoolmis.ui import menu

menu.register(
    menu.MenuItem(
        "people.view_staff",
        _("Staff"),
        "people:staff",
        "person",
        section=_("Office"),
        permission=permissions.VIEW_STAFF,
        order=40,
    )
)
