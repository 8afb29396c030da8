"""Results of the year typed class by class: one plain form, a cell per student and subject (R1-4.1/1)."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.structure.models import AcademicYear, SchoolClass
from schoolmis.ui.acts import Act
from schoolmis.ui.lists import Choice, Column, List
from students import actions, permissions
from students.actions.results import PERIODS, Clash
from students.models import Result
from students.year_results import grid

CELL = re.compile(r"r(\d{1,9})-(\d{1,9})-(\d{1,9})")


class ResultClasses(List):
    title = gettext_lazy("Results of the year")
    columns = [
        Column(
            "name",
            gettext_lazy("Class"),
            value=str,
            cls="name",
            sort=("grade", "letter"),
            link=lambda one: reverse("students:results", args=[one.pk]),
        ),
        Column("year", gettext_lazy("Academic year"), cls="keep"),
    ]
    filters = [
        Choice(
            "year",
            gettext_lazy("Academic year"),
            choices=lambda request: [(o.pk, str(o)) for o in AcademicYear.objects.filter(starts_on__lte=clock.today())],
        )
    ]
    page_size = 100
    empty = gettext_lazy("No class yet. Classes are made with the school year or by an import.")


@guard(permissions.RESULTS)
@require_safe
def results_index(request):
    mine = permissions.RESULTS.visible(request.user, SchoolClass.objects.all())
    begun = SchoolClass.objects.filter(pk__in=mine.values("pk"), year__starts_on__lte=clock.today())
    rows = begun.select_related("year").order_by("-year__starts_on", "grade", "letter")
    acts = []
    if permissions.IMPORT_RESULTS.allows(request.user):
        acts = [Act(_("Import"), reverse("imports:index"), permissions.IMPORT_RESULTS, icon="upload")]
    return ResultClasses(rows).response(request, acts=acts)


@guard(permissions.RESULTS)
def class_results(request, pk):
    """The page and its saving; a clash shows both values and keeps what was typed."""
    school_class = permissions.RESULTS.get(request.user, SchoolClass.objects.select_related("year"), pk=pk)
    period = request.GET.get("period", Result.Period.YEAR)
    if period not in PERIODS:
        raise Http404
    wrong, typed, refused = {}, {}, ""
    if request.method == "POST":
        sent = [
            (int(found[1]), int(found[2]), text, int(found[3]))
            for name, text in request.POST.items()
            if (found := CELL.fullmatch(name))
        ]
        typed = {(student, subject): text for student, subject, text, _version in sent}
        try:
            reason = request.POST.get("reason", "")
            n = actions.set_year_results(school_class, period, sent, reason=reason, by=request.user)
        except Clash as clash:
            wrong, refused = clash.cells, clash.messages[0]
        except ValidationError as problem:
            refused = " ".join(problem.messages)
        else:
            messages.success(request, ngettext("%(n)s result is saved.", "%(n)s results are saved.", n) % {"n": n})
            return redirect(f"{reverse('students:results', args=[pk])}?period={period}")
    table = grid(school_class, period)
    report = f"{reverse('papers:report', args=['students.year_results'])}?school_class={pk}&period={period}"
    context = {
        "title": _("Results of class %(class)s") % {"class": school_class},
        "line": str(school_class.year),
        "crumbs": [(_("Results of the year"), reverse("students:results_index"))],
        "acts": [Act(_("Print and export"), report, icon="print")],
        "refused": refused,
        "reason": request.POST.get("reason", ""),
        "grid": table,
        "body": _body(table, typed, wrong),
        "periods": [(one.value, one.label, one == period) for one in PERIODS],
        "closed": school_class.year.closed_on,
    }
    return render(request, "students/results.html", context, status=422 if refused else 200)


def _body(table, typed, wrong):
    """Rows of cells, built in Python: a class of thirty with fifteen subjects has 450 of them."""
    rows = []
    for number, student in enumerate(table.students, 1):
        cells = []
        for subject in table.subjects:
            key = (student.pk, subject.pk)
            why, _stored, version = wrong.get(key, ("", "", table.version(student, subject)))
            cells.append(
                format_html(
                    '<td class="mid"><input class="in mark" name="r{}-{}-{}" value="{}" maxlength="6" size="3"'
                    ' aria-label="{}, {}"{}>{}</td>',
                    student.pk,
                    subject.pk,
                    version,
                    typed.get(key, table.text(student, subject)),
                    student.person.short_name,
                    subject,
                    mark_safe(' aria-invalid="true"') if why else "",
                    format_html('<span class="sub bad" role="alert">{}</span>', why) if why else "",
                )
            )
        rows.append((number, student.person.short_name, mark_safe("".join(cells))))
    return format_html_join("", '<tr><td class="num">{}</td><th scope="row">{}</th>{}</tr>', rows)
