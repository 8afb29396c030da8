"""Each move of a student, tried with every document missing in turn, on wrong days, twice, and by each role (R7)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from schoolmis.access import Denied
from schoolmis.accounts.models import User
from schoolmis.orders import kinds
from schoolmis.orders.actions import draft_order, hindrance, sign_order
from students.models import StudyForm
from students.rules.papers import NEEDS

ON = date(2026, 11, 18)
ROLES = "director deputy homeroom teacher stranger_teacher secretary administrator mother other_mother student nobody"

# move → (kind of order, what is asked for, fields of the line). Whom it is about and the class come from the fixture.
MOVES = {
    "admission": ("admission", "admission", {}),
    "transfer": ("transfer", "transfer", {}),
    "departure.moved": ("departure", "moved", {"ground": "moved", "went_to": "Ош шаары"}),
    "departure.school": ("departure", "school", {"ground": "school", "went_to": "Ош, № 5"}),
    "departure.health": ("departure", "health", {"ground": "health", "went_to": "Бишкек, санаторий"}),
    "departure.other": ("departure", "", {"ground": "other", "went_to": "Ош"}),
    "restoration": ("restoration", "restoration", {}),
    "study.home": ("study_home", "home", {"form": "home"}),
    "study.family": ("study_home", "family", {"form": "family"}),
    "study.adapted": ("study_adapted", "adapted", {"form": "adapted"}),
    "study.individual": ("study_individual", "individual", {"form": "individual"}),
    "study.full_time": ("study_full_time", "full_time", {"form": "full_time"}),
}
CASES = [(move, need) for move in MOVES for need in NEEDS[move]]


def paper(code, on="2026-11-16"):
    return {"code": str(code), "number": "17", "on": on}


class Case:
    """One move made ready to be ordered: the student in the right state, the line with all its documents."""

    def __init__(self, move, world, secretary, director, asked):
        self.move, self.director, self.secretary = move, director, secretary
        self.kind, matter, fields = MOVES[move]
        self.student = self.prepared(world, asked)
        self.line = {"student": self.student.pk} | fields
        if self.kind in ("admission", "transfer", "restoration"):
            self.line["class"] = (world.class_a if self.kind == "restoration" else world.class_b).pk
        given = [paper(need.paper) for need in NEEDS[move] if need.paper != "application"]
        if any(need.paper == "application" for need in NEEDS[move]):
            given.insert(0, asked(matter, self.student))
        self.line["documents"] = given

    def prepared(self, world, asked):
        from students import actions

        if self.kind == "admission":
            return actions.keep_student({"last_name": "Өсөров", "first_name": "Бакыт"}, by=self.secretary)
        before = {"restoration": ("departure", {"ground": "moved", "went_to": "Ош"}), "study_full_time": (
            "study_home", {"form": "family"})}.get(self.kind)  # fmt: skip
        if before:
            line = {"student": world.student.pk, "documents": [paper("application", "2026-11-02")]} | before[1]
            self.sign({"from": "2026-11-09", "students": [line]}, date(2026, 11, 9), kind=before[0])
        return world.student

    def draft(self, *, line=None, on=ON, kind=None, payload=None):
        payload = payload or {"from": on.isoformat(), "students": [line or self.line]}
        return draft_order(kind or self.kind, by=self.secretary, payload=payload)

    def sign(self, payload=None, day=ON, *, by=None, **words):
        return sign_order(self.draft(payload=payload, **words), by=by or self.director, on=day)

    def without(self, code):
        return self.line | {"documents": [one for one in self.line["documents"] if one["code"] != code]}


@pytest.fixture
def case(world, secretary, director, asked):
    return lambda move: Case(move, world, secretary, director, asked)


@pytest.mark.parametrize("move", MOVES)
def test_a_move_with_its_documents_is_carried_out_and_its_application_with_it(case, move, monkeypatch):
    monkeypatch.setenv("SCHOOLMIS_TODAY", ON.isoformat())
    one = case(move)
    draft = one.draft()
    assert kinds.of(draft).ready(draft) == ""
    sign_order(draft, by=one.director, on=ON)
    assert not one.student.applications.exclude(state="answered").exists()


@pytest.mark.parametrize("move,need", CASES, ids=lambda one: getattr(one, "paper", one))
def test_without_each_document_in_turn_a_move_is_refused_with_the_clause(case, move, need):
    one = case(move)
    draft = one.draft(line=one.without(need.paper))
    assert need.clause in kinds.of(draft).ready(draft)
    with pytest.raises(ValidationError, match=need.clause):
        sign_order(draft, by=one.director, on=ON)
    draft.refresh_from_db()
    assert draft.number is None


def test_the_words_of_a_basis_are_no_document(case):
    """R7-3: whatever the basis says, the application is chosen from the register or typed with number and date."""
    one = case("transfer")
    payload = {"from": ON.isoformat(), "students": [one.without("application")]}
    draft = draft_order(one.kind, by=one.secretary, payload=payload, basis_ky="Ата-энесинин арызы № 17, 16.11.2026")
    with pytest.raises(ValidationError, match="R7-2.6"):
        sign_order(draft, by=one.director, on=ON)


@pytest.mark.parametrize("move", [move for move in MOVES if any(n.paper != "application" for n in NEEDS[move])])
def test_a_document_dated_after_the_order_is_refused(case, move):
    one = case(move)
    for row in one.line["documents"]:
        if "on" in row:
            row["on"] = "2026-11-19"
    with pytest.raises(ValidationError, match="R7-"):
        one.sign()


@pytest.mark.parametrize("move", MOVES)
def test_a_move_before_its_order_is_refused_R7_3(case, move, monkeypatch):
    """The last day on the roll may be the one before the order; the draft says so before it is signed."""
    one, early = case(move), ON - timedelta(days=2 if move.startswith("departure") else 1)
    with pytest.raises(ValidationError, match="R7-3"):
        one.sign(on=early)
    monkeypatch.setenv("SCHOOLMIS_TODAY", ON.isoformat())
    assert "R7-3" in kinds.registry[one.kind].ready(one.draft(on=early))


@pytest.mark.parametrize("move", MOVES)
def test_a_move_outside_the_stay_is_refused(case, move):
    """Before the first day, and for an admission and a return outside the class's year, by a clause or the series."""
    far = date(2027, 8, 1) if move in ("admission", "restoration") else date(2026, 8, 31)
    with pytest.raises(ValidationError, match="R7-|09.11.2026"):
        case(move).sign(day=date(2026, 8, 31) if far.year == 2026 else ON, on=far)


@pytest.mark.parametrize("move", MOVES)
def test_a_day_years_after_the_order_is_refused_R7_3(case, move):
    with pytest.raises(ValidationError, match="R7-3"):
        case(move).sign(on=date(2029, 9, 10))


@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_not_made_twice(case, move):
    one = case(move)
    one.sign()
    with pytest.raises(ValidationError, match="R7-"):
        one.sign(on=ON + timedelta(days=1), day=ON + timedelta(days=1))


def test_what_signing_would_refuse_stands_at_the_button_before_it_is_pressed(case, world, director, login):
    """R7-3: the day of the draft has passed meanwhile, the student is in that class already, no class is chosen."""
    one = case("transfer")
    for day, line, said in (
        (ON, one.line, "18.11.2026"),
        (date(2026, 11, 23), one.line | {"class": world.class_a.pk}, "R7-2.6"),
        (date(2026, 11, 23), one.line | {"class": None}, str(one.student)),
    ):
        draft = one.draft(on=day, line=line)
        page = login(director).get(f"/orders/{draft.pk}/")
        why = page.context["sign"].reason
        assert said in why and why in page.content.decode()
    assert not hindrance(one.draft(on=date(2026, 11, 23)))


def test_the_card_offers_no_second_departure_before_the_day_of_the_first(case, secretary, login):
    one = case("departure.moved")
    address, release = f"/students/{one.student.pk}/", f"/students/{one.student.pk}/release/"
    assert release in login(secretary).get(address).content.decode()
    one.sign(day=date(2026, 11, 20), on=date(2026, 11, 27))
    assert release not in login(secretary).get(address).content.decode()


@pytest.mark.parametrize("move", MOVES)
def test_only_the_office_drafts_a_move_and_only_the_director_signs_it(case, move):
    one = case(move)
    draft = one.draft()
    for role in ROLES.split():
        user = User.objects.get(username=role)
        if role not in ("director", "secretary"):
            with pytest.raises(Denied):
                draft_order(one.kind, by=user, payload=draft.payload)
        if role != "director":
            with pytest.raises(Denied):
                sign_order(draft, by=user, on=ON)


def test_no_ground_of_discipline_exists():
    from students.grounds import Ground

    assert set(Ground.values) == {"basic", "secondary", "moved", "school", "health", "other"}


@pytest.mark.parametrize("ground", ["basic", "secondary"])
def test_completing_school_needs_the_state_document_R7_3_1(ground):
    from students.rules import papers

    assert [need.clause for need in papers.missing(f"departure.{ground}", [])] == ["R7-3.1"]
    papers.demand(f"departure.{ground}", [paper("certificate")], on=ON)


def test_a_student_of_compulsory_age_leaves_only_somewhere(case):
    one = case("departure.health")
    with pytest.raises(ValidationError, match="R7-3"):
        one.sign(line=one.line | {"went_to": ""})


def test_an_application_of_another_student_or_matter_carries_nothing_out(case, world, asked):
    one = case("transfer")
    for wrong in (asked("transfer", world.stranger), asked("moved", world.student)):
        with pytest.raises(ValidationError):
            one.sign(line=one.line | {"documents": [wrong]})


def test_a_return_to_another_grade_needs_the_papers_of_the_other_school_R7_4_4(case, world):
    from schoolmis.structure.models import SchoolClass

    one = case("restoration")
    line = one.line | {"class": SchoolClass.objects.create(year=world.year, grade=9, letter="А").pk}
    with pytest.raises(ValidationError, match="R7-4.4"):
        one.sign(line=line)
    one.sign(line=line | {"documents": [*line["documents"], paper("record")]})
    spells = one.student.enrolments.order_by("starts_on")
    assert spells[1].previous == spells[0]


def test_a_form_of_study_is_dated_and_a_revoked_one_lets_the_former_go_on(case, director):
    from schoolmis.orders.actions import revoke_order

    one = case("study.family")
    one.sign(day=date(2026, 11, 10), on=date(2026, 11, 10))
    line = {"student": one.student.pk, "form": "individual", "documents": [paper("application"), paper("plan")]}
    second = one.sign(kind="study_individual", line=line)
    forms = one.student.study_forms
    assert list(forms.values_list("form", "ends_on")) == [("family", ON), ("individual", None)]
    revoke_order(second, basis_ky="ката", by=director, on=ON + timedelta(days=1))
    now = forms.on(ON + timedelta(days=1)).get()
    assert (now.form, now.starts_on) == ("family", ON + timedelta(days=1))


def test_a_departure_ends_the_form_of_study(case):
    one = case("study.family")
    one.sign(day=date(2026, 11, 10), on=date(2026, 11, 10))
    line = {"student": one.student.pk, "ground": "moved", "went_to": "Ош", "documents": [paper("application")]}
    one.sign(kind="departure", line=line)
    assert StudyForm.objects.get(student=one.student).ends_on == ON + timedelta(days=1)


def test_a_form_of_study_resumed_by_a_revocation_keeps_its_last_day_R7_2_3(case, director):
    """After a departure, and after another form; one whose last day has come meanwhile is not resumed."""
    from schoolmis.orders.actions import revoke_order

    one = case("study.family")
    day = lambda n: date(2026, 11, n)  # noqa: E731
    one.sign({"from": "2026-11-10", "until": "2026-12-15", "students": [one.line]}, day(10))
    line = {"student": one.student.pk, "ground": "moved", "went_to": "Ош", "documents": [paper("application")]}
    gone = one.sign(kind="departure", line=line)
    revoke_order(gone, basis_ky="ката", by=director, on=ON)
    line = {"student": one.student.pk, "form": "individual", "documents": [paper("application"), paper("plan")]}
    other = one.sign({"from": "2026-11-23", "students": [line]}, kind="study_individual")
    revoke_order(other, basis_ky="ката", by=director, on=day(25))
    spans = [(f.form, f.starts_on, f.ends_on) for f in one.student.study_forms.order_by("pk")]
    last = date(2026, 12, 15)
    assert spans[1:] == [
        ("family", day(19), day(23)),
        ("individual", day(23), day(25)),
        ("family", day(25), last),
    ]
    again = one.sign({"from": "2026-11-27", "students": [line]}, day(25), kind="study_individual")
    revoke_order(again, basis_ky="ката", by=director, on=last)
    assert not one.student.study_forms.on(last).exists(), "it was to last until that day"


def test_the_ground_stands_on_the_stay_and_the_database_keeps_it_so(case):
    from django.db import IntegrityError, transaction

    from schoolmis.audit.book import acting

    one = case("departure.school")
    one.sign()
    spell = one.student.enrolments.get()
    assert (spell.ground, [row["code"] for row in spell.documents]) == ("school", ["application", "confirmation"])
    for wrong in ({"ground": "expelled"}, {"went_to": ""}, {"ground": "other", "documents": []}, {"ends_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic(), acting(one.director):
            type(spell).objects.filter(pk=spell.pk).update(**wrong)


def test_who_left_with_debts_comes_back_with_a_day_to_clear_them_R7_4_3(case, world, secretary):
    from schoolmis.audit.book import acting
    from schoolmis.structure.models import Subject
    from students.models import AcademicDebt

    one = case("restoration")
    with acting(secretary):
        AcademicDebt.objects.create(
            student=one.student, subject=Subject.objects.first(), year=world.year, cause="failed",
            opened_on=date(2026, 9, 1), opened_by=secretary, due_on=date(2026, 10, 1),
        )  # fmt: skip
    with pytest.raises(ValidationError, match="R7-4.3"):
        one.sign()
    order = one.sign({"from": ON.isoformat(), "due": "2026-12-20", "students": [one.line]})
    debt = one.student.debts.get()
    assert (debt.due_on, debt.reopened_by) == (date(2026, 12, 20), order)
