from django.utils.translation import gettext_lazy as _

from schoolmis.documents import permissions
from schoolmis.ui.menu import MenuItem, register

register(
    MenuItem(
        "documents.publish_rules",
        _("Rules of use"),
        "documents:index",
        "document",
        section=_("System"),
        permission=permissions.PUBLISH,
        order=910,
    ),
    MenuItem(
        "documents.view",
        _("Documents"),
        "documents:register",
        "folder",
        section=_("Office"),
        permission=permissions.VIEW,
        order=34,
    ),
    MenuItem(
        "documents.tasks",
        _("Instructions"),
        "documents:instructions",
        "sign",
        section=_("Office"),
        permission=permissions.TASKS,
        order=36,
    ),
)
