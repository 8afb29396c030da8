"""The end of the year in one run: table, proposals, council, drafts, signature, revocation (R7-2.1 – R7-2.5)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F

from schoolmis.access import Denied
from schoolmis.audit.models import Entry
from schoolmis.orders.actions import revoke_order, sign_order
from schoolmis.orders.kinds import of
from schoolmis.orders.models import Order
from schoolmis.structure.models import SchoolClass
from students import actions
from students.models import AcademicDebt, ClassStep, Enrolment, Exemption, GradeStep, YearDecision
from tests.students.year import DUE, TODAY, cited, confirmed, decide, decision_of, drafted, mark, mark_all, user

pytestmark = pytest.mark.django_db
FIRST = date(2027, 9, 1)


def outcomes(year_end):
    rows = YearDecision.objects.filter(year_end=year_end, is_dropped=False).select_related("student__person", "target")
    return {row.student.person.first_name: (row.outcome, str(row.target or "")) for row in rows}


def places(student):
    rows = student.placements.exclude(ends_on=F("starts_on")).order_by("starts_on").select_related("school_class")
    return [(str(one.school_class), one.starts_on, one.ends_on) for one in rows]


def sign_drafts(year_end, by):
    return [sign_order(order, by=by) for order in actions.drafts_of(year_end)]


def test_the_table_is_confirmed_by_the_director_and_the_classes_are_made(world, deputy, director):
    year_end = actions.begin_year_end(world.year, by=deputy)
    assert [(one.grade, one.to_grade) for one in GradeStep.objects.all()] == [(1, 2), (8, 9)]
    with pytest.raises(Denied):
        actions.confirm_roll_over(year_end, version=1, by=deputy)
    year_end = actions.confirm_roll_over(year_end, version=1, by=director)
    assert year_end.next_year.starts_on == FIRST
    assert {str(one) for one in SchoolClass.objects.filter(year=year_end.next_year)} == {"2-А", "9-А", "9-Б"}
    with pytest.raises(ValidationError):
        actions.change_roll_over(year_end, steps={}, classes={}, version=year_end.version, by=deputy)


def test_classes_are_merged_and_split_by_the_alphabet(world, deputy, director):
    mark_all(world)
    year_end = actions.begin_year_end(world.year, by=deputy)
    a, b = (ClassStep.objects.get(school_class=one) for one in (world.class_a, world.class_b))
    with pytest.raises(ValidationError):
        actions.change_roll_over(year_end, steps={}, classes={a.pk: (None, "АБ")}, version=1, by=deputy)
    year_end = actions.change_roll_over(
        year_end, steps={}, classes={a.pk: (None, "а, б"), b.pk: (None, "Б")}, version=1, by=deputy
    )
    year_end = actions.confirm_roll_over(year_end, version=year_end.version, by=director)
    actions.propose_outcomes(year_end, by=deputy)
    found = outcomes(year_end)
    assert [found[name][1] for name in ("Сезим", "Данияр", "Бегимай", "Гүлзат")] == ["9-А", "9-А", "9-Б", "9-Б"]


def test_the_reform_moves_a_grade_over_one_only_where_the_table_says_so(world, deputy, director):
    year_end = actions.begin_year_end(world.year, by=deputy)
    step = GradeStep.objects.get(grade=1)
    with pytest.raises(ValidationError):
        actions.change_roll_over(year_end, steps={step.pk: (4, 12)}, classes={}, version=1, by=deputy)
    year_end = actions.change_roll_over(year_end, steps={step.pk: (3, 12)}, classes={}, version=1, by=deputy)
    year_end = actions.confirm_roll_over(year_end, version=year_end.version, by=director)
    actions.propose_outcomes(year_end, by=deputy)
    assert outcomes(year_end)["Эржан"] == ("promoted", "3-А")
    assert SchoolClass.objects.get(year=year_end.next_year, grade=3).programme == 12


def test_proposals_come_from_results_and_debts_and_an_empty_mark_blocks(world):
    year_end = confirmed(world, Бегимай=2, Данияр="na")
    mark(world.student, world.section("PHY").subject, None, "")
    actions.propose_outcomes(year_end, by=user("deputy"))
    assert outcomes(year_end) == {
        "Сезим": ("blocked", ""),
        "Бегимай": ("conditional", "9-А"),
        "Данияр": ("conditional", "9-А"),
        "Гүлзат": ("promoted", "9-Б"),
        "Эржан": ("promoted", "2-А"),
    }
    assert decision_of(world.student).reasons == [["missing", [world.section("PHY").subject_id]]]


def test_who_is_exempt_from_a_subject_needs_no_mark_of_it(world, deputy):
    physics = world.section("PHY").subject
    actions.exempt_student(world.student, physics, document="ДКК № 1", on=TODAY, by=deputy)
    assert Exemption.objects.exists()
    year_end = confirmed(world)
    mark(world.student, physics, None, "")
    actions.propose_outcomes(year_end, by=deputy)
    assert outcomes(year_end)["Сезим"][0] == "promoted"


def test_a_cleared_debt_is_no_debt_any_more_R7_2_4(world, deputy):
    year_end = confirmed(world, Бегимай=2)
    (debt,) = actions.open_debts(world.year, due_on=DUE, by=deputy)
    actions.record_attempt(debt, on=TODAY, is_present=True, value=3, protocol="№ 1", by=deputy)
    actions.propose_outcomes(year_end, by=deputy)
    assert outcomes(year_end)["Бегимай"] == ("promoted", "9-А")


def test_the_signed_order_carries_out_and_the_draft_does_nothing_R7_2_1(world, director):
    year_end = drafted(world)
    assert places(world.student) == [("8-А", date(2026, 9, 1), None)]
    (order,) = sign_drafts(year_end, director)
    assert order.kind == "promotion" and order.basis == "Педагогикалык кеңештин протоколу № 5, 20.11.2026, 1"
    assert places(world.student) == [("8-А", date(2026, 9, 1), FIRST), ("9-А", FIRST, None)]
    assert Enrolment.objects.get(student=world.student).ends_on is None
    assert decision_of(world.student).order == order
    assert Entry.objects.filter(act="students.promote", subject_id=world.student.pk).count() == 1


def test_conditional_promotion_opens_the_debts_that_are_missing_R7_2_4(world, director):
    year_end = drafted(world, Бегимай=2)
    kinds = [order.kind for order in sign_drafts(year_end, director)]
    assert kinds == ["promotion", "conditional_promotion"]
    order = Order.objects.get(kind="conditional_promotion")
    assert "2027-жылдын 1-октябрына чейин жойсун" in order.text_ky
    assert "до 1 октября 2027 года" in order.text_ru
    assert of(order).lines(order, "ky")[1][0][-1] == "Алгебра"
    debt = AcademicDebt.objects.get(student=world.child("Бегимай"))
    assert (debt.due_on, debt.cause) == (DUE, "failed")
    assert decision_of(world.child("Бегимай")).is_conditional


def test_the_next_class_fits_the_outcome_and_the_year(world):
    year_end = confirmed(world)
    for wrong in (None, SchoolClass.objects.get(year=year_end.next_year, grade=2), world.class_b):
        with pytest.raises(ValidationError):
            decide(world.student, "promoted", wrong)
    decide(world.student, "promoted", SchoolClass.objects.get(year=year_end.next_year, grade=9, letter="Б"))


def test_the_steps_go_in_their_order(world, deputy, director):
    mark_all(world)
    year_end = actions.begin_year_end(world.year, by=deputy)
    for early in (actions.propose_outcomes, actions.draft_orders):
        with pytest.raises(ValidationError):
            early(year_end, by=deputy)
    year_end = actions.confirm_roll_over(year_end, version=1, by=director)
    actions.propose_outcomes(year_end, by=deputy)
    with pytest.raises(ValidationError, match="R7-2.1"):
        actions.draft_orders(year_end, by=deputy)
    year_end.refresh_from_db()
    for day in (date(2026, 11, 21), date(2026, 8, 31)):
        with pytest.raises(ValidationError):
            cited(year_end, day)
    year_end = cited(year_end)
    assert len(actions.draft_orders(year_end, by=deputy)) == 1
    for twice in (actions.propose_outcomes, actions.draft_orders):
        with pytest.raises(ValidationError):
            twice(year_end, by=deputy)
    with pytest.raises(ValidationError):
        decide(world.student, "blocked")


def test_until_the_signature_all_is_reversible(world, deputy, director):
    year_end = drafted(world)
    assert actions.discard_drafts(year_end, by=deputy) == 1
    assert Order.objects.get(kind="promotion").annulled_at
    actions.propose_outcomes(year_end, by=deputy)
    actions.draft_orders(year_end, by=deputy)
    assert len(sign_drafts(year_end, director)) == 1
    with pytest.raises(ValidationError):
        decide(world.student, "blocked")
    actions.propose_outcomes(year_end, by=deputy)
    with pytest.raises(ValidationError):
        actions.draft_orders(year_end, by=deputy)


def test_an_order_is_signed_between_the_council_and_the_day_it_holds_from(world, director):
    year_end = drafted(world)
    (order,) = actions.drafts_of(year_end)
    for day in (date(2026, 11, 19), date(2027, 9, 2)):
        with pytest.raises(ValidationError):
            sign_order(order, by=director, on=day)
    assert places(world.student) == [("8-А", date(2026, 9, 1), None)]
    sign_order(order, by=director, on=date(2027, 6, 10))


def test_a_mark_changed_after_the_draft_stops_the_signature_whole(world, director):
    year_end = drafted(world)
    mark(world.student, world.algebra.subject, 2)
    (order,) = actions.drafts_of(year_end)
    with pytest.raises(ValidationError, match="Алымкулова"):
        sign_order(order, by=director)
    assert not any(len(places(world.child(name))) > 1 for name in ("Сезим", "Гүлзат", "Эржан"))


def test_who_left_after_the_draft_stops_the_signature(world, director, signed):
    year_end = drafted(world)
    signed("departure", **departure(world.student))
    (order,) = actions.drafts_of(year_end)
    with pytest.raises(ValidationError):
        sign_order(order, by=director)


def departure(student):
    line = {"student": student.pk, "ground": "moved", "went_to": "Ош"}
    line["documents"] = [{"code": "application", "number": "1", "on": "2026-11-19"}]
    return {"from": "2026-11-20", "students": [line]}


def test_a_signed_order_is_undone_by_an_order_of_revocation_alone_and_the_run_goes_on(world, deputy, director):
    year_end = drafted(world)
    (order,) = sign_drafts(year_end, director)
    revoke_order(order, basis_ky="Ката", by=director)
    assert decision_of(world.student).order is None
    assert world.student.placements.on(date(2027, 9, 5)).get().school_class == world.class_a
    actions.propose_outcomes(year_end, by=deputy)
    actions.draft_orders(year_end, by=deputy)
    sign_drafts(year_end, director)
    assert world.student.placements.on(date(2027, 9, 5)).get().school_class.grade == 9
    assert world.student.placements.on(date(2027, 8, 31)).get().school_class == world.class_a


def graduating(world, deputy, director, **exams):
    """8-А stands for a ninth class."""
    from schoolmis.audit.book import acting

    mark_all(world)
    with acting(deputy):
        SchoolClass.objects.filter(pk=world.class_a.pk).update(grade=9)
    for name, value in exams.items():
        mark(world.child(name), world.algebra.subject, value, period="exam")
    year_end = actions.begin_year_end(world.year, by=deputy)
    year_end = actions.confirm_roll_over(year_end, version=1, by=director)
    actions.propose_outcomes(year_end, by=deputy)
    year_end.refresh_from_db()
    return year_end


def test_basic_school_is_completed_with_the_attestation_and_some_go_on_R7_3_1(world, deputy, director):
    year_end = graduating(world, deputy, director, Сезим=4, Бегимай=5, Данияр=2)
    found = outcomes(year_end)
    assert found["Сезим"] == ("basic", "10-А") and found["Данияр"] == ("blocked", "")
    decide(world.child("Бегимай"), "basic", None)
    actions.draft_orders(cited(year_end), by=deputy)
    orders = {order.kind: order for order in sign_drafts(year_end, director)}
    stays, leaves = world.student, world.child("Бегимай")
    assert places(stays)[-1] == ("10-А", FIRST, None) and stays.enrolments.get().ends_on is None
    spell = leaves.enrolments.get()
    assert (spell.ends_on, spell.departure_order) == (date(2026, 11, 21), orders["graduation"])
    assert leaves.placements.get().ends_on == date(2026, 11, 21)
    revoke_order(orders["graduation"], basis_ky="Ката", by=director)
    assert leaves.enrolments.filter(ends_on=None).exists()


def test_the_council_s_edit_that_somebody_else_has_changed_is_shown_both(world):
    confirmed(world)
    stale = decision_of(world.student)
    decide(world.student, "blocked", note="справка")
    with pytest.raises(actions.Conflict):
        actions.decide(stale, outcome="promoted", target=stale.target, version=stale.version, by=user("deputy"))


@pytest.mark.parametrize(
    "role", "homeroom teacher stranger_teacher secretary administrator mother student nobody".split()
)
def test_the_run_belongs_to_the_director_and_the_deputy(request, world, role):
    year_end, by = drafted(world), request.getfixturevalue(role)
    for act in (
        lambda: actions.begin_year_end(world.year, by=by),
        lambda: actions.change_roll_over(year_end, steps={}, classes={}, version=1, by=by),
        lambda: actions.confirm_roll_over(year_end, version=1, by=by),
        lambda: actions.propose_outcomes(year_end, by=by),
        lambda: actions.decide(decision_of(world.student), outcome="blocked", version=1, by=by),
        lambda: actions.draft_orders(year_end, by=by),
        lambda: actions.discard_drafts(year_end, by=by),
        lambda: sign_order(actions.drafts_of(year_end)[0], by=by),
    ):
        with pytest.raises(Denied):
            act()
