"""Results of the year, of the attestation and final ones, typed or imported until a journal writes them (R1-4.1/1)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from schoolmis import clock
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting, record
from schoolmis.structure.models import AcademicYear, SchoolClass
from students import permissions
from students.actions.keeping import demanded
from students.models import Placement, Result, StateExam, YearDecision
from students.rules.results import read_result

PERIODS = (Result.Period.YEAR, Result.Period.EXAM, Result.Period.FINAL)
BATCH = 500


class Clash(ValidationError):
    """Cells that could not be saved: {(student, subject): (sentence, stored text, stored version)}. None was saved."""

    def __init__(self, cells: dict):
        super().__init__(_("Nothing is saved yet: look at the cells that are marked."), "cells")
        self.cells = cells


def set_year_results(school_class: SchoolClass, period: str, sent: list[tuple], *, reason: str = "", by: User) -> int:
    """`sent`: [(student id, subject id, text, version the writer saw)]; how many results were written.

    All or nothing: whoever saves later than the version is shown both values (Clash). What a teacher has set in the
    journal changes here with a reason.
    """
    grant = demanded(permissions.RESULTS, by, school_class)
    with acting(by, grant=grant, reason=reason.strip()):
        year = AcademicYear.objects.select_for_update(no_key=True).get(pk=school_class.year_id)
        classes = {student: school_class for student, *_rest in sent}
        return write_results(year, classes, period, sent, by, reason=reason.strip())


def write_results(
    year: AcademicYear,
    classes: dict,
    period: str,
    sent: list[tuple],
    by: User,
    *,
    by_protocol=False,
    term=None,
    reason="",
) -> int:
    """The writing shared by the page, the import and the protocols of the attestation; inside `acting`.

    `classes`: {student: class}. `by_protocol`: exam and final of a subject of the attestation come from there alone.
    `term`: the past term whose results the journal brings in from paper.
    """
    if period not in PERIODS and term is None:
        raise ValidationError(_("A term's result is set in the journal."), "period")
    if year.closed_on:
        raise ValidationError(_("The year is closed."), "closed")
    ids = {student for student, *_rest in sent}
    here = set(
        Placement.objects.filter(student__in=ids, school_class__year=year).values_list("student_id", "school_class_id")
    )
    done = set(
        YearDecision.objects.filter(year_end__year=year, student__in=ids, order__isnull=False).values_list(
            "student_id", flat=True
        )
    )
    now = {
        (one.student_id, one.subject_id): one
        for one in Result.objects.select_for_update()
        .filter(year=year, period=period, term=term, student__in=ids)
        .order_by("pk")
    }
    exams = set() if by_protocol or term or period == Result.Period.YEAR else _attested(year)
    wrong, fresh, changed = {}, [], []
    for student, subject, text, version in sent:
        stored = now.get((student, subject))
        shown, at = (stored.text, stored.version) if stored else ("", 0)
        try:
            value, code = read_result(text)
        except ValidationError as refused:
            wrong[student, subject] = (refused.messages[0], shown, at)
            continue
        if (value, code) == ((stored.value, stored.code) if stored else (None, "")):
            continue
        if student in done:
            wrong[student, subject] = (_("The year's end is carried out by order for this student."), shown, at)
        elif (classes[student].grade, subject) in exams:
            wrong[student, subject] = (_("Set by the protocol of the state attestation, once for all."), shown, at)
        elif (student, classes[student].pk) not in here:
            wrong[student, subject] = (_("The student is not in this class."), shown, at)
        elif version != at:
            wrong[student, subject] = (_("Stored meanwhile: %(value)s") % {"value": shown or "—"}, shown, at)
        elif stored and stored.section_id and shown and not (reason or by_protocol):
            wrong[student, subject] = (_("A teacher has set it in the journal: give the reason."), shown, at)
        elif stored:
            stored.value, stored.code, stored.version = value, code, at + 1
            stored.set_by, stored.set_at, stored.key = by, clock.now(), ""
            changed.append(stored)
        else:
            fresh.append(
                Result(
                    student_id=student,
                    subject_id=subject,
                    school_class=classes[student],
                    year=year,
                    period=period,
                    term=term,
                    value=value,
                    code=code,
                    set_by=by,
                )
            )
    if wrong:
        raise Clash(wrong)
    Result.objects.bulk_create(fresh, batch_size=BATCH)
    Result.objects.bulk_update(changed, ["value", "code", "version", "set_by", "set_at", "key"], batch_size=BATCH)
    if fresh or changed:
        told = [[one.student_id, one.subject_id, one.text] for one in [*fresh, *changed]]
        record("students.set_results", year, by=by, period=str(period), results=told[:2000], count=len(told))
    return len(fresh) + len(changed)


def _attested(year) -> set:
    """{(grade, subject)} of the year's state attestation."""
    return set(StateExam.objects.filter(year=year).values_list("grade", "subject"))
