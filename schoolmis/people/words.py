"""The acts on people in words."""

from django.utils.translation import gettext_lazy as _

from schoolmis.audit.words import declare

declare(
    {
        "people.add_employee": _("Employee added"),
        "people.change_employee": _("Employee's data changed"),
        "people.view_card": _("Card looked at"),
        "people.add_paper": _("Document of the staff file added"),
        "people.change_paper": _("Document of the staff file changed"),
        "people.annul_paper": _("Document of the staff file annulled"),
        "people.change_name": _("Name changed by a document"),
        "people.keep_staff": _("Staff data kept"),
        "people.keep_staff_files": _("Staff files kept"),
    }
)
