"""Which subjects of which grades are marked by half-years: a table of ticks, subject by grade."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Min
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schoolmis.access.guard import guard
from schoolmis.structure import hooks, permissions
from schoolmis.structure.actions import set_half_years
from schoolmis.structure.models import Section
from schoolmis.structure.views.common import crumbs, this_year


@dataclass
class Cell:
    """The courses of one subject in one grade."""

    key: str = ""
    label: str = ""
    sections: list = field(default_factory=list)
    ticked: bool = False
    stuck: bool = False

    @property
    def hours(self):
        return max(section.hours for section in self.sections)


@guard(permissions.CALENDAR)
def half_years(request):
    """R1-4.1/1: default are terms; who is marked by half-years is decided before the first result of the year."""
    year = this_year()
    rows, grades = _table(year, request.GET)
    if request.method == "POST":
        wanted, refused = set(request.POST.getlist("by_halves")), ""
        for cell in _cells(rows):
            cell.ticked = cell.ticked if cell.stuck else cell.key in wanted
        chosen = {section.pk for cell in _cells(rows) if cell.ticked for section in cell.sections}
        try:
            n = set_half_years(year, chosen, by=request.user)
        except ValidationError as problem:
            refused = " ".join(problem.messages)
        else:
            messages.success(
                request, ngettext("%(n)s journal is changed.", "%(n)s journals are changed.", n) % {"n": n}
            )
            return redirect("structure:half_years")
    context = {
        "title": _("Results by half-years"),
        "line": str(year),
        "crumbs": crumbs((_("Calendar"), reverse("structure:calendar"))),
        "rows": rows,
        "grades": grades,
        "stuck": any(cell.stuck for cell in _cells(rows)),
        "refused": refused if request.method == "POST" else "",
    }
    return render(request, "structure/half_years.html", context, status=422 if context["refused"] else 200)


def _cells(rows):
    return [cell for _subject, cells in rows for cell in cells if cell]


def _table(year, asked):
    """([(subject, a Cell or None per grade)], grades); `asked` may tick one-hour subjects or upper grades first."""
    found = Section.objects.filter(group__year=year, subject__has_marks=True).select_related("subject", "group")
    found = list(found.annotate(grade=Min("group__classes__grade")).order_by("subject__order", "grade", "group__name"))
    stuck = hooks.with_results([one.pk for one in found])
    cells = defaultdict(Cell)
    for one in found:
        cells[one.subject, one.grade].sections.append(one)
    for (subject, grade), cell in cells.items():
        cell.key, cell.label = f"{subject.pk}:{grade}", f"{subject}, {grade}"
        cell.stuck = any(one.pk in stuck for one in cell.sections)
        cell.ticked = all(one.by_half_years for one in cell.sections)
        asks = asked.get("tick") == "hour" and cell.hours <= 1 or asked.get("tick") == "upper" and grade >= 10
        cell.ticked = cell.ticked or (asks and not cell.stuck)
    grades = sorted({grade for _subject, grade in cells})
    subjects = list(dict.fromkeys(subject for subject, _grade in cells))
    return [(subject, [cells.get((subject, grade)) for grade in grades]) for subject in subjects], grades
