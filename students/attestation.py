"""Reading the state attestation: whose subjects, who is on an exam's list, with year, exam and final marks."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import gettext as _

from schoolmis.orders.models import Order
from students.hooks import final_way
from students.models import ExamEntry, Placement, Result, StateExam, Student
from students.rules.attestation import final_mark


@dataclass
class Line:
    """One student of an exam; `entry` is an unsaved one while nothing is entered."""

    student: Student
    school_class: object
    entry: ExamEntry
    year: int | None

    @property
    def final(self) -> int | None:
        return final_mark(self.year, self.entry.mark, final_way())


def admitted(year, but=None) -> set[int]:
    """Whom a signed order that nobody has revoked admits in this year, in the June after its lessons too; `but` is
    left out.
    """
    after = year.starts_on.replace(year=year.starts_on.year + 1)
    orders = Order.objects.filter(kind="exams", date__gte=year.starts_on, date__lt=after).exclude(pk=but)
    orders = orders.exclude(revoked_by__number__isnull=False)
    return {line["student"] for payload in orders.values_list("payload", flat=True) for line in payload["students"]}


def attested(section) -> str:
    """Why exam and final of a section are not set in its journal; "" where they are."""
    found = StateExam.objects.filter(
        year=section.group.year_id, subject=section.subject_id, grade__in=section.group.classes.values("grade")
    )
    return _("Set by the protocol of the state attestation, once for all.") if found.exists() else ""


def candidates(exam: StateExam) -> list[tuple]:
    """(student, class) of those an order admits in the exam's grade, in the alphabet's order class by class."""
    places = Placement.objects.filter(
        school_class__year=exam.year_id, school_class__grade=exam.grade, student__in=admitted(exam.year)
    ).exclude(ends_on=F("starts_on"))
    places = places.select_related("student__person", "school_class")
    rows = places.order_by("school_class__letter", "student__person__sort_key", "-starts_on")
    return list({one.student_id: (one.student, one.school_class) for one in rows}.values())


def lines(exam: StateExam) -> list[Line]:
    """The exam's list: every admitted student where it is compulsory, else who has chosen it; three statements."""
    entries = {one.student_id: one for one in ExamEntry.objects.filter(exam=exam)}
    rows = {student.pk: (student, of) for student, of in candidates(exam)}
    if missing := set(entries) - set(rows):
        places = Placement.objects.filter(student__in=missing, school_class__year=exam.year_id)
        for one in places.select_related("student__person", "school_class").order_by("student__person__sort_key"):
            rows[one.student_id] = (one.student, one.school_class)
    marks = Result.objects.filter(
        year=exam.year_id, subject=exam.subject_id, period=Result.Period.YEAR, student__in=rows
    )
    years = dict(marks.values_list("student", "value"))
    return [
        Line(student, of, entries.get(pk) or ExamEntry(exam=exam, student=student, version=0), years.get(pk))
        for pk, (student, of) in rows.items()
        if exam.is_compulsory or (pk in entries and entries[pk].off_at is None)
    ]


def choices(exam: StateExam) -> list[tuple]:
    """(student, class, entry or None) of those admitted, and of whoever is on the list though admitted no more."""
    entries = {one.student_id: one for one in exam.entries.all()}
    rows = {student.pk: (student, of) for student, of in candidates(exam)}
    for line in lines(exam):
        rows.setdefault(line.student.pk, (line.student, line.school_class))
    return [(student, of, entries.get(pk)) for pk, (student, of) in rows.items()]


def has_result(exam: StateExam, student: Student) -> bool:
    """Whether the student has a result of the exam, whoever wrote it."""
    stands = Q(value__isnull=False) | ~Q(code="")
    found = Result.objects.filter(stands, year=exam.year_id, subject=exam.subject_id, student=student)
    return found.filter(period=Result.Period.EXAM).exists()
