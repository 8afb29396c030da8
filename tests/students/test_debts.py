"""Academic debts: opened from results, tried before a commission, closed, opened again (R7-2.2 – R7-2.5, R7-4.3)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from schoolmis.access import Denied
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.audit.models import Entry
from schoolmis.notices.models import Notice
from students import actions
from students.models import AcademicDebt, DebtNotice, PromotionPolicy, Result
from students.rules import debts as rules
from tests.cast import TODAY

DUE = date(2026, 12, 20)
pytestmark = pytest.mark.django_db


def result(world, student, value=None, code=""):
    by = User.objects.get(username="deputy")
    with acting(by):
        return Result.objects.create(
            student=student,
            school_class=world.class_a,
            subject=world.algebra.subject,
            year=world.year,
            period="year",
            value=value,
            code=code,
            set_by=by,
        )


@pytest.fixture
def debt(world, deputy):
    result(world, world.student, 2)
    return actions.open_debts(world.year, due_on=DUE, by=deputy)[0]


@pytest.mark.parametrize(
    ("value", "code", "cause"),
    [(2, "", "failed"), (1, "", "failed"), (None, "fail", "failed"), (None, "na", "absent"), (3, "", ""), (5, "", "")]
    + [(None, "exempt", ""), (None, "pass", ""), (None, "", "")],
)
def test_what_is_a_debt_R7_2_2(value, code, cause):
    assert rules.cause_of(value, code) == cause


def test_debts_are_opened_from_the_years_results_once_R7_2_2(world, deputy):
    result(world, world.student, 2)
    result(world, world.child("Бегимай"), code="na")
    result(world, world.child("Данияр"), 4)
    made = actions.open_debts(world.year, due_on=DUE, by=deputy)
    assert sorted(one.cause for one in made) == ["absent", "failed"]
    assert actions.open_debts(world.year, due_on=DUE, by=deputy) == []
    assert Entry.objects.filter(act="students.open_debt").count() == 2


def test_the_database_keeps_one_open_debt_of_a_subject_and_removes_none(debt, deputy):
    with pytest.raises(IntegrityError, match="students_one_open_debt"), transaction.atomic(), acting(deputy):
        AcademicDebt.objects.create(
            student=debt.student, subject=debt.subject, year=debt.year, cause="failed", due_on=DUE, opened_by=deputy
        )
    with pytest.raises(ProgrammingError), transaction.atomic(), acting(deputy):
        debt.delete()


def test_a_passed_attempt_clears_the_debt(debt, deputy):
    actions.record_attempt(debt, on=TODAY, is_present=True, value=3, protocol="№ 2, 20.11.2026", by=deputy)
    debt.refresh_from_db()
    assert (debt.outcome, debt.closed_on) == ("cleared", TODAY)
    with pytest.raises(ValidationError, match="closed|жабы|закр"):
        actions.record_attempt(debt, on=TODAY, is_present=True, value=4, protocol="№ 3", by=deputy)
    with pytest.raises(ValidationError):
        actions.reopen_debt(debt, due_on=DUE, version=debt.version, by=deputy)


ATTEMPTS = [
    ("before the opening", {"on": TODAY - timedelta(days=1)}, "day"),
    ("in the future", {"on": TODAY + timedelta(days=1)}, "day"),
    ("without a protocol", {"protocol": ""}, None),
    ("without a mark", {"value": None}, None),
    ("with a mark outside 2–5", {"value": 7}, None),
]


@pytest.mark.parametrize(("_why", "changes", "code"), ATTEMPTS, ids=lambda one: one if isinstance(one, str) else "")
def test_an_attempt_is_refused(debt, deputy, _why, changes, code):
    facts = {"on": TODAY, "is_present": True, "value": 2, "protocol": "№ 2"} | changes
    with pytest.raises(ValidationError) as refused:
        actions.record_attempt(debt, by=deputy, **facts)
    assert code is None or refused.value.error_dict["on"][0].code == code
    assert not debt.attempts.exists()


def test_attempts_are_counted_and_the_number_is_the_schools_own(debt, deputy, director):
    actions.set_policy(by=director, version=1, attempts=1)
    actions.record_attempt(debt, on=TODAY, is_present=False, protocol="№ 2", by=deputy)
    with pytest.raises(ValidationError) as twice:
        actions.record_attempt(debt, on=TODAY, is_present=True, value=4, protocol="№ 3", by=deputy)
    assert twice.value.error_dict["on"][0].code == "twice"
    with pytest.raises(ValidationError, match="R7-2.5"):
        rules.may_attempt(TODAY, DUE, [TODAY], TODAY + timedelta(days=1), TODAY + timedelta(days=1), 1)
    debt = actions.close_debt(debt, outcome="not", version=debt.version, by=deputy)
    assert debt.outcome == "not"
    assert PromotionPolicy.now().attempts == 1


@pytest.mark.parametrize(
    ("outcome", "note", "code"), [("cleared", "", "attempt"), ("not", "", "early"), ("annulled", " ", "note")]
)
def test_a_debt_is_not_closed_without_its_ground_R7_2_5(debt, deputy, outcome, note, code):
    with pytest.raises(ValidationError) as refused:
        actions.close_debt(debt, outcome=outcome, version=debt.version, by=deputy, closed_note=note)
    assert code in str(getattr(refused.value, "error_dict", refused.value.__dict__))


def test_a_deadline_is_to_come_and_the_later_writer_is_shown_both(debt, deputy):
    with pytest.raises(ValidationError):
        actions.set_deadline(debt, due_on=TODAY - timedelta(days=1), version=debt.version, by=deputy)
    moved = actions.set_deadline(debt, due_on=date(2027, 1, 20), version=debt.version, by=deputy)
    with pytest.raises(actions.Conflict) as conflict:
        actions.set_deadline(debt, due_on=date(2027, 2, 1), version=debt.version, by=deputy)
    assert conflict.value.stored == {"due_on": date(2027, 1, 20)}
    assert moved.due_on == date(2027, 1, 20)


def test_who_is_restored_clears_what_was_left_by_a_new_day_R7_4_3(world, debt, deputy, director, signed):
    order = signed()
    again = actions.reopen_debts(debt.student, due_on=date(2027, 2, 1), order=order, by=director)
    debt.refresh_from_db()
    assert [one.pk for one in again] == [debt.pk]
    assert (debt.due_on, debt.reopened_by, debt.closed_on) == (date(2027, 2, 1), order, None)


def test_parents_are_told_once_and_acknowledge_R7_2_3(debt, deputy, mother, other_mother):
    assert actions.tell_parents([debt], by=deputy) == 1
    assert actions.tell_parents([debt], by=deputy) == 0
    assert Notice.objects.filter(user=mother, kind="students.debt").count() == 1
    notice = DebtNotice.objects.get(debt=debt)
    with pytest.raises(Denied):
        actions.acknowledge_debt(notice, by=other_mother)
    actions.acknowledge_debt(notice, by=mother)
    with pytest.raises(ValidationError):
        actions.acknowledge_debt(notice, by=mother)
    moved = actions.set_deadline(debt, due_on=date(2027, 1, 20), version=debt.version, by=deputy)
    assert actions.tell_parents([moved], by=deputy) == 1


def test_a_printed_notice_comes_back_signed_R7_2_3(debt, deputy):
    (paper,) = actions.give_paper_notices([debt], by=deputy)
    assert actions.give_paper_notices([debt], by=deputy) == []
    with pytest.raises(ValidationError):
        actions.register_acknowledgement(paper, on=TODAY, name=" ", by=deputy)
    with pytest.raises(ValidationError):
        actions.register_acknowledgement(paper, on=TODAY + timedelta(days=1), name="Алымкулова Ж.", by=deputy)
    actions.register_acknowledgement(paper, on=TODAY, name="Алымкулова Ж.", by=deputy)


@pytest.mark.parametrize("role", "homeroom teacher administrator mother student nobody".split())
def test_debts_are_kept_by_the_office_alone(request, world, debt, role):
    by = request.getfixturevalue(role)
    for act in (
        lambda: actions.open_debts(world.year, due_on=DUE, by=by),
        lambda: actions.record_attempt(debt, on=TODAY, is_present=True, value=3, protocol="№ 2", by=by),
        lambda: actions.close_debt(debt, outcome="annulled", closed_note="ката", version=debt.version, by=by),
        lambda: actions.set_deadline(debt, due_on=DUE, version=debt.version, by=by),
        lambda: actions.tell_parents([debt], by=by),
    ):
        with pytest.raises(Denied):
            act()
