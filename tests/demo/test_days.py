"""The demo is built on the day it is asked for, and the same day gives the same school."""

import pytest
from django.db import transaction

from journal.models import Cell
from students.models import Student


@pytest.mark.parametrize("day", ["2025-10-08", "2026-09-01", "2027-07-10", "2028-02-05"])
def test_a_school_is_built_on_any_day(build, day):
    story = build(day, sizes=(4, 5))
    assert story.year.starts_on <= story.today
    assert Student.objects.enrolled(story.today).exists()
    assert not Cell.objects.filter(lesson__date__gte=story.today).exists()


def test_the_same_day_gives_the_same_school(build):
    def told():
        return list(Student.objects.order_by("pk").values_list("person__last_name", "person__pin"))

    with transaction.atomic():
        build("2026-09-10", sizes=(4, 5))
        once = told()
        transaction.set_rollback(True)
    build("2026-09-10", sizes=(4, 5))
    assert told() == once
