"""Whatever is ordered in whatever sequence, a student is once on the roll and in one class, and the book balances."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolmis.orders.actions import _sign, draft_order
from students import actions
from students.models import Enrolment, Placement, Student
from students.movement_book import Movement

START = date(2026, 9, 1)
KINDS = ("admission", "transfer", "departure", "restoration")
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 1), st.integers(0, 9), st.booleans()), min_size=3, max_size=10
)


def disjoint(rows):
    ends = [(one.starts_on, one.ends_on or date.max) for one in rows if one.starts_on != one.ends_on]
    ends.sort()
    return all(first[1] <= second[0] for first, second in zip(ends, ends[1:], strict=False))


def line(kind, student, school_class, on, by):
    """One row of an order of `kind` with the papers that it asks for."""
    asked = {"transfer": "transfer", "departure": "moved", "restoration": "restoration"}.get(kind)
    papers = []
    if asked:
        one = actions.register_application(asked, received_on=on, student=student, applicant_name="Асанова", by=by)
        papers = [{"code": "application", "application": one.pk}]
    row = {"student": student.pk, "documents": papers}
    return row | ({"ground": "moved", "went_to": "Ош"} if kind == "departure" else {"class": school_class.pk})


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_sequence_of_orders_keeps_spells_disjoint_and_the_book_in_balance(steps, world, secretary, director):
    with transaction.atomic():
        names = ({"last_name": "Асанов", "sex": "m"}, {"last_name": "Асанова", "sex": "f"})
        consent = (date(2026, 8, 25), "М-1")
        pair = [actions.keep_student(data, consent=consent, by=secretary) for data in names]
        on, signed = START, 0
        for kind, who, days, first in steps:
            on += timedelta(days=days)
            try:
                with transaction.atomic():
                    school_class = world.class_a if first else world.class_b
                    rows = [line(kind, pair[who], school_class, on, secretary)]
                    payload = {"from": f"{on}", "students": rows}
                    order = draft_order(kind, by=director, payload=payload, basis="арыз", title_ky="Кыймыл")
                    _sign(order, by=director, on=on)
                    signed += 1
            except ValidationError:
                continue
        for student in pair:
            spells, places = list(student.enrolments.all()), list(student.placements.all())
            assert disjoint(spells) and disjoint(places)
            for place in places:
                inside = [one for one in spells if one.starts_on <= place.starts_on]
                assert any((one.ends_on or date.max) >= (place.ends_on or date.max) for one in inside)
        _balances(pair, on)
        transaction.set_rollback(True)


def _balances(pair, last):
    """Counted from the orders and counted from the roll: the same, in the school and in every class, by sex."""
    book = Movement(START, last)
    counts = book.school()
    assert counts.total.holds and counts.boys.holds and counts.girls.holds
    tomorrow = last + timedelta(days=1)
    assert counts.total.end == Enrolment.objects.on(tomorrow).values("student").distinct().count()
    for sex, balance in (("m", counts.boys), ("f", counts.girls)):
        assert balance.end == Enrolment.objects.on(tomorrow).filter(student__person__sex=sex).count()
    for _year, _first, _last, rows, _rest in book.years():
        for school_class, of_class in rows:
            assert of_class.total.holds
            assert of_class.total.end == Placement.objects.on(tomorrow).filter(school_class=school_class).count()
    assert Student.objects.enrolled(tomorrow).filter(pk__in=[one.pk for one in pair]).count() <= 2
