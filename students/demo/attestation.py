"""Last year's state attestation of the demo: exams, commission, protocols of grades 9 and 11 (R7-3.1)."""

from datetime import date

from schoolmis import demo
from schoolmis.audit.book import acting, record
from schoolmis.orders.actions import draft_order, sign_order
from schoolmis.orders.bodies.actions import open_body, seat
from schoolmis.orders.models import Body, Seat
from schoolmis.structure.models import Subject
from students.actions.attestation import enter_protocol, fill_exams, keep_exam
from students.attestation import lines
from students.models import ExamEntry, Placement, Result, StateExam
from students.orders.exams import refusals
from students.rules.attestation import final_mark

EXAMS = {
    9: (("ALG", "written", 2), ("KYR", "written", 6), ("HKG", "oral", 10)),
    11: (("ALG", "test", 3), ("KYR", "written", 8), ("HKG", "oral", 12)),
}


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
    with acting(story.installer):
        for grade, exams in EXAMS.items():
            places = Placement.objects.filter(school_class__year=story.last_year, school_class__grade=grade)
            seats = {one.student_id: one for one in places}
            for code, form, day in exams:
                exam = StateExam.objects.create(
                    year=story.last_year,
                    grade=grade,
                    subject=subjects[code],
                    form=form,
                    on=date(story.first, 6, day),
                    repeat_on=date(story.first, 6, 17),
                    body=body,
                )
                _sat(story, exam, seats)
        record("students.enter_protocol", story.last_year, by=story.installer, exams=sum(map(len, EXAMS.values())))


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


@demo.part(order=63)
def this_year(progress, story):
    """From May on the exams of this year stand with their days; the marks come on the days themselves."""
    if story.today < story.day(5, 1):
        return
    body = Body.objects.filter(kind=Body.Kind.ATTESTATION, ends_on=None).first()
    for grade, exams in EXAMS.items():
        days = {code: day for code, _form, day in exams}
        for one in fill_exams(story.year, grade, by=story.deputy):
            facts = {name: getattr(one, name) for name in ("grade", "subject", "form", "is_compulsory", "ground")}
            on = story.day(6, days.get(one.subject.code, 14))
            facts["subject"] = one.subject
            keep_exam(one, version=1, by=story.deputy, on=on, repeat_on=story.day(6, 21), body=body, **facts)
    if story.today > story.day(6, 1):
        with demo.on_day(story.day(6, 1)):
            admission(story)
        for exam in StateExam.objects.filter(year=story.year, on__lt=story.today).select_related("year", "subject"):
            sent = [(one.student.pk, str(one.year or ""), "", "", 0) for one in lines(exam)]
            enter_protocol(exam, sent, by=story.deputy)


def admission(story):
    """R7-3.1: the order admits who has every annual mark and no debt."""
    places = list(
        Placement.objects.on(story.day(6, 1))
        .filter(school_class__year=story.year, school_class__grade__in=EXAMS)
        .select_related("student__person")
    )
    left_out = refusals([one.student for one in places])
    those = [{"student": one.student_id, "class": one.school_class_id} for one in places if one.student not in left_out]
    day = f"{story.day(6, 1)}"
    payload = {"from": day, "students": those, "protocol": "№ 9", "decided_on": f"{story.day(5, 31)}"}
    text = "Педагогикалык кеңештин протоколу № 9", "Протокол педагогического совета № 9"
    drafted = draft_order("exams", by=story.deputy, basis_ky=text[0], basis_ru=text[1], payload=payload)
    sign_order(drafted, by=story.director)
