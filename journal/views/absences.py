"""Absences told by guardians and refined by the homeroom teacher."""

from collections import defaultdict
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from journal import absence_forms, permissions
from journal.actions import accept_note, refine_absences, refine_again, refuse_note
from journal.actions import tell_absence as tell
from journal.models import Absence, AbsenceNote, Cell, Lesson
from schoolmis import clock
from schoolmis.access.guard import guard
from schoolmis.ui.forms import form_page, refuse
from students.models import Student

DAYS = 30


def _students(user):
    found = permissions.REFINE_DAYS.visible(user, Student.objects.select_related("person"))
    return found.order_by("person__sort_key")


@guard(permissions.REFINE_DAYS)
def absences(request):
    """R1-4.1/2: notes of guardians, «н» of the last days by student, and the form that gives the reason for days."""
    students = _students(request.user)
    initial = {name: request.GET[name] for name in ("student", "first", "last") if name in request.GET}
    form = absence_forms.RefineForm(request.POST or None, students=students, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            count = refine_absences(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            _say(request, count)
            return redirect("journal:absences")
    return form_page(
        request,
        form,
        template="journal/absences.html",
        title=_("Absences of students"),
        submit=_("Give the reason"),
        crumbs=[(_("Journals"), reverse("journal:sections"))],
        **_lists(students),
    )


def _lists(students) -> dict:
    """Notes that wait and newest answered ones, and unknown absences by student; two statements."""
    since, open_days = clock.today() - timedelta(days=DAYS), defaultdict(set)
    cells = (
        Cell.objects.of_lessons()
        .filter(
            student__in=students, absence=Absence.UNKNOWN, lesson__date__gte=since, lesson__status=Lesson.Status.PLANNED
        )
        .select_related("student__person")
    )
    unknown = {}
    for cell in cells.order_by("student__person__sort_key", "lesson__date", "lesson__number").select_related("lesson"):
        row = unknown.setdefault(cell.student_id, {"student": cell.student, "days": defaultdict(list)})
        row["days"][cell.lesson.date].append(str(cell.lesson.number))
        open_days[cell.student_id].add(cell.lesson.date)
    for row in unknown.values():
        row["days"] = dict(row["days"])
        row["first"], row["last"] = min(row["days"]), max(row["days"])
    notes = list(
        AbsenceNote.objects.filter(student__in=students, last__gte=since).select_related("student__person", "told_by")
    )
    for note in notes:
        days = open_days[note.student_id]
        note.open = sum(1 for day in days if note.first <= day <= note.last)
    waiting = [note for note in notes if note.status == AbsenceNote.Status.TOLD]
    answered = [note for note in notes if note.status != AbsenceNote.Status.TOLD]
    return {"waiting": waiting, "answered": answered[:30], "unknown": list(unknown.values())}


def _note(request, pk) -> AbsenceNote:
    mine = AbsenceNote.objects.filter(student__in=_students(request.user)).select_related("student__person")
    return get_object_or_404(mine, pk=pk)


@guard(permissions.REFINE_DAYS)
@require_POST
def note_accept(request, pk):
    return _done(request, lambda: accept_note(_note(request, pk), by=request.user))


@guard(permissions.REFINE_DAYS)
@require_POST
def note_again(request, pk):
    return _done(request, lambda: refine_again(_note(request, pk), by=request.user))


def _done(request, act):
    try:
        _say(request, act())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("journal:absences")


def _say(request, count):
    if count:
        messages.success(request, _("Lessons refined: %(n)s") % {"n": count})
    else:
        messages.warning(
            request, _("The reason is kept; no lesson took it: no «н» in these days, or their term is closed.")
        )


@guard(permissions.REFINE_DAYS)
def note_refuse(request, pk):
    note = _note(request, pk)
    form = absence_forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            refuse_note(note, form.cleaned_data["answer"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The guardian is told."))
            return redirect("journal:absences")
    back = reverse("journal:absences")
    title, line = _("Do not accept the note"), str(note)
    return form_page(
        request, form, title=title, line=line, submit=_("Send"), cancel=back, crumbs=[(_("Absences of students"), back)]
    )


@guard(permissions.TELL_ABSENCE)
def tell_absence(request, pk):
    """R1-4.1/2: a guardian tells why the child is not at school, beforehand or afterwards."""
    student = permissions.TELL_ABSENCE.get(request.user, Student.objects.select_related("person"), pk=pk)
    form = absence_forms.TellAbsenceForm(request.POST or None)
    back = reverse("journal:child", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            tell(student, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The homeroom teacher is told."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Tell about an absence"),
        line=student.person.short_name,
        submit=_("Send"),
        cancel=back,
    )
