"""After a conditional promotion: final, or the parents' choice; documents of education (R7-2.4, R7-2.5, R7-3.1)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schoolmis.access import Denied
from schoolmis.audit.book import acting
from schoolmis.orders import kinds
from schoolmis.orders.actions import draft_order, revoke_order, sign_order
from schoolmis.orders.citing import resting_on
from schoolmis.orders.models import Order
from schoolmis.structure.actions import add_class
from students import actions
from students.models import AcademicDebt, Enrolment, StateDocument, YearDecision
from students.timeline import facts, settled_of
from tests.students.test_year_end import graduating, places, sign_drafts
from tests.students.year import TODAY, cited, decision_of, drafted, mark, mark_all, user

pytestmark = pytest.mark.django_db
ON = date(2027, 10, 4)
PAPERS = {"application": "№ 3", "pmpc": "№ 7", "plan": "№ 1"}


@pytest.fixture
def conditional(world, director):
    """Бегимай is promoted conditionally into 9-А."""
    sign_drafts(drafted(world, Бегимай=2), director)
    return actions.conditionals().get()


def settle(row, settlement, by=None, **more):
    facts = {"on": ON, "protocol": "№ 1, 01.10.2027"} | more
    return actions.draft_settlement([row], settlement=settlement, by=by or user("deputy"), **facts)


def clear(row):
    debt = AcademicDebt.objects.get(student=row.student)
    actions.record_attempt(debt, on=TODAY, is_present=True, value=3, protocol="№ 2", by=user("deputy"))
    return actions.conditionals().get()


def test_with_every_debt_cleared_the_promotion_becomes_final_R7_2_4(conditional, director):
    with pytest.raises(ValidationError, match="R7-2.4"):
        settle(conditional, "promoted")
    row = clear(conditional)
    with pytest.raises(ValidationError, match="R7-2.4"):
        settle(row, "repeat", **PAPERS)
    order = sign_order(settle(row, "promoted"), by=director)
    assert order.kind == "final_promotion"
    assert decision_of(row.student).settled_by == order and not actions.conditionals().exists()
    told = facts([], [], settled=settled_of(row.student))
    assert [(fact.day, fact.order) for fact in told] == [(ON, order)], "the card's timeline names the order"
    with pytest.raises(ValidationError):
        settle(row, "promoted")
    revoke_order(order, basis_ky="Ката", by=director)
    assert actions.conditionals().get().student == row.student


@pytest.mark.parametrize(
    ("settlement", "left_out"),
    [("repeat", "application"), ("adapted", "application"), ("adapted", "pmpc"), ("individual", "application")]
    + [("individual", "plan")],
)
def test_the_parents_choice_in_autumn_needs_each_paper_R7_2_5(conditional, settlement, left_out):
    with pytest.raises(ValidationError, match="R7-2.5"):
        settle(conditional, settlement, **(PAPERS | {left_out: ""}))


def test_in_autumn_the_year_is_repeated_in_the_lower_class(conditional, deputy, director):
    lower = add_class(conditional.year_end.next_year, 8, "А", by=deputy)
    with pytest.raises(ValidationError):
        settle(conditional, "repeat", **PAPERS)
    order = sign_order(settle(conditional, "repeat", target=lower, **PAPERS), by=director)
    assert places(conditional.student)[-2:] == [("9-А", date(2027, 9, 1), ON), ("8-А", ON, None)]
    assert decision_of(conditional.student).settlement == "repeat"
    revoke_order(order, basis_ky="Ката", by=director)
    assert conditional.student.placements.on(date(2027, 12, 1)).get().school_class.grade == 9


@pytest.mark.parametrize("settlement", ["adapted", "individual"])
def test_in_autumn_the_programme_changes_and_the_class_stays(conditional, director, settlement, world):
    point = world.protocol().decisions.get()
    order = sign_order(settle(conditional, settlement, protocol="", decision=point, **PAPERS), by=director)
    assert order.kind == f"year_{settlement}"
    assert places(conditional.student)[-1][0] == "9-А"
    assert decision_of(conditional.student).settled_by == order and order.basis == str(point)
    assert resting_on([point])[point.pk][0][1] == f"/orders/{order.pk}/"
    form = conditional.student.study_forms.get()
    assert (form.form, form.starts_on, form.ends_on, form.order) == (settlement, ON, None, order)
    second = revoke_order(order, basis_ky="Ката", by=director)
    form.refresh_from_db()
    assert (form.ends_on, form.ended_by) == (ON, second)


@pytest.mark.parametrize("on", [date(2027, 8, 31), date(2028, 7, 1), date(2026, 11, 19)])
def test_the_day_lies_in_the_year_of_the_conditional_promotion(conditional, on):
    with pytest.raises(ValidationError):
        settle(conditional, "individual", on=on, **PAPERS)


def test_the_signed_order_names_the_debt_of_its_day_when_it_is_cleared_later(conditional):
    order = decision_of(conditional.student).order
    owed = lambda: [row[-1] for row in kinds.of(order).lines(order, "ky")[1]]  # noqa: E731
    before = owed()
    clear(conditional)
    assert owed() == before and all(before)


def test_the_order_that_made_it_conditional_is_not_revoked_once_it_is_settled(conditional, director):
    sign_order(settle(clear(conditional), "promoted"), by=director)
    with pytest.raises(ValidationError):
        revoke_order(decision_of(conditional.student).order, basis_ky="Ката", by=director)


@pytest.mark.parametrize("role", "homeroom teacher secretary administrator mother student nobody".split())
def test_only_the_leaders_settle(request, conditional, role):
    with pytest.raises(Denied):
        settle(conditional, "individual", by=request.getfixturevalue(role), **PAPERS)


def test_the_pages_of_conditional_promotion(conditional, login, deputy):
    client = login(deputy)
    assert "Өмүралиева" in client.get("/students/promotion/conditionals/").content.decode()
    at = f"/students/promotion/conditionals/{conditional.pk}/"
    sent = {"settlement": "individual", "on": "2027-10-04", "protocol": "№ 1", "version": conditional.version}
    of = conditional.student_id
    sent |= {f"application_{of}_number": "1", f"application_{of}_on": "2026-11-19"}
    assert client.post(at, sent).status_code == 422
    assert client.post(at, sent | {f"plan_{of}_number": "1", f"plan_{of}_on": "2026-11-19"}).status_code == 302
    row = decision_of(conditional.student)
    assert [one["code"] for one in row.documents] == ["application", "plan"] and row.plan == "№ 1, 19.11.2026"
    final = client.post("/students/promotion/conditionals/final/", {"on": "2027-10-04", "protocol": "№ 1"})
    assert final.status_code == 422


def test_who_has_every_mark_and_no_debt_is_admitted_to_the_attestation(world, deputy, director):
    graduating(world, deputy, director)
    mark(world.child("Данияр"), world.algebra.subject, 2)
    line = lambda name: {"student": world.child(name).pk, "class": world.class_a.pk}  # noqa: E731
    payload = {"from": "2026-11-25", "students": [line("Сезим"), line("Данияр")]}
    payload |= {"protocol": "протокол № 5", "decided_on": "2026-11-19"}
    draft = draft_order("exams", by=deputy, payload=payload)
    with pytest.raises(ValidationError, match="R7-2.2"):
        sign_order(draft, by=director)
    payload["students"] = payload["students"][:1]
    assert sign_order(draft_order("exams", by=deputy, payload=payload), by=director).number


def test_the_form_of_the_attestation_order_names_who_may_not(world, login, deputy, director):
    graduating(world, deputy, director)
    mark(world.child("Данияр"), world.algebra.subject, 2)
    page = login(director).post(
        "/orders/new/exams/",
        {"kind-students": [world.child("Данияр").pk], "kind-on": "2026-11-25", "title_ky": "Киргизүү", "text_ky": "1."},
    )
    assert page.status_code == 422 and "R7-2.2" in page.content.decode()


def test_a_whole_class_is_admitted_at_once_and_who_is_left_out_is_named(world, login, deputy, director):
    graduating(world, deputy, director)
    mark(world.child("Данияр"), world.algebra.subject, 2)
    client = login(director)
    sent = {"kind-classes": [world.class_a.pk], "kind-on": "2026-11-25", "title_ky": "Киргизүү", "text_ky": "1."}
    assert (
        client.post("/orders/new/exams/", sent | {"kind-decision": world.protocol().decisions.get().pk}).status_code
        == 302
    )
    order = Order.objects.get(kind="exams")
    named = {line["student"] for line in order.payload["students"]}
    assert world.child("Сезим").pk in named and world.child("Данияр").pk not in named
    page = client.get(f"/orders/{order.pk}/").content.decode()
    assert str(world.child("Данияр").person) in page and "R7-2.2" in page


def test_admission_to_the_attestation_cites_a_decision_of_the_council_R7_2_1(world, login, deputy, director):
    """Chosen from the protocols it words the basis in both languages; words typed into the basis cite nothing."""
    graduating(world, deputy, director)
    point, client = world.protocol().decisions.get(), login(director)
    sent = {
        "kind-students": [world.child("Сезим").pk],
        "kind-on": "2026-11-25",
        "title_ky": "Киргизүү",
        "text_ky": "1.",
    }
    assert client.post("/orders/new/exams/", sent | {"basis_ky": "Протокол № 5"}).status_code == 422
    assert client.post("/orders/new/exams/", sent | {"kind-decision": point.pk}).status_code == 302
    order = Order.objects.get(kind="exams")
    assert (order.basis_ky, order.basis_ru) == point.cited()
    assert resting_on([point])[point.pk][0][1] == f"/orders/{order.pk}/"
    assert str(point.pk) in client.get(f"/orders/{order.pk}/").content.decode()
    late = order.payload | {"decision": None, "protocol": "№ 5", "decided_on": "2026-11-21"}
    for payload in (late, late | {"protocol": ""}):
        with pytest.raises(ValidationError, match="R7-2.1"):
            sign_order(draft_order("exams", by=deputy, payload=payload, basis_ky="№ 5"), by=director)
    assert sign_order(order, by=director).number


@pytest.fixture
def graduate(world, deputy, director):
    year_end = graduating(world, deputy, director, Сезим=4)
    actions.draft_orders(cited(year_end), by=deputy)
    sign_drafts(year_end, director)
    return actions.graduates().get()


def give(graduate, by, **more):
    facts = {"series": "нк", "number": "000123", "given_on": TODAY, "given_to": "Алымкулова С."} | more
    return actions.give_state_document(graduate.student, order=graduate.order, by=by, **facts)


def test_a_document_of_education_is_given_once_by_the_order_of_graduation_R7_3_1(graduate, secretary, deputy, world):
    for wrong in (
        {"given_on": date(2026, 11, 21)},
        {"given_on": date(2026, 11, 19)},
        {"number": ""},
        {"given_to": " "},
    ):
        with pytest.raises(ValidationError):
            give(graduate, secretary, **wrong)
    document = give(graduate, secretary)
    assert str(document.series) == "НК" and not actions.graduates().exists()
    with pytest.raises(ValidationError):
        give(graduate, secretary, number="000124")
    with pytest.raises(ValidationError):
        actions.annul_state_document(document, why="", by=secretary)
    actions.annul_state_document(document, why="бузулган", by=secretary)
    with pytest.raises(ValidationError):
        actions.annul_state_document(document, why="бузулган", by=secretary)
    with pytest.raises(ValidationError):
        give(graduate, secretary)
    assert give(graduate, secretary, number="000125")
    assert StateDocument.objects.count() == 2


def test_who_goes_on_after_grade_nine_gets_the_attestat_too_R7_3_1(graduate, secretary, deputy):
    give(graduate, secretary)
    with acting(deputy):
        YearDecision.objects.filter(pk=graduate.pk).update(outcome="secondary")
    assert actions.graduates().get() == graduate


def test_nobody_without_the_order_gets_a_document_R7_3_1(world, secretary, signed, director, deputy):
    mark_all(world)
    with pytest.raises(ValidationError):
        actions.give_state_document(
            world.student, order=signed(), series="НК", number="1", given_on=TODAY, given_to="x", by=secretary
        )


@pytest.mark.parametrize("role", "homeroom teacher administrator mother student nobody".split())
def test_documents_are_given_by_the_office(request, graduate, role):
    with pytest.raises(Denied):
        give(graduate, request.getfixturevalue(role))


def test_the_register_is_a_page_and_a_paper(graduate, login, secretary):
    client = login(secretary)
    sent = {"graduate": graduate.pk, "series": "НК", "number": "7", "given_on": "2026-11-20", "given_to": "Алымкулова"}
    assert client.post("/students/state-documents/give/", sent).status_code == 302
    assert "Алымкулова" in client.get("/students/state-documents/").content.decode()
    for lang in ("ky", "ru"):
        assert client.get(f"/reports/students.state_documents/?as=pdf&lang={lang}")["Content-Type"] == "application/pdf"


def test_who_has_left_the_roll_waits_for_no_settlement(conditional):
    with acting(user("director")):
        Enrolment.objects.filter(student=conditional.student).update(ends_on=TODAY)
    assert not actions.conditionals().exists()
