"""R1-1.2d, R1-6.1: what left as a file or a print: who, when, which list with which filters, how many rows."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from schoolmis.access import permissions
from schoolmis.access.guard import guard
from schoolmis.access.words import acts
from schoolmis.audit.exports import PRINT
from schoolmis.audit.models import Entry
from schoolmis.ui.lists import Choice, Column, Day, List

FORMATS = [(one, one.upper()) for one in ("xlsx", "docx", "csv", "pdf")]


def of_kind(entries, value):
    return entries.filter(act=PRINT) if value == "paper" else entries.exclude(act=PRINT)


def what_of(entry):
    """The filters in words, or what the paper was asked about."""
    return entry.data.get("filters") or entry.data.get("params") or ""


class ExportedList(List):
    title = gettext_lazy("What was exported")
    columns = [
        Column("what", gettext_lazy("List or paper"), value="subject_name", cls="name", width=36),
        Column("number", gettext_lazy("Entry"), value="pk", cls="num"),
        Column("at", gettext_lazy("When"), value="at", sort=("at", "pk"), cls="keep"),
        Column("by", gettext_lazy("Who"), value="who", sort="by_name", cls="keep"),
        Column("filters", gettext_lazy("With what filters"), value=what_of, cls="off"),
        Column("rows", gettext_lazy("Rows"), value=lambda entry: entry.data.get("rows"), cls="num"),
        Column("format", gettext_lazy("File"), value=lambda entry: entry.data.get("format", "").upper(), cls="end"),
    ]
    filters = [
        Choice(
            "kind",
            gettext_lazy("Kind"),
            choices=[("list", gettext_lazy("List")), ("paper", gettext_lazy("Report or paper"))],
            apply=of_kind,
        ),
        Choice("format", gettext_lazy("File"), choices=FORMATS, apply="data__format"),
        Day("from", gettext_lazy("From"), apply=lambda rows, day: rows.filter(at__date__gte=day)),
        Day("to", gettext_lazy("Until"), apply=lambda rows, day: rows.filter(at__date__lte=day)),
    ]
    search_hint = gettext_lazy("Who, list or number of the entry")
    default_sort = "-at"
    page_size = 50
    export_permission = permissions.EXPORT
    file_name = "exports"
    empty = gettext_lazy("Nothing has been exported yet.")

    def search(self, rows, text):
        found = Q(by_name__icontains=text) | Q(subject_name__icontains=text)
        if text.isdecimal() and len(text) < 18:
            found |= Q(pk=int(text))
        return rows.filter(found)


@guard(permissions.EXPORTS)
@require_safe
def export_list(request):
    """The director sees every export and print; the number of an entry stands on the file itself."""
    found = Entry.objects.filter(act__in=acts())
    line = _("Each file carries the number of its entry: in its name, at its foot, in its properties.")
    crumbs = [(_("Rights of the roles"), reverse("access:rights"))]
    return ExportedList(found).response(request, line=line, crumbs=crumbs)
