"""Whatever is ordered in whatever sequence, a student is once on the roll and in one class at a time."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from students import actions
from students.models import Student

START = date(2026, 9, 1)
STEPS = st.lists(
    st.tuples(st.sampled_from(["admit", "transfer", "release", "restore"]), st.integers(0, 120), st.booleans()),
    max_size=8,
)


def disjoint(rows):
    ends = [(one.starts_on, one.ends_on or date.max) for one in rows if one.starts_on != one.ends_on]
    ends.sort()
    return all(first[1] <= second[0] for first, second in zip(ends, ends[1:], strict=False))


def act(step, student, school_class, order, on, by):
    if step == "admit":
        actions.admit_student(student, school_class=school_class, order=order, on=on, by=by)
    elif step == "transfer":
        actions.transfer_to_class(student, school_class, order=order, on=on, by=by)
    elif step == "release":
        actions.release_student(student, order=order, on=on, ground="moved", went_to="Ош", by=by)
    else:
        actions.restore_student(student, school_class=school_class, order=order, on=on, by=by)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_sequence_of_orders_keeps_spells_and_places_disjoint(steps, world, secretary, signed):
    with transaction.atomic():
        student, order = actions.keep_student({"last_name": "Асанов"}, by=secretary), signed()
        for step, days, first in steps:
            try:
                with transaction.atomic():
                    school_class = world.class_a if first else world.class_b
                    act(step, student, school_class, order, START + timedelta(days=days), secretary)
            except ValidationError:
                continue
        spells, places = list(student.enrolments.all()), list(student.placements.all())
        assert disjoint(spells) and disjoint(places)
        for place in places:
            inside = [one for one in spells if one.starts_on <= place.starts_on]
            assert any((one.ends_on or date.max) >= (place.ends_on or date.max) for one in inside)
        assert Student.objects.enrolled(date(2027, 5, 1)).filter(pk=student.pk).count() == sum(
            not one.ends_on for one in spells
        )
        transaction.set_rollback(True)
