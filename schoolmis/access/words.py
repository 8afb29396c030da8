"""The acts of rights, and those by which files leave, in words."""

from django.utils.translation import gettext_lazy as _

from schoolmis.access.permission import registry
from schoolmis.audit.exports import PRINT
from schoolmis.audit.words import declare

declare(
    {
        PRINT: _("Paper printed or taken out"),
        "access.second_factor": _("Second factor asked of a role"),
        "access.drop_second_factor": _("Second factor of a person dropped"),
        "students.export": _("List exported"),
        "papers.save_layout": _("Layout of a report saved"),
        "papers.drop_layout": _("Layout of a report removed"),
    }
)


def acts() -> list[str]:
    """Every act by which a file leaves: a paper, or a list by its export right."""
    return [PRINT, *sorted(code for code in registry if code.partition(".")[2].startswith("export"))]
