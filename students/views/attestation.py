"""The final state attestation of grades 9 and 11: its subjects, lists of students, protocols (R7-3.1)."""

import copy
import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.papers.answer import printed
from schoolmis.structure.models import AcademicYear
from schoolmis.ui.acts import Act
from schoolmis.ui.forms import form_page, tried
from students import actions, attestation, permissions
from students.actions.results import Clash
from students.attestation import admitted
from students.attestation_forms import ExamForm, TakeOffForm
from students.exam_paper import ExamProtocol
from students.models import StateExam
from students.rules.exam_lists import LISTS

CELL = re.compile(r"(mark|again|appeal|version)-(\d{1,9})")


def crumb():
    return [(_("State attestation"), reverse("students:attestation"))]


def _year(request):
    years = AcademicYear.objects.filter(starts_on__lte=clock.today())
    asked = request.GET.get("year", "")
    found = years.filter(pk=asked).first() if asked.isdecimal() else years.first()
    if found is None:
        raise Http404
    return found


def _exam(pk):
    return get_object_or_404(StateExam.objects.select_related("subject", "year", "body"), pk=pk)


@guard(permissions.ATTESTATION)
@require_safe
def attestation_page(request):
    """The exams of a year by grade, how many are admitted, how many have a mark."""
    year = _year(request)
    done = Count("entries", filter=~Q(entries__value=None, entries__again=None))
    exams = StateExam.objects.filter(year=year).select_related("subject", "body").annotate(done=done)
    acts = []
    if not year.closed_on:
        acts = [Act(_("Add an exam"), f"{reverse('students:exam_new')}", permissions.ATTESTATION, icon="plus")]
        if not exams:
            take = reverse("students:exams_take_over")
            acts.append(Act(_("Take over from last year"), take, permissions.ATTESTATION, method="post"))
        acts += _lists(year)
    context = {
        "title": _("State attestation"),
        "line": str(year),
        "year": year,
        "years": AcademicYear.objects.filter(starts_on__lte=clock.today()),
        "exams": exams,
        "admitted": len(admitted(year)),
        "acts": acts,
    }
    return render(request, "students/attestation.html", context)


def _lists(year):
    """An act for each grade whose ready list has a subject that the year lacks."""
    for grade in LISTS:
        if made := actions.missing_exams(year, grade):
            named = ", ".join(str(one.subject) for one in made)
            yield Act(
                _("Subjects of grade %(grade)s") % {"grade": grade},
                f"{reverse('students:exams_fill', args=[grade])}?year={year.pk}",
                permissions.ATTESTATION,
                method="post",
                confirm=_("Add to grade %(grade)s: %(subjects)s?") % {"grade": grade, "subjects": named},
            )


@guard(permissions.ATTESTATION)
@require_POST
def exams_fill(request, grade):
    """The ready list of a grade: what the year lacks of it."""
    if grade not in LISTS:
        raise Http404
    year = _year(request)
    try:
        made = actions.fill_exams(year, grade, by=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        n = len(made)
        if made:
            messages.success(request, ngettext("%(n)s exam is added.", "%(n)s exams are added.", n) % {"n": n})
        else:
            messages.info(request, _("The list of this grade is complete already."))
    return redirect(f"{reverse('students:attestation')}?year={year.pk}")


@guard(permissions.ATTESTATION)
@require_POST
def exams_take_over(request):
    made = actions.take_over_exams(_year(request), by=request.user)
    if made:
        n = len(made)
        messages.success(request, ngettext("%(n)s exam is taken over.", "%(n)s exams are taken over.", n) % {"n": n})
    else:
        messages.error(request, _("There is nothing to take over: add the exams of this year."))
    return redirect("students:attestation")


@guard(permissions.ATTESTATION)
def exam_edit(request, pk=None):
    exam = _exam(pk) if pk else StateExam(year=_year(request))
    form = ExamForm(request.POST or None, instance=copy.copy(exam))
    if request.method == "POST" and form.is_valid():
        told = {"version": form.cleaned_data["version"], "by": request.user}
        if tried(form, lambda: actions.keep_exam(exam, **told, **form.told())):
            messages.success(request, _("Saved."))
            return redirect("students:attestation")
    title = str(exam) if pk else _("New exam")
    return form_page(request, form, title=title, crumbs=crumb(), cancel=reverse("students:attestation"))


@guard(permissions.ATTESTATION)
def exam(request, pk):
    """The list of an exam: year, exam, repeat day, final; marks typed once, the final one by the rule."""
    one = _exam(pk)
    wrong, typed, refused = {}, {}, ""
    if request.method == "POST":
        typed = _typed(request.POST)
        try:
            n = actions.enter_protocol(one, [(pk, *values) for pk, values in typed.items()], by=request.user)
        except Clash as clash:
            wrong, refused = clash.cells, clash.messages[0]
        except ValidationError as problem:
            refused = " ".join(problem.messages)
        else:
            messages.success(request, ngettext("%(n)s mark is saved.", "%(n)s marks are saved.", n) % {"n": n})
            return redirect("students:exam", pk=pk)
    lines = attestation.lines(one)
    for line in lines:
        text, again, appeal = line.entry.text, str(line.entry.again or ""), line.entry.appeal
        line.text, line.again, line.appeal, _version = typed.get(line.student.pk, (text, again, appeal, 0))
        line.why = wrong.get(line.student.pk, ("",))[0]
    context = {
        "title": _("%(subject)s, grade %(grade)s") % {"subject": one.subject, "grade": one.grade},
        "line": str(one.year),
        "crumbs": crumb(),
        "exam": one,
        "lines": lines,
        "refused": refused,
        "acts": _acts(one),
        "off": one.entries.off().select_related("student__person", "set_by"),
        "closed": one.year.closed_on,
    }
    return render(request, "students/exam.html", context, status=422 if refused else 200)


def _acts(one):
    address = lambda name: reverse(f"students:{name}", args=[one.pk])  # noqa: E731
    acts = [Act(_("Protocol"), address("exam_protocol"), permissions.ATTESTATION, icon="print")]
    if not one.year.closed_on:
        acts.append(Act(_("Days and commission"), address("exam_edit"), permissions.ATTESTATION))
        if not one.is_compulsory:
            acts.append(Act(_("Who sits it"), address("exam_choose"), permissions.ATTESTATION))
    return acts


def _typed(post) -> dict:
    """{student: (mark, repeat, remark, version)} of the form's cells."""
    found = {}
    for name, value in post.items():
        if cell := CELL.fullmatch(name):
            found.setdefault(int(cell[2]), {})[cell[1]] = value
    number = lambda text: int(text) if text.isdecimal() else 0  # noqa: E731
    return {
        pk: (one.get("mark", ""), one.get("again", ""), one.get("appeal", ""), number(one.get("version", "0")[:9]))
        for pk, one in found.items()
    }


@guard(permissions.ATTESTATION)
def exam_choose(request, pk):
    """Who sits an exam by choice, out of those admitted."""
    one = _exam(pk)
    if one.is_compulsory or one.year.closed_on:
        raise Http404
    if request.method == "POST":
        chosen = {int(pk) for pk in request.POST.getlist("student") if pk.isdecimal()}
        try:
            actions.choose_exam(one, chosen, by=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, _("Saved."))
        return redirect("students:exam", pk=pk)
    context = {
        "title": _("Who sits it"),
        "line": str(one),
        "crumbs": [*crumb(), (str(one), reverse("students:exam", args=[pk]))],
        "exam": one,
        "rows": attestation.choices(one),
        "stands": one.entries.marked().exists(),
    }
    return render(request, "students/exam_choose.html", context)


@guard(permissions.ATTESTATION)
def exam_take_off(request, pk, student):
    """Off the list of an exam by choice, with the reason."""
    one = _exam(pk)
    entries = one.entries.on_list().select_related("student__person")
    entry = get_object_or_404(entries, student=student)
    form = TakeOffForm(request.POST or None)
    act = lambda: actions.take_off_exam(one, entry.student, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("%(name)s: taken off the list.") % {"name": entry.student.person.short_name})
        return redirect("students:exam", pk=pk)
    return form_page(
        request,
        form,
        title=_("Take off the list"),
        line=f"{entry.student.person.short_name} · {one}",
        note=_("The student is no longer on the exam's page and on its protocol; who took off and why stays in sight."),
        submit=_("Take off the list"),
        crumbs=[*crumb(), (str(one), reverse("students:exam", args=[pk]))],
        cancel=reverse("students:exam_choose", args=[pk]),
    )


@guard(permissions.ATTESTATION)
@require_safe
def exam_protocol(request, pk):
    one = _exam(pk)
    return printed(request, ExamProtocol(), [(one, attestation.lines(one))], f"exam-protocol-{pk}")
