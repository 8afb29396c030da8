"""Each transition of the year's end: every document missing in turn, wrong days, twice, by each role (R7-2, R7-3)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from schoolmis.access import Denied
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.orders import kinds
from schoolmis.orders.actions import draft_order, revoke_order, sign_order
from schoolmis.structure.actions import add_class
from schoolmis.structure.models import SchoolClass
from students import actions
from students.models import Result, StudyForm
from tests.students.test_transitions import ROLES
from tests.students.year import DUE, TODAY, decide, decision_of, mark, mark_all, user

pytestmark = pytest.mark.django_db
PROTOCOL = "№ 5, 20.11.2026, 1"
PAPERS = {"application": "№ 3", "pmpc": "№ 7", "plan": "№ 1"}

# outcome → (grade that ends, has a debt, next grade or None, kind of order, {what is left out: clause})
MOVES = {
    "promoted": (8, False, 9, "promotion", {"mark": "R7-2.1", "protocol": "R7-2.1"}),
    "conditional": (8, True, 9, "conditional_promotion", {"mark": "R7-2.1", "protocol": "R7-2.1", "due": "R7-2.4"}),
    "repeat": (8, True, 8, "repeat", {"mark": "R7-2.1", "protocol": "R7-2.1", "application": "R7-2.5"}),
    "adapted": (8, True, 9, "year_adapted", {"application": "R7-2.5", "pmpc": "R7-2.5", "protocol": "R7-2.1"}),
    "individual": (8, True, 9, "year_individual", {"application": "R7-2.5", "plan": "R7-2.5", "protocol": "R7-2.1"}),
    "basic": (9, False, 10, "graduation", {"mark": "R7-2.1", "attestation": "R7-3.1", "protocol": "R7-2.1"}),
    "secondary": (11, False, None, "graduation", {"mark": "R7-2.1", "attestation": "R7-3.1", "protocol": "R7-2.1"}),
    "exams": (9, False, None, "exams", {"mark": "R7-2.1", "protocol": "R7-2.1"}),
}
OF_THE_RUN = [move for move in MOVES if move != "exams"]
CASES = [(move, left_out) for move, row in MOVES.items() for left_out in row[4]]


class Case:
    """Бегимай at the end of the year, made ready for one outcome; nothing is decided yet."""

    def __init__(self, world, move):
        self.world, self.move, self.student = world, move, world.child("Бегимай")
        self.grade, owes, self.to, self.kind, _clauses = MOVES[move]
        mark_all(world, **({"Бегимай": 2} if owes else {}))
        self.deputy, self.director = user("deputy"), user("director")
        with acting(self.deputy):
            SchoolClass.objects.filter(pk=world.class_a.pk).update(grade=self.grade)
        if self.grade > 8:
            mark(self.student, world.algebra.subject, 4, period="exam")
        self.run = actions.begin_year_end(world.year, by=self.deputy)
        self.run = actions.confirm_roll_over(self.run, version=1, by=self.director)
        self.target = self.next_class()
        actions.propose_outcomes(self.run, by=self.deputy)
        self.run.refresh_from_db()

    def next_class(self):
        if self.to is None or self.move == "exams":
            return None
        there = SchoolClass.objects.filter(year=self.run.next_year, grade=self.to, letter="А").first()
        return there or add_class(self.run.next_year, self.to, "А", by=self.deputy)

    def lose(self, what):
        """The thing was never there: the mark of a subject, or the results of the attestation."""
        of = {
            "mark": {"period": "year", "subject": self.world.section("PHY").subject},
            "attestation": {"period": "exam"},
        }
        with acting(self.deputy):
            Result.objects.filter(student=self.student, **of[what]).update(value=None, code="")

    def draft(self, left_out="", on=TODAY, by=None):
        """Decided, cited and drafted, or refused on the way; the order that is about the student."""
        if left_out in ("mark", "attestation"):
            self.lose(left_out)
        if self.move == "exams":
            line = {"student": self.student.pk, "class": self.world.class_a.pk}
            cited = {} if left_out == "protocol" else {"protocol": PROTOCOL, "decided_on": "2026-11-20"}
            payload = {"from": f"{on}", "students": [line]} | cited
            return draft_order("exams", by=by or self.deputy, basis_ky=PROTOCOL, payload=payload)
        papers = PAPERS if self.move in ("repeat", "adapted", "individual") else {}
        decide(self.student, self.move, self.target, **(papers | ({left_out: ""} if left_out in papers else {})))
        if left_out != "protocol":
            self.cite(due=None if left_out == "due" else DUE)
        made = actions.draft_orders(self.run, by=self.deputy)
        return next(one for one in made if any(row["student"] == self.student.pk for row in one.payload["students"]))

    def cite(self, on=TODAY, due=DUE):
        self.run.refresh_from_db()
        self.run = actions.cite_decision(
            self.run, protocol=PROTOCOL, decided_on=on, debts_due_on=due, version=self.run.version, by=self.deputy
        )

    def class_after(self):
        return self.student.placements.on(date(2027, 9, 10)).values_list("school_class", flat=True).first()


@pytest.fixture
def case(world):
    return lambda move: Case(world, move)


@pytest.mark.parametrize("move,left_out", CASES)
def test_without_each_document_in_turn_the_outcome_is_refused_with_the_clause(case, move, left_out):
    one = case(move)
    with pytest.raises(ValidationError, match=MOVES[move][4][left_out]), transaction.atomic():
        sign_order(one.draft(left_out), by=one.director)
    assert one.student.placements.count() == 1 and one.student.enrolments.get().ends_on is None
    if move == "exams":
        assert kinds.registry["exams"].ready(one.draft("protocol"))


@pytest.mark.parametrize("move", MOVES)
def test_with_its_documents_it_is_carried_out_once_and_a_revocation_undoes_it(case, move):
    one = case(move)
    before = one.world.class_a.pk
    order = sign_order(one.draft(), by=one.director)
    assert order.kind == one.kind
    if move != "exams":
        assert decision_of(one.student).order == order and one.class_after() == (one.target and one.target.pk)
        assert bool(one.student.enrolments.filter(ends_on=None)) == (move != "secondary")
        assert one.student.enrolments.get().ground == ("secondary" if move == "secondary" else "")
    forms = list(one.student.study_forms.values_list("form", "starts_on", "ends_on"))
    assert forms == ([(move, date(2027, 9, 1), None)] if move in ("adapted", "individual") else [])
    with pytest.raises(ValidationError), transaction.atomic():
        sign_order(order, by=one.director)
    with pytest.raises(ValidationError), transaction.atomic():
        sign_order(one.draft(), by=one.director)
    revoke_order(order, basis_ky="ката", by=one.director)
    assert not StudyForm.objects.on(date(2027, 9, 10)).filter(student=one.student).exists()
    if move == "exams":
        assert sign_order(one.draft(), by=one.director).number
    else:
        assert one.class_after() == before and one.student.enrolments.filter(ends_on=None).count() == 1
        assert decision_of(one.student).order is None


@pytest.mark.parametrize("move", OF_THE_RUN)
def test_an_order_lies_between_the_council_and_the_first_day_of_the_next_year_R7_2_1(case, move):
    one = case(move)
    for day in (date(2026, 11, 21), date(2026, 8, 31)):
        with pytest.raises(ValidationError), transaction.atomic():
            one.cite(day)
    with pytest.raises(ValidationError), transaction.atomic():
        one.cite(due=date(2026, 11, 19))
    order = one.draft()
    for day in (date(2026, 11, 19), date(2027, 9, 2)):
        with pytest.raises(ValidationError), transaction.atomic():
            sign_order(order, by=one.director, on=day)
    assert decision_of(one.student).order is None


def test_nobody_is_admitted_to_the_attestation_backwards_R7_3(case):
    one = case("exams")
    with pytest.raises(ValidationError, match="R7-3"):
        sign_order(one.draft(on=date(2026, 11, 19)), by=one.director)


def test_who_graduates_does_not_leave_before_the_last_mark_R7_3_1(case):
    from journal.models import Cell

    one = case("secondary")
    order = one.draft()
    with acting(one.deputy):
        Cell.objects.create(
            lesson=one.world.lesson(date(2026, 11, 25)), student=one.student, first=4, entered_by=one.deputy
        )
    with pytest.raises(ValidationError, match="Өмүралиева"):
        sign_order(order, by=one.director)


@pytest.mark.parametrize("move", MOVES)
def test_the_leaders_prepare_it_and_the_director_alone_signs(case, move):
    one = case(move)
    order = one.draft()
    for role in ROLES.split():
        by = User.objects.get(username=role)
        if role != "director":
            with pytest.raises(Denied):
                sign_order(order, by=by)
        if role in ("director", "deputy") or (move, role) == ("exams", "secretary"):
            continue
        with pytest.raises(Denied):
            if move == "exams":
                one.draft(by=by)
            else:
                decide(one.student, move, one.target, by=by, **PAPERS)


REFUSED = [
    (8, False, "conditional", "R7-2.4"),
    (8, False, "repeat", "R7-2.5"),
    (8, False, "basic", "R7-3.1"),
    (8, False, "secondary", "R7-3.1"),
    (8, True, "promoted", "R7-2.2"),
    (9, False, "promoted", "R7-3.1"),
    (9, False, "secondary", "R7-3.1"),
    (11, False, "basic", "R7-3.1"),
]


@pytest.mark.parametrize(("grade", "owes", "outcome", "clause"), REFUSED)
def test_what_the_regulation_does_not_know_is_refused_by_its_clause(case, grade, owes, outcome, clause):
    start = {(8, False): "promoted", (8, True): "conditional", (9, False): "basic", (11, False): "secondary"}
    one = case(start[grade, owes])
    with pytest.raises(ValidationError, match=clause):
        decide(one.student, outcome, one.target, **PAPERS)


def test_a_form_of_study_before_ends_by_the_order_and_goes_on_when_it_is_revoked(case, signed):
    one = case("adapted")
    line = {"student": one.student.pk, "form": "family", "documents": [{"code": "application", "number": "1"}]}
    signed("study_home", **{"from": "2026-11-20", "students": [line]})
    order = sign_order(one.draft(), by=one.director)
    rows = list(one.student.study_forms.values_list("form", "ends_on", "ended_by"))
    assert rows == [("family", date(2027, 9, 1), order.pk), ("adapted", None, None)]
    revoke_order(order, basis_ky="ката", by=one.director)
    assert StudyForm.objects.on(date(2027, 9, 10)).get(student=one.student).form == "family"


def test_a_form_of_study_that_a_later_order_ends_keeps_the_year_s_order_in_force(case, world, signed):
    one = case("individual")
    order = sign_order(one.draft(), by=one.director)
    line = {"student": one.student.pk, "form": "full_time", "documents": [{"code": "application", "number": "1"}]}
    signed("study_full_time", **{"from": "2027-10-01", "students": [line]})
    with pytest.raises(ValidationError):
        revoke_order(order, basis_ky="ката", by=one.director)
