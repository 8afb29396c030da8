"""The state attestation: marks entered once into a protocol; exam, final, debts and graduation follow (R7-3.1)."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from journal import policy
from journal.actions import propose_year, set_results
from schoolmis import clock
from schoolmis.access.permission import Denied
from schoolmis.audit.book import acting
from schoolmis.audit.models import Entry, History
from schoolmis.orders.actions import draft_order, sign_order
from schoolmis.structure.models import SchoolClass, Subject
from students import actions, attestation
from students.actions.results import Clash
from students.exam_paper import ExamProtocol
from students.models import AcademicDebt, ExamEntry, Result, StateExam
from students.rules.attestation import counted, may_enter
from students.rules.attestation import may_take_off as rules_off
from students.rules.exam_lists import subjects_of
from tests.papers.reading import pages
from tests.students.year import decision_of, mark_all, user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def make_grade9(world):
    """8-А is grade 9 now, everybody has year marks; Сезим and Бегимай are admitted by an order."""
    mark_all(world)
    with acting(user("deputy")):
        SchoolClass.objects.filter(pk=world.class_a.pk).update(grade=9)
    lines = [{"student": world.child(name).pk, "class": world.class_a.pk} for name in ("Сезим", "Бегимай")]
    payload = {"from": f"{clock.today()}", "students": lines, "protocol": "№ 5", "decided_on": "2026-11-20"}
    sign_order(draft_order("exams", by=user("deputy"), basis_ky="№ 5", payload=payload), by=user("director"))
    return world


@pytest.fixture
def grade9(world):
    return make_grade9(world)


@pytest.fixture
def exam(grade9, deputy):
    facts = {"grade": 9, "form": "written", "is_compulsory": True, "on": TODAY, "repeat_on": date(2026, 11, 27)}
    new = StateExam(year=grade9.year)
    return actions.keep_exam(new, version=1, by=deputy, subject=grade9.algebra.subject, body=None, ground="", **facts)


def test_an_order_of_june_admits_after_the_last_lesson_day(world, monkeypatch):
    """The year's lessons end in May, the attestation goes on in June."""
    monkeypatch.setenv("SCHOOLMIS_TODAY", "2027-06-05")
    make_grade9(world)
    assert world.child("Сезим").pk in attestation.admitted(world.year)


def results(student):
    rows = Result.objects.filter(student=student, period__in=["exam", "final"], subject__code="ALG")
    return {one.period: one.text for one in rows}


def test_a_mark_entered_once_makes_exam_and_final_result(exam, world, deputy, login, teacher, homeroom):
    child, other = world.child("Сезим"), world.child("Бегимай")
    sent = {f"mark-{child.pk}": "5", f"version-{child.pk}": 0, f"mark-{other.pk}": "3", f"version-{other.pk}": 0}
    client = login(deputy)
    assert client.post(f"/students/attestation/{exam.pk}/", sent).status_code == 302
    assert (results(child), results(other)) == ({"exam": "5", "final": "5"}, {"exam": "3", "final": "3"})
    assert [line.final for line in attestation.lines(exam)] == [5, 3]
    section = policy.sections().get(pk=world.algebra.pk)
    told = [{"s": child.pk, "t": "2", "v": 1}]
    refused = set_results(section, None, told, key=uuid.uuid4().hex, by=teacher, period="exam")["refused"]
    assert refused[0]["code"] == "locked", "the journal shows it and does not write it"
    with pytest.raises(Clash):
        actions.set_year_results(
            SchoolClass.objects.get(pk=world.class_a.pk), "final", [(child.pk, exam.subject_id, "4", 1)], by=homeroom
        )
    for lang in ("ky", "ru"):
        paper = client.get(f"/students/attestation/{exam.pk}/protocol.pdf?lang={lang}")
        assert paper.content.startswith(b"%PDF")


def test_who_was_absent_or_failed_sits_the_repeat_day(exam, world, deputy, monkeypatch):
    child, other = world.child("Сезим"), world.child("Бегимай")
    actions.enter_protocol(exam, [(child.pk, "н", "", "", 0), (other.pk, "2", "", "", 0)], by=deputy)
    assert (results(child), results(other)) == ({"exam": "н/а"}, {"exam": "2", "final": "2"})
    with pytest.raises(Clash):
        actions.enter_protocol(exam, [(child.pk, "н", "4", "", 1)], by=deputy)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 27))
    actions.enter_protocol(exam, [(child.pk, "н", "4", "", 1), (other.pk, "2", "3", "", 1)], by=deputy)
    assert (results(child), results(other)) == ({"exam": "4", "final": "4"}, {"exam": "3", "final": "3"})
    paper = "\n".join(pages(ExamProtocol().render([(exam, attestation.lines(exam))], "ru")))
    assert "не явился" in paper and "не явились ни в один из дней – 0" in " ".join(paper.split())


def test_an_appeal_changes_a_mark_with_a_remark_alone(exam, world, deputy):
    child = world.child("Сезим")
    actions.enter_protocol(exam, [(child.pk, "3", "", "", 0)], by=deputy)
    with pytest.raises(Clash):
        actions.enter_protocol(exam, [(child.pk, "4", "", "", 1)], by=deputy)
    with pytest.raises(Clash):
        actions.enter_protocol(exam, [(child.pk, "4", "", "Апелляция № 1", 0)], by=deputy)
    actions.enter_protocol(exam, [(child.pk, "4", "", "Апелляция № 1", 1)], by=deputy)
    assert results(child) == {"exam": "4", "final": "4"}


def test_who_is_not_admitted_is_on_no_list(exam, world, deputy, teacher):
    with pytest.raises(Clash):
        actions.enter_protocol(exam, [(world.child("Данияр").pk, "4", "", "", 0)], by=deputy)
    with pytest.raises(Denied):
        actions.enter_protocol(exam, [], by=teacher)


def test_an_exam_by_choice_has_those_who_chose_it(exam, world, deputy, login):
    child = world.child("Сезим")
    facts = {"grade": 9, "form": "oral", "is_compulsory": False, "on": TODAY, "repeat_on": None, "body": None}
    new = StateExam(year=world.year)
    choice = actions.keep_exam(new, version=1, by=deputy, subject=world.physics.subject, ground="", **facts)
    assert attestation.lines(choice) == []
    client = login(deputy)
    assert client.post(f"/students/attestation/{choice.pk}/choose/", {"student": [child.pk]}).status_code == 302
    assert [line.student for line in attestation.lines(choice)] == [child]
    with pytest.raises(ValidationError):
        actions.choose_exam(choice, {world.child("Данияр").pk}, by=deputy)
    assert ExamEntry.objects.count() == 1
    assert "Физика" in client.get("/students/attestation/").content.decode()


@pytest.fixture
def choice(grade9, deputy):
    """An exam by choice on whose list Сезим and Бегимай stand."""
    facts = {"grade": 9, "form": "oral", "is_compulsory": False, "on": TODAY, "repeat_on": None, "body": None}
    facts |= {"subject": grade9.physics.subject, "ground": ""}
    made = actions.keep_exam(StateExam(year=grade9.year), version=1, by=deputy, **facts)
    actions.choose_exam(made, {grade9.child(name).pk for name in ("Сезим", "Бегимай")}, by=deputy)
    return made


def test_who_is_on_a_list_by_mistake_is_taken_off_with_a_reason(choice, world, deputy, login):
    child, other = world.child("Сезим"), world.child("Бегимай")
    client, page = login(deputy), f"/students/attestation/{choice.pk}/"
    off = f"{page}{child.pk}/take-off/"
    assert off in client.get(f"{page}choose/").content.decode()
    assert client.post(off, {"why": " "}).status_code == 422
    assert client.post(off, {"why": "Башка предметти тандаган"}).status_code == 302
    assert [line.student for line in attestation.lines(choice)] == [other]
    paper = "".join(pages(ExamProtocol().render([(choice, attestation.lines(choice))], "ru")))
    assert other.person.last_name in paper and child.person.last_name not in paper
    assert "Башка предметти тандаган" in client.get(page).content.decode()
    assert client.get(off).status_code == 404, "once off, there is nobody to take off"
    assert Entry.objects.get(act="students.take_off_exam").subject_id == child.pk
    with pytest.raises(Clash):
        actions.enter_protocol(choice, [(child.pk, "4", "", "", 1)], by=deputy)
    actions.choose_exam(choice, {child.pk}, by=deputy)
    assert {line.student for line in attestation.lines(choice)} == {child, other}, "and may choose it again"
    row = ExamEntry.objects.get(exam=choice, student=child)
    kept = History.objects.filter(record="students_examentry", row_id=row.pk).values_list("new__off_why", flat=True)
    assert "Башка предметти тандаган" in kept


def test_nobody_is_taken_off_once_the_result_or_the_protocol_stands(choice, exam, world, deputy, teacher):
    child, other = world.child("Сезим"), world.child("Бегимай")
    with pytest.raises(Denied):
        actions.take_off_exam(choice, child, why="Ката", by=teacher)
    actions.enter_protocol(choice, [(other.pk, "4", "", "", 1)], by=deputy)
    for who, code in ((other, "result"), (child, "protocol")):
        with pytest.raises(ValidationError) as refused:
            actions.take_off_exam(choice, who, why="Ката", by=deputy)
        assert refused.value.code == code
    with pytest.raises(ValidationError) as refused:
        rules_off(compulsory=True, result=False, protocol=False)
    assert refused.value.code == "compulsory"
    actions.enter_protocol(choice, [(other.pk, "", "", "Ката киргизилген", 2)], by=deputy)
    actions.take_off_exam(choice, child, why="Ката", by=deputy)
    assert [line.student for line in attestation.lines(choice)] == [other]


def test_who_is_admitted_no_more_can_still_be_taken_off(choice, world, deputy, login, monkeypatch):
    monkeypatch.setattr(attestation, "admitted", lambda year, but=None: set())
    page = login(deputy).get(f"/students/attestation/{choice.pk}/choose/").content.decode()
    assert f"/students/attestation/{choice.pk}/{world.child('Сезим').pk}/take-off/" in page


def test_an_exam_made_compulsory_has_those_taken_off_again(choice, world, deputy):
    child = world.child("Сезим")
    actions.take_off_exam(choice, child, why="Ката", by=deputy)
    facts = {name: getattr(choice, name) for name in ("grade", "form", "subject", "on", "repeat_on", "body", "ground")}
    now = actions.keep_exam(choice, version=choice.version, by=deputy, is_compulsory=True, **facts)
    line = next(one for one in attestation.lines(now) if one.student == child)
    actions.enter_protocol(now, [(child.pk, "5", "", "", line.entry.version)], by=deputy)
    assert ExamEntry.objects.get(exam=now, student=child).off_at is None


def test_the_database_keeps_no_mark_of_who_is_taken_off(choice, world, deputy):
    wrong = {"off_at": clock.now(), "off_why": "Ката", "value": 4}, {"off_at": clock.now()}, {"off_why": "Ката"}
    for facts in wrong:
        with pytest.raises(IntegrityError, match="students_off_an_exams_list"), transaction.atomic(), acting(deputy):
            ExamEntry.objects.filter(exam=choice).update(**facts)


def test_the_years_end_reads_the_protocol(exam, world, deputy, director):
    child, other = world.child("Сезим"), world.child("Бегимай")
    actions.enter_protocol(exam, [(child.pk, "4", "", "", 0), (other.pk, "н", "", "", 0)], by=deputy)
    run = actions.begin_year_end(world.year, by=deputy)
    run = actions.confirm_roll_over(run, version=run.version, by=director)
    actions.propose_outcomes(run, by=deputy)
    assert decision_of(child).outcome == "basic"
    assert decision_of(other).outcome == "blocked"


def test_a_failing_year_in_the_journal_becomes_a_debt_and_a_conditional_promotion(
    world, teacher, deputy, director, monkeypatch
):
    """Typed once by the teacher; the debt, the proposal of the year's end follow."""
    mark_all(world)
    child = world.child("Бегимай")
    with acting(deputy):
        Result.objects.filter(student=child, subject=world.algebra.subject).update(value=None)
    monkeypatch.setattr(clock, "today", lambda: date(2027, 5, 25))
    section = policy.sections().get(pk=world.algebra.pk)
    for number in (1, 2, 3, 4):
        told = [{"s": child.pk, "t": "2", "v": 0}]
        assert set_results(section, world.term(number), told, key=uuid.uuid4().hex, by=teacher)["saved"]
    assert propose_year(section, by=teacher)["saved"]
    debts = actions.open_debts(world.year, due_on=date(2027, 10, 1), by=deputy)
    assert [(one.student, one.subject) for one in debts] == [(child, world.algebra.subject)]
    run = actions.begin_year_end(world.year, by=deputy)
    run = actions.confirm_roll_over(run, version=run.version, by=director)
    actions.propose_outcomes(run, by=deputy)
    assert decision_of(child).outcome == "conditional" and AcademicDebt.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "again", "former", "appeal", "code"),
    [
        ("6", "", ("", ""), "", "mark"),
        ("4", "5", ("", ""), "", "repeat"),
        ("2", "5", ("", ""), "", "repeat_day"),
        ("5", "", ("4", ""), "", "appeal"),
        ("5", "", ("4", ""), "Апелляция", ""),
        ("н", "", ("", ""), "", ""),
    ],
)
def test_a_line_of_a_protocol(text, again, former, appeal, code):
    days = {"on": TODAY, "repeat_on": date(2026, 12, 1), "today": TODAY}
    if not code:
        may_enter(text, again, former, appeal=appeal, **days)
        return
    with pytest.raises(ValidationError) as refused:
        may_enter(text, again, former, appeal=appeal, **days)
    assert refused.value.code == code


def test_no_mark_stands_before_the_day_of_the_exam():
    with pytest.raises(ValidationError):
        may_enter("5", "", ("", ""), on=date(2026, 12, 1), repeat_on=None, today=TODAY, appeal="")
    assert (counted("н", ""), counted("н", "4"), counted("2", "3")) == ((None, "na"), (4, ""), (3, ""))


def test_a_mark_before_the_day_of_the_exam_is_set_says_what_to_do():
    for on, said in ((None, "Күндөр жана комиссия"), (date(2026, 12, 1), "келе элек")):
        with pytest.raises(ValidationError, match=said):
            may_enter("5", "", ("", ""), on=on, repeat_on=None, today=TODAY, appeal="")


def test_the_ready_list_of_a_grade_adds_what_the_year_lacks(exam, world, deputy, login):
    """Algebra stands already; the list's other subjects that the school teaches are added once."""
    for order, (code, name) in enumerate([("KYR", "Кыргыз тили"), ("RUS", "Орус тили"), ("HKG", "Тарых")], 50):
        Subject.objects.create(code=code, name_ky=name, name_ru=name, order=order)
    client = login(deputy)
    assert "/students/attestation/lists/9/" in client.get("/students/attestation/").content.decode()
    assert client.post("/students/attestation/lists/9/").status_code == 302
    made = dict(StateExam.objects.filter(grade=9).values_list("subject__code", "form"))
    assert made == {"ALG": "written", "KYR": "written", "RUS": "test", "HKG": "oral"}
    assert actions.fill_exams(world.year, 9, by=deputy) == []
    assert "/students/attestation/lists/9/" not in client.get("/students/attestation/").content.decode()
    assert actions.fill_exams(world.year, 11, by=deputy) == [], "the school has no grade eleven"
    assert client.post("/students/attestation/lists/8/").status_code == 404


@pytest.mark.parametrize(
    ("grade", "languages", "subjects"),
    [
        (9, ["ky"], {"ALG": "written", "KYR": "written", "RUS": "test", "HKG": "oral"}),
        (11, ["ky"], {"ALG": "test", "KYR": "written", "RUS": "test", "HKG": "oral"}),
        (11, ["ru"], {"ALG": "test", "RUS": "written", "KYR": "test", "HKG": "oral"}),
        (9, ["ky", "ru"], {"ALG": "written", "KYR": "written", "RUS": "written", "HKG": "oral"}),
        (8, ["ky"], {}),
    ],
)
def test_the_list_follows_the_language_of_the_classes(grade, languages, subjects):
    assert dict(subjects_of(grade, languages)) == subjects


@pytest.mark.parametrize("grade", [8, 10])
def test_the_database_refuses_the_attestation_of_another_grade(grade, exam, deputy):
    with pytest.raises(IntegrityError, match="students_exam_of_a_last_grade"), transaction.atomic(), acting(deputy):
        StateExam.objects.filter(pk=exam.pk).update(grade=grade)
