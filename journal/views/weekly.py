"""Weekly sheets to print for families without a telephone: for a class and a week, all or chosen students."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal import actions, permissions, results
from journal import weekly as weeks
from journal.models import PaperSheet
from journal.views.nothing import no_class
from journal.weekly_paper import WORDS
from journal.weekly_paper import render as drawn
from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.papers import answer
from schoolmis.papers.words import language
from schoolmis.structure.models import SchoolClass, SchoolProfile
from schoolmis.ui.dates import date_short, day_asked
from students.models import Student

BACK = 8
"""Weeks that are offered."""


@guard(permissions.WEEKLY)
@require_http_methods(["GET", "HEAD", "POST"])
def weekly(request):
    """R1-2.2c: who is given paper is ticked and kept; the sheets of those ticked come out as one PDF."""
    told = request.POST if request.method == "POST" else request.GET
    classes = _classes(request.user)
    if not classes:
        return no_class(request, _("Weekly sheets"))
    of = _chosen(classes, told.get("class", ""))
    monday = _monday(told.get("week", ""))
    students = list(Student.objects.in_class(of, clock.today()).select_related("person").order_by("person__sort_key"))
    sent = set(told.getlist("student"))
    ticked = {one.pk for one in students if str(one.pk) in sent}
    here = f"{reverse('journal:weekly')}?class={of.pk}&week={monday}"
    if request.method == "POST" and told.get("do") in ("print", "all"):
        those = [one for one in students if told["do"] == "all" or one.pk in ticked]
        if those:
            return _printed(request, of, monday, those)
        messages.error(request, _("Tick at least one student."))
        return redirect(here)
    if request.method == "POST":
        actions.keep_paper_sheets(of, ticked, by=request.user)
        messages.success(request, _("Saved: who is given the sheet on paper."))
        return redirect(here)
    wanted = set(PaperSheet.objects.filter(student__in=students, wanted=True).values_list("student", flat=True))
    context = {
        "title": _("Weekly sheets"),
        "line": _("Half a page a student: marks, averages, absences, homework, remarks, a place for the signature."),
        "crumbs": [(_("Journals"), reverse("journal:sections"))],
        "classes": classes,
        "of": of,
        "monday": monday,
        "weeks": [(one, f"{date_short(one)} – {date_short(one + timedelta(days=5))}") for one in _weeks(monday)],
        "rows": [(one, one.pk in wanted) for one in students],
        "wanted": len(wanted),
        "lang": language(request.LANGUAGE_CODE),
    }
    return render(request, "journal/weekly.html", context)


def _classes(user):
    found = permissions.WEEKLY.visible(user, SchoolClass.objects.filter(year=_year())).distinct()
    return list(found.select_related("year").order_by("grade", "letter"))


def _year():
    """The newest year that has begun: in summer the one that is over."""
    newest = SchoolClass.objects.filter(year__starts_on__lte=clock.today()).order_by("-year__starts_on")
    return newest.values_list("year", flat=True).first()


def _chosen(classes, asked):
    found = next((one for one in classes if str(one.pk) == asked), None if asked else next(iter(classes), None))
    if found is None:
        raise Http404(_("There is no such page, or it is not yours to see."))
    return found


def _monday(asked) -> date:
    return weeks.monday_of(day_asked(asked) or clock.today())


def _weeks(chosen):
    now = weeks.monday_of(clock.today())
    return sorted({now - timedelta(weeks=n) for n in range(BACK)} | {chosen}, reverse=True)


def _printed(request, of, monday, students):
    lang = language(request.POST.get("lang"))
    study = SchoolProfile.objects.values_list("study_days", flat=True).first() or 5
    days = [monday + timedelta(days=n) for n in range(study)]
    head = results.homeroom_teachers([of], clock.today()).get(of.pk, "")
    with translation.override(lang):  # subjects are named in the paper's language, not in the reader's
        data = drawn(weeks.read(of, students, monday), of, days, head, lang)
    about = f"{of}, {date_short(monday)}: " + "; ".join(str(one) for one in students[:30])
    answer.on_print(request, "journal.weekly_sheet", WORDS[lang]["title"], about, "pdf", rows=len(students))
    return answer.file(data, f"week-{of}-{monday}", "pdf", inline=True)
