"""A term is closed step by step, each blocked by what is missing; a journal is opened again on request (R1-5.1b)."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from journal import closing, locks, policy
from journal.actions import (
    advance_term,
    answer_reopening,
    ask_reopening,
    close_again,
    reopen_section,
    return_term,
    save_cells,
    set_results,
)
from journal.actions.cells import Sent
from journal.classbook.compose import Asked, compose
from journal.forms import CouncilForm
from journal.models import Closing, Lesson, Reopening, ReopenRequest, ResultPolicy, TermState, TermStep
from journal.rules.closing import NEXT, Facts, may_return, may_step
from journal.rules.marks import may_change_result
from schoolmis.access.permission import Denied
from schoolmis.audit.book import acting
from schoolmis.audit.models import Entry, History
from schoolmis.notices.models import Notice
from schoolmis.structure.models import Section
from students.models import Placement, Result
from tests.journal.test_class_book import _check as check_of
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
STATES = ("open", "checked", "proposed", "council", "closed")
WHOLE = Facts(decision=True)
LACKS = {
    "begun": (Facts(begun=False, decision=True), {"checked"}),
    "lessons": (Facts(lessons=3, decision=True), {"checked", "proposed", "council", "closed"}),
    "results": (Facts(results=2, decision=True), {"proposed", "council", "closed"}),
    "year": (Facts(year=2, decision=True), {"proposed", "council", "closed"}),
    "decision": (Facts(decision=False), {"council", "closed"}),
}


@pytest.mark.parametrize("former", STATES)
@pytest.mark.parametrize("to", STATES)
@pytest.mark.parametrize("lack", ["", *LACKS])
def test_a_step_is_the_next_one_and_lacks_nothing(former, to, lack):
    facts, blocks = LACKS[lack] if lack else (WHOLE, set())
    if NEXT.get(former) != to:
        with pytest.raises(ValidationError) as refused:
            may_step(former, to, facts)
        assert refused.value.code == "order"
    elif to in blocks:
        with pytest.raises(ValidationError) as refused:
            may_step(former, to, facts)
        assert [one.code for one in refused.value.error_list] == [lack]
    else:
        may_step(former, to, facts)


@pytest.mark.parametrize("former", STATES)
def test_back_goes_to_the_open_term_with_a_reason(former):
    with pytest.raises(ValidationError):
        may_return(former, " ")
    if former != "open":
        may_return(former, "Ката табылды")


@pytest.fixture
def whole(world, teacher):
    """Every lesson of the first term is filled, every student has a result."""
    term = world.term(1)
    with acting(teacher):
        Lesson.objects.filter(date__lte=term.ends_on).update(taken_at="2026-11-06T10:00+06:00")
        for section in Section.objects.filter(subject__has_marks=True):
            for place in Placement.objects.filter(school_class__groups=section.group):
                Result.objects.create(
                    student_id=place.student_id,
                    school_class_id=place.school_class_id,
                    subject=section.subject,
                    section=section,
                    year=world.year,
                    term=term,
                    value=4,
                    set_by=teacher,
                )
    return term


def decision(world):
    return world.protocol().decisions.first()


def walk(term, by, world, upto="closed"):
    for to in STATES[1:]:
        now = closing.state_of(term)
        cited = {"decision": decision(world)} if to == "council" else {}
        advance_term(term, to, version=now.version, by=by, **cited)
        if to == upto:
            return


def test_the_four_steps_close_the_term_and_stand_in_the_history(whole, world, deputy, login):
    walk(whole, deputy, world)
    assert Closing.objects.get().term == whole
    assert [step.state for step in TermStep.objects.order_by("pk")] == list(STATES[1:])
    assert Entry.objects.filter(act="journal.term_step").count() == 4
    page = login(deputy).get(f"/journal/terms/{whole.pk}/").content.decode()
    assert str(decision(world).protocol.label) in page
    return_term(whole, reason="Баа калып калган", version=closing.state_of(whole).version, by=deputy)
    assert Closing.objects.get().reopened_at and closing.state_of(whole).state == "open"


def test_a_sitting_before_the_term_is_not_offered(whole, world, deputy, login):
    walk(whole, deputy, world, upto="proposed")
    point = decision(world)
    held = point.protocol.held_on
    assert f'<option value="{point.pk}"' in login(deputy).get(f"/journal/terms/{whole.pk}/step/").content.decode()
    assert point in CouncilForm(since=held).fields["decision"].queryset
    assert point not in CouncilForm(since=held + timedelta(days=1)).fields["decision"].queryset


def test_what_is_missing_is_listed_with_where_to_go(whole, world, deputy, login):
    lost = Result.objects.filter(section=world.algebra).first()
    with acting(deputy):
        Result.objects.filter(pk=lost.pk).update(value=None)
        Lesson.objects.filter(section=world.physics, date=date(2026, 9, 2)).update(taken_at=None)
    client = login(deputy)
    page = client.get(f"/journal/terms/{whole.pk}/").content.decode()
    assert f"/journal/{world.algebra.pk}/sheet/" in page and f"/journal/{world.physics.pk}/term/1/" in page
    assert client.post(f"/journal/terms/{whole.pk}/step/", {"version": 0}).status_code == 422
    assert closing.state_of(whole).state == "open"
    assert [gap.section.subject_id for gap in closing.without_results(whole)] == [world.algebra.subject_id]


def test_the_first_grade_and_the_exempt_owe_no_result(whole, world, deputy):
    with acting(deputy):
        Result.objects.filter(section=world.section("MAT", "1-А")).update(value=None)
    assert closing.without_results(whole) == []


@pytest.mark.parametrize("who", ["teacher", "homeroom", "secretary", "mother", "administrator"])
def test_only_leaders_move_a_term(whole, world, request, who):
    with pytest.raises(Denied):
        advance_term(whole, "checked", version=0, by=request.getfixturevalue(who))


def test_two_deputies_do_not_step_over_each_other(whole, world, deputy, director):
    walk(whole, deputy, world, "checked")
    with pytest.raises(ValidationError):
        advance_term(whole, "proposed", version=1, by=director)


def test_a_teacher_asks_and_the_deputy_opens_until_a_day(whole, world, teacher, deputy, login):
    walk(whole, deputy, world)
    address = f"/journal/{world.algebra.pk}/term/1/ask/"
    assert address in login(teacher).get(f"/journal/{world.algebra.pk}/term/1/").content.decode()
    assert login(teacher).post(address, {"reason": "Эки баа калып калган"}).status_code == 302
    assert login(teacher).post(address, {"reason": "Дагы"}).status_code == 422, "it waits for an answer"
    page = login(teacher).get(f"/journal/{world.algebra.pk}/term/1/").content.decode()
    assert address not in page
    told = page[page.index("<summary><b>I ") :].split("</summary>")[0]
    assert "Жооп келе элек" in told, "and says so where a phone cuts it short"
    asked = ReopenRequest.objects.get()
    page = login(deputy).get("/journal/terms/").content.decode()
    assert f"/journal/terms/requests/{asked.pk}/" in page
    told = {"what": "approve", "until": "2026-11-23", "answer": ""}
    assert login(deputy).post(f"/journal/terms/requests/{asked.pk}/", told).status_code == 302
    asked.refresh_from_db()
    assert asked.status == "approved" and asked.reopening.until == date(2026, 11, 23)
    assert "data-locked" not in login(teacher).get(f"/journal/{world.algebra.pk}/term/1/").content.decode()
    with pytest.raises(ValidationError):
        answer_reopening(asked, by=deputy, answer="Жок")


def test_a_refusal_has_its_reason_and_nothing_opens(whole, world, teacher, deputy):
    with pytest.raises(ValidationError):
        ask_reopening(world.algebra, whole, reason="Ката", by=teacher)
    walk(whole, deputy, world)
    asked = ask_reopening(world.algebra, whole, reason="Ката", by=teacher)
    with pytest.raises(ValidationError):
        answer_reopening(asked, by=deputy)
    assert answer_reopening(asked, by=deputy, answer="Кеңеш чечти").status == "refused"
    assert TermState.objects.get().state == "closed"


@pytest.fixture
def opened(whole, world, teacher, deputy):
    """Algebra of the closed term, open again on the teacher's request until 23 November."""
    walk(whole, deputy, world)
    asked = ask_reopening(world.algebra, whole, reason="Эки баа калып калган", by=teacher)
    answer_reopening(asked, by=deputy, until=date(2026, 11, 23))
    return policy.sections().get(pk=world.algebra.pk)


def test_a_journal_opened_again_is_closed_at_once_when_it_is_ready(opened, whole, world, teacher, deputy, login):
    address = f"/journal/{opened.pk}/term/1/ready/"
    assert address in login(teacher).get(f"/journal/{opened.pk}/term/1/").content.decode()
    assert address in login(deputy).get("/journal/terms/").content.decode()
    assert "Эки баа калып калган" in login(teacher).get(address).content.decode()
    assert login(teacher).post(address).status_code == 302
    ended = Reopening.objects.get()
    assert ended.ended_by == teacher and ended.ended_at and ended.until == date(2026, 11, 23)
    assert locks.term_lock(opened, whole) == locks.TermLock(True, None)
    assert "data-locked" in login(teacher).get(f"/journal/{opened.pk}/term/1/").content.decode()
    assert Entry.objects.filter(act="journal.close_again", by=teacher).count() == 1
    assert list(Notice.objects.filter(kind="journal.reopen_ready").values_list("user", flat=True)) == [deputy.pk]
    for page in ("/journal/terms/", f"/journal/terms/{whole.pk}/"):
        assert teacher.name in login(deputy).get(page).content.decode()
        assert address not in login(deputy).get(page).content.decode()
    with pytest.raises(ValidationError):
        close_again(opened, whole, by=teacher)
    assert login(teacher).get(address).status_code == 302, "there is nothing to close any more"
    ask_reopening(opened, whole, reason="Дагы бир баа", by=teacher)


def test_cells_of_a_journal_closed_again_are_locked(opened, whole, world, teacher):
    lesson = opened.lessons.filter(date__lte=whole.ends_on).order_by("date").first()
    sent = [Sent(lesson.pk, world.student.pk, 0, "5")]
    close_again(opened, whole, by=teacher)
    assert save_cells(opened, sent, key="a", by=teacher)["refused"][0]["code"] == "locked"


def test_the_deputy_closes_it_too_and_the_teacher_is_told(opened, whole, teacher, deputy, homeroom):
    with pytest.raises(Denied):
        close_again(opened, whole, by=homeroom)
    close_again(opened, whole, by=deputy)
    assert [one.user for one in Notice.objects.filter(kind="journal.reopen_ready")] == [teacher]


def test_what_a_journal_opened_again_lacks_is_listed_and_keeps_it_open(opened, whole, world, teacher, login):
    lost = Result.objects.get(section=opened, term=whole, student=world.student)
    with acting(teacher):
        Result.objects.filter(pk=lost.pk).update(value=None)
        Result.objects.filter(section=world.physics, term=whole).update(value=None)
        day = Lesson.objects.filter(section=opened, date__lte=whole.ends_on).order_by("date").first()
        Lesson.objects.filter(pk=day.pk).update(taken_at=None)
    lacks = closing.of_journal(opened, whole)
    assert ([one.pk for one in lacks.lessons], lacks.results, lacks.year) == ([day.pk], [world.student], [])
    address = f"/journal/{opened.pk}/term/1/ready/"
    page = login(teacher).get(address).content.decode()
    assert world.student.person.short_name in page and f"?on={day.date}" in page
    assert login(teacher).post(address).status_code == 422
    assert Reopening.objects.get().ended_at is None and locks.term_lock(opened, whole).reopened


def test_the_last_term_closes_again_with_the_marks_of_the_year(last, world):
    section = policy.sections().get(pk=world.algebra.pk)
    assert len(closing.of_journal(section, last).year) == 3
    give_year_marks(world, last.results.first().set_by)
    assert closing.of_journal(section, last).year == []


def test_a_result_that_stood_at_the_closing_changes_with_a_reason(opened, whole, world, teacher, deputy, login):
    def send(text, reason=""):
        has = Result.objects.filter(section=opened, term=whole, student=world.student).first()
        sent = {"s": world.student.pk, "t": text, "v": has.version if has else 0, "reason": reason}
        return set_results(opened, whole, [sent], key=uuid.uuid4().hex, by=teacher)

    assert send("5")["refused"][0]["code"] == "reason"
    assert send("")["refused"][0]["code"] == "reason", "taken away is changed too"
    assert send("4")["saved"], "what is the same is no change"
    assert send("5", "Текшерүү иши кайра каралды")["saved"]
    row = Result.objects.get(section=opened, term=whole, student=world.student)
    history = History.objects.filter(record="students_result", row_id=row.pk).latest("pk")
    assert (history.reason, history.old["value"], history.new["value"]) == ("Текшерүү иши кайра каралды", 4, 5)
    page = login(teacher).get(f"/journal/{opened.pk}/results/{whole.pk}/{world.student.pk}/history/").content.decode()
    assert "4 → 5" in page and "Текшерүү иши кайра каралды" in page
    book = compose(Asked(world.class_a), "ky").bound(1, check_of(), origin="http://school.example/")
    text = " ".join("".join(pages(book)).split())
    assert "«4» эле, «5» болду" in text and "Текшерүү иши кайра каралды" in text
    letter = {"key": "k", "user": teacher.pk, "cells": [{"r": whole.pk, "s": world.student.pk, "t": "3", "v": 9}]}
    letter["cells"][0] |= {"v": row.version, "reason": "Эсептөөдөгү ката"}
    answer = login(teacher).post(f"/journal/{opened.pk}/results/", letter, content_type="application/json")
    assert answer.json()["saved"][0]["t"] == "3"
    with acting(teacher):
        Result.objects.filter(pk=row.pk).update(value=None)
    assert send("4")["saved"], "where nothing stands nothing is changed"


def test_a_result_of_an_open_term_and_of_the_year_before_its_end_asks_no_reason():
    assert may_change_result(closed=False, changes=True).code == ""
    assert may_change_result(closed=True, changes=False).code == ""
    assert may_change_result(closed=True, changes=True, decided="locked").code == "reason"
    assert may_change_result(closed=False, changes=False, decided="locked").code == ""


@pytest.mark.parametrize(("decided", "reason", "answer"), [("reason", "", "reason"), ("locked", "Ката", "locked")])
def test_a_complete_result_changes_as_the_school_says(whole, world, teacher, deputy, request, decided, reason, answer):
    request.addfinalizer(cache.clear)
    section = policy.sections().get(pk=world.algebra.pk)

    def send(text, why):
        sent = {"s": world.student.pk, "t": text, "v": 1, "reason": why}
        return set_results(section, whole, [sent], key=uuid.uuid4().hex, by=teacher)

    with acting(deputy):
        ResultPolicy.objects.update_or_create(pk=1, defaults={"decided": decided})
    cache.clear()
    walk(whole, deputy, world, "proposed")
    assert send("5", reason)["refused"][0]["code"] == answer
    if decided == "reason":
        assert send("5", "Ката")["saved"]


def test_the_page_of_the_term_keeps_every_request_with_its_answer(whole, world, teacher, deputy, login):
    walk(whole, deputy, world)
    asked = ask_reopening(world.algebra, whole, reason="Эки баа калып калган", by=teacher)
    address = f"/journal/terms/requests/{asked.pk}/"
    page = login(deputy).get(f"/journal/terms/{whole.pk}/").content.decode()
    assert "Эки баа калып калган" in page and address in page
    answer_reopening(asked, by=deputy, answer="Ишти алып келиңиз")
    again = ask_reopening(world.algebra, whole, reason="Иш алып келинди", by=teacher)
    answer_reopening(again, by=deputy, until=date(2026, 11, 23))
    reopen_section(world.algebra, whole, reason="Буйрук менен", until=date(2026, 11, 24), by=deputy)
    page = login(deputy).get(f"/journal/terms/{whole.pk}/").content.decode()
    for told in ("Эки баа калып калган", "Ишти алып келиңиз", "Иш алып келинди", "23.11.2026", "Буйрук менен"):
        assert page.count(told) == 1, told
    assert address not in page, "what is answered is not answered twice"


def test_what_a_term_lacks_is_asked_in_the_same_statements_however_many_journals_are_behind(
    world, django_assert_max_num_queries
):
    term = world.term(1)
    with django_assert_max_num_queries(3):
        gaps = closing.unfilled(term)
    assert len(gaps) > 2 and all(gap.url.endswith("/term/1/") for gap in gaps)


@pytest.fixture
def last(world, teacher):
    """The fourth term is over: every lesson is filled, every student has its result, none has a year mark."""
    term = world.term(4)
    sections = list(Section.objects.filter(subject__has_marks=True).select_related("group"))
    with acting(teacher):
        Lesson.objects.update(taken_at="2027-05-28T10:00+06:00")
        for section in sections:
            for place in Placement.objects.filter(school_class__groups=section.group):
                facts = {"student_id": place.student_id, "school_class_id": place.school_class_id, "term": term}
                facts |= {"subject": section.subject, "section": section, "year": world.year, "set_by": teacher}
                Result.objects.create(value=4, **facts)
    return term


def give_year_marks(world, by):
    """What every term result says, as the year's."""
    with acting(by):
        for one in Result.objects.filter(period="term", term=world.term(4)):
            one.pk, one.period, one.term = None, "year", None
            one.save()


def test_the_last_term_waits_for_the_marks_of_the_year(last, world, deputy, login, monkeypatch):
    monkeypatch.setenv("SCHOOLMIS_TODAY", "2027-06-01")
    gaps = closing.without_year(last)
    assert {(str(gap.section), gap.count) for gap in gaps} >= {("Алгебра · 8-А", 3), ("Физика · 8-А", 3)}
    assert not [gap for gap in gaps if gap.section.group.name == "1-А"], "grade one has no marks"
    now = closing.state_of(last)
    advance_term(last, "checked", version=now.version, by=deputy)
    with pytest.raises(ValidationError) as refused:
        advance_term(last, "proposed", version=closing.state_of(last).version, by=deputy)
    assert [one.code for one in refused.value.error_list] == ["year"]
    page = login(deputy).get(f"/journal/terms/{last.pk}/").content.decode()
    assert f"/journal/{world.algebra.pk}/sheet/" in page
    give_year_marks(world, deputy)
    assert closing.without_year(last) == []
    advance_term(last, "proposed", version=closing.state_of(last).version, by=deputy)
    assert closing.state_of(last).state == "proposed"


def test_a_term_before_the_last_asks_for_no_marks_of_the_year(whole, world):
    assert not closing.is_last(whole) and closing.without_year(whole) == []
    facts = closing.facts_of(whole, closing.state_of(whole))
    assert (facts.lessons, facts.results, facts.year) == (0, 0, 0)
