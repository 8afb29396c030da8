from django.utils.translation import gettext_lazy as _

from schoolmis.people import permissions
from schoolmis.ui import menu

menu.register(
    menu.MenuItem(
        "people.view_staff",
        _("Staff"),
        "people:staff",
        "person",
        section=_("Staff"),
        permission=permissions.VIEW_STAFF,
        order=40,
    )
)
menu.register(
    menu.MenuItem(
        "people.own_data", _("What is held about me"), "own_data:own", "person", section=menu.ACCOUNT, order=30
    )
)
