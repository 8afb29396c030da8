"""Last year's state attestation of the demo: exams, commission, protocols of grade 9 (R7-3.1)."""

from datetime import date

from schoolmis import demo
from schoolmis.audit.book import acting, record
from schoolmis.orders.bodies.actions import open_body, seat
from schoolmis.orders.models import Body, Seat
from schoolmis.structure.models import Subject
from students.models import ExamEntry, Placement, Result, StateExam
from students.rules.attestation import final_mark

GRADE = 9
EXAMS = (("ALG", "written", 2), ("KYR", "written", 6), ("HKG", "oral", 10))


@demo.part(order=22)
def attestation(progress, story):
    """The exams' and the final results stand by the protocols: one was absent and sat on the repeat day."""
    progress("Last year's attestation")
    since = date(story.first, 5, 20)
    people = {key: one.person for key, one in story.staff.items()}
    body = open_body(
        Body.Kind.ATTESTATION, "Мамлекеттик аттестациялык комиссия", "Комиссия ИГА", by=story.installer, starts_on=since
    )
    seat(body, [people["director"]], on=since, post=Seat.Post.CHAIR, by=story.installer)
    members = [one for key, one in people.items() if key.startswith(("mat", "kyr", "his"))][:3] or [people["deputy"]]
    seat(body, members, on=since, by=story.installer)
    subjects = Subject.objects.in_bulk(field_name="code")
    seats = list(Placement.objects.filter(school_class__year=story.last_year, school_class__grade=GRADE))
    with acting(story.installer):
        for code, form, day in EXAMS:
            exam = StateExam.objects.create(
                year=story.last_year,
                grade=GRADE,
                subject=subjects[code],
                form=form,
                on=date(story.first, 6, day),
                repeat_on=date(story.first, 6, 17),
                body=body,
            )
            _sat(story, exam, {seat.student_id: seat for seat in seats})
        record("students.enter_protocol", story.last_year, by=story.installer, exams=len(EXAMS))


def _sat(story, exam, seats):
    told = Result.objects.filter(year=story.last_year, subject=exam.subject, student__in=seats)
    years = dict(told.filter(period=Result.Period.YEAR).values_list("student", "value"))
    marks = dict(told.filter(period=Result.Period.EXAM).values_list("student", "value"))
    late = next(iter(sorted(marks)), None) if exam.form == "written" else None
    ExamEntry.objects.bulk_create(
        ExamEntry(
            exam=exam,
            student_id=student,
            value=None if student == late else mark,
            is_absent=student == late,
            again=mark if student == late else None,
            set_by=story.installer,
        )
        for student, mark in marks.items()
    )
    Result.objects.bulk_create(
        Result(
            student_id=student,
            school_class_id=seats[student].school_class_id,
            subject=exam.subject,
            year=story.last_year,
            period=Result.Period.FINAL,
            value=final_mark(years.get(student), mark),
            set_by=story.installer,
        )
        for student, mark in marks.items()
        if years.get(student)
    )
