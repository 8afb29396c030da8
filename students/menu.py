from django.utils.translation import gettext_lazy as _

from schoolmis.ui.menu import MenuItem, register
from students import permissions

register(
    MenuItem(
        "students.list",
        _("Students"),
        "students:list",
        "people",
        section=_("Office"),
        permission=permissions.LIST,
        order=20,
        phone=True,
    ),
    MenuItem(
        "students.classes",
        _("Classes"),
        "students:classes",
        "list",
        section=_("Office"),
        permission=permissions.VIEW_CLASS,
        order=21,
    ),
    MenuItem(
        "students.debts",
        _("Academic debts"),
        "students:debts",
        "warning",
        section=_("Office"),
        permission=permissions.LIST_DEBTS,
        order=24,
    ),
    MenuItem(
        "students.certificates",
        _("Certificates"),
        "students:certificates",
        "document",
        section=_("Office"),
        permission=permissions.CERTIFICATES,
        order=23,
    ),
    MenuItem(
        "students.promotion",
        _("End of the year"),
        "students:promotion",
        "move",
        section=_("Office"),
        permission=permissions.PROMOTE,
        order=25,
    ),
    MenuItem(
        "students.state_documents",
        _("Documents of education"),
        "students:state_documents",
        "medal",
        section=_("Office"),
        permission=permissions.STATE_DOCUMENTS,
        order=26,
    ),
    MenuItem(
        "students.district",
        _("Micro-district"),
        "students:district",
        "family",
        section=_("Office"),
        permission=permissions.DISTRICT,
        order=27,
    ),
)
