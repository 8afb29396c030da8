"""Absences told by guardians, refined by the homeroom teacher, and told to the family on the same day."""

from collections import defaultdict
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal import absence_kinds, families, locks, permissions
from journal.models import Absence, AbsenceNote, AbsenceTold, Cell, Closing, Lesson
from journal.rules.absences import may_tell
from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.notices.actions import notify
from students.models import Student

WAIT_MINUTES = 10  # a slip of the finger is put right before a mother is frightened
WHY = {
    "order": gettext_lazy("The end comes before the beginning."),
    "long": gettext_lazy("At most 60 days at once."),
    "past": gettext_lazy("A note is written at most 30 days afterwards."),
    "future": gettext_lazy("A note is written at most 60 days beforehand."),
}


def tell_absence(student: Student, first: date, last: date, reason: str, words: str = "", *, by: User) -> AbsenceNote:
    """R1-4.1/2: a guardian says beforehand or afterwards why the child is away; the homeroom teacher is told."""
    grant = permissions.TELL_ABSENCE.demand(by, student)
    if why := may_tell(first, last, clock.today()):
        raise ValidationError(str(WHY[why]), why)
    note = AbsenceNote(student=student, first=first, last=last, reason=reason, words=words.strip(), told_by=by)
    note.full_clean()
    with acting(by, grant=grant):
        Student.objects.select_for_update(of=("self",)).get(pk=student.pk)
        same = {"student": student, "first": first, "last": last, "reason": reason, "words": note.words, "told_by": by}
        twice = AbsenceNote.objects.filter(**same, status=AbsenceNote.Status.TOLD).first()
        if twice:  # the button was pressed twice
            return twice
        note.save()
        record("journal.tell_absence", student, by=by, first=first, last=last, reason=reason)
        told = {"student": student.person.short_name, "days": _days(note)}
        teachers = families.homeroom_of(student)
        notify(
            teachers,
            absence_kinds.TOLD,
            by=by,
            url=reverse("journal:absences"),
            about=student.person,
            **told,
        )
    return note


def accept_note(note: AbsenceNote, *, by: User) -> int:
    """R1-4.1/2: the homeroom teacher accepts; «н» of these days becomes the reason. How many were refined."""
    grant = permissions.REFINE_DAYS.demand(by, note.student)
    with acting(by, grant=grant):
        _decide(note, AbsenceNote.Status.ACCEPTED, "", by)
        count = _refine(note, by)
        record("journal.accept_note", note.student, by=by, note=note.pk, cells=count)
        _answer(note, absence_kinds.ACCEPTED, by)
    return count


def refuse_note(note: AbsenceNote, answer: str, *, by: User) -> None:
    """R1-4.1/2: the note is not accepted, and the guardian reads why."""
    grant = permissions.REFINE_DAYS.demand(by, note.student)
    if not answer.strip():
        raise ValidationError(_("A note that is not accepted has an answer."), "answer")
    with acting(by, grant=grant):
        _decide(note, AbsenceNote.Status.REFUSED, answer.strip(), by)
        record("journal.refuse_note", note.student, by=by, note=note.pk)
        _answer(note, absence_kinds.REFUSED, by)


def refine_absences(
    student: Student, first: date, last: date, reason: str, words: str = "", *, has_paper: bool = False, by: User
) -> int:
    """R1-4.1/2: the homeroom teacher gives the reason of a day's or several days' absences; how many were refined."""
    grant = permissions.REFINE_DAYS.demand(by, student)
    now = {"status": AbsenceNote.Status.ACCEPTED, "told_by": by, "decided_by": by, "decided_at": clock.now()}
    note = AbsenceNote(
        student=student, first=first, last=last, reason=reason, words=words.strip(), has_paper=has_paper, **now
    )
    note.full_clean()
    with acting(by, reason=note.get_reason_display(), grant=grant):
        note.save()
        count = _refine(note, by)
        record("journal.refine_absences", student, by=by, first=first, last=last, reason=reason, cells=count)
    return count


def refine_again(note: AbsenceNote, *, by: User) -> int:
    """R1-4.1/2: absences entered after the note was accepted get its reason too."""
    grant = permissions.REFINE_DAYS.demand(by, note.student)
    if note.status != AbsenceNote.Status.ACCEPTED:
        raise ValidationError(_("This note is not accepted."), "state")
    with acting(by, grant=grant):
        count = _refine(note, by)
        told = {"first": note.first, "last": note.last, "reason": note.reason, "cells": count}
        record("journal.refine_absences", note.student, by=by, **told)
    return count


def tell_families(day: date, *, by: User) -> int:
    """R1-2.2c: guardians of those who are absent without a reason are told on the same day, once for each child.

    Who has told the school already is not told back. How many students.
    """
    notes = AbsenceNote.objects.exclude(status=AbsenceNote.Status.REFUSED)
    covered = notes.filter(student=OuterRef("student"), first__lte=day, last__gte=day)
    told = AbsenceTold.objects.filter(student=OuterRef("student"), day=day)
    here = (
        Cell.objects.of_lessons()
        .filter(student=OuterRef("student"), lesson__date=day)
        .filter(Q(first__isnull=False) | Q(late__isnull=False))
    )
    long_enough = clock.now() - timedelta(minutes=WAIT_MINUTES)
    cells = Cell.objects.of_lessons().filter(
        ~Exists(covered),
        ~Exists(told),
        ~Exists(here),
        absence=Absence.UNKNOWN,
        lesson__date=day,
        lesson__status=Lesson.Status.PLANNED,
        entered_at__lte=long_enough,
    )
    lessons = defaultdict(list)
    for student, number in cells.order_by("lesson__number").values_list("student", "lesson__number"):
        lessons[student].append(str(number))
    if not lessons:
        return 0
    whom = families.guardians(lessons)
    with acting(by):
        AbsenceTold.objects.bulk_create([AbsenceTold(student_id=pk, day=day) for pk in whom])
        for student in Student.objects.filter(pk__in=whom).select_related("person"):
            data = {
                "student": student.person.short_name,
                "day": f"{day:%d.%m.%Y}",
                "lessons": ", ".join(lessons[student.pk]),
            }
            url = reverse("journal:tell_absence", args=[student.pk])
            notify(whom[student.pk], absence_kinds.ABSENT, by=by, url=url, about=student.person, **data)
        record("journal.tell_families", by=by, name="", day=day, students=len(whom))
    return len(whom)


def _decide(note, status, answer, by) -> None:
    waiting = AbsenceNote.objects.filter(pk=note.pk, status=AbsenceNote.Status.TOLD)
    if not waiting.update(status=status, answer=answer, decided_by=by, decided_at=clock.now()):
        raise ValidationError(_("This note has been answered already."), "state")
    note.refresh_from_db()


def _refine(note, by) -> int:
    """«н» of the note's days, of lessons whose term is open."""
    locks.hold_terms()
    cells = Cell.objects.of_lessons().filter(
        student=note.student_id,
        absence=Absence.UNKNOWN,
        lesson__date__range=(note.first, note.last),
        lesson__status=Lesson.Status.PLANNED,
        lesson__section__group__year__closed_on=None,
    )
    shut = Closing.objects.filter(reopened_at=None, term__starts_on__lte=note.last, term__ends_on__gte=note.first)
    for begin, end in shut.values_list("term__starts_on", "term__ends_on"):
        cells = cells.exclude(lesson__date__range=(begin, end))
    return cells.update(absence=note.reason, version=F("version") + 1, key="", entered_by=by, entered_at=clock.now())


def _answer(note, kind, by) -> None:
    if note.told_by_id != by.pk:
        data = {"student": note.student.person.short_name, "days": _days(note), "answer": note.answer}
        url = reverse("journal:child", args=[note.student_id])
        notify([note.told_by], kind, by=by, url=url, about=note.student.person, **data)


def _days(note) -> str:
    one = f"{note.first:%d.%m}"
    return one if note.first == note.last else f"{one}–{note.last:%d.%m}"
