"""The acts of imports in words."""

from django.utils.translation import gettext_lazy as _

from schoolmis.audit.words import declare

declare(
    {
        "imports.stage": _("Workbook sent up"),
        "imports.confirm": _("Import confirmed"),
        "imports.discard": _("Import discarded"),
        "imports.staff": _("Staff imported"),
    }
)
