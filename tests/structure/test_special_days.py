"""Days unlike their weekday, days off of one programme, bells by grade; lessons follow what changes (R1-4.1/2)."""

from datetime import date, time
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from journal import policy
from journal.actions import save_cells, set_timetable
from journal.actions.cells import Sent
from journal.models import Lesson
from schoolmis.structure import actions, calendar
from schoolmis.structure.bells import Bells
from schoolmis.structure.models import Bell, DayOff, SpecialDay

FRIDAY, SATURDAY = date(2026, 11, 27), date(2026, 11, 28)
NAMES = {"name_ky": "Көчүрүлгөн күн", "name_ru": "Перенос"}


def test_a_moved_workday_has_the_lessons_of_the_day_it_follows():
    special = SimpleNamespace(follows=1)
    assert calendar.weekday_of(SATURDAY, {SATURDAY: special}) == 1
    assert calendar.weekday_of(SATURDAY, {}) == 6


def test_days_off_of_one_programme_leave_the_other_at_school():
    off = SimpleNamespace(starts_on=FRIDAY, ends_on=FRIDAY, grade_from=1, grade_to=1, programme=12)
    assert calendar.covers(off, FRIDAY, 1, 12) and not calendar.covers(off, FRIDAY, 1, 11)
    assert not calendar.covers(off, FRIDAY)


def test_the_bell_of_the_grade_and_of_short_days_goes_first():
    ordinary, first_grade = Bell(shift=1, number=1), Bell(shift=1, number=1, grade_from=1, grade_to=1)
    short = Bell(shift=1, number=1, is_short=True)
    bells = Bells([ordinary, first_grade, short])
    assert bells.of(1, 1, 1) is first_grade and bells.of(1, 1, 8) is ordinary
    assert bells.of(1, 1, 1, short=True) is short and bells.of(2, 1) is None


@pytest.fixture
def laid(world, deputy):
    """Algebra of 8-А on Mondays and Fridays; everything else of the timetable gone."""
    slots = [(world.algebra.pk, 1, 1, None), (world.algebra.pk, 5, 2, None)]
    set_timetable(world.year, slots, starts_on=date(2026, 11, 23), by=deputy)
    return world


def held(world, day):
    return list(world.algebra.lessons.filter(date=day, status=Lesson.Status.PLANNED).values_list("number", flat=True))


@pytest.mark.django_db
def test_lessons_follow_a_special_day_and_go_with_it(laid, login, deputy):
    client = login(deputy)
    client.post("/school/calendar/special/new/", {"date": SATURDAY, "follows": 1, **NAMES})
    day = SpecialDay.objects.get(date=SATURDAY)
    assert held(laid, SATURDAY) == [1]
    assert "Көчүрүлгөн күн" in client.get("/school/calendar/").text
    client.post(f"/school/calendar/special/{day.pk}/", {"date": SATURDAY, "follows": 5, **NAMES})
    assert held(laid, SATURDAY) == [2]
    client.post(f"/school/calendar/special/{day.pk}/annul/")
    assert held(laid, SATURDAY) == []


@pytest.mark.django_db
def test_a_day_off_takes_empty_lessons_and_gives_them_back_and_a_mark_stays(laid, teacher, deputy):
    marked = laid.algebra.lessons.get(date=date(2026, 11, 20), number=1)
    section = policy.sections().get(pk=laid.algebra.pk)
    save_cells(section, [Sent(marked.pk, laid.student.pk, 0, "5")], key="a" * 32, by=teacher)
    names = {"kind": "holiday", "name_ky": "Карантин", "name_ru": "Карантин"}
    off = actions.add_day_off(by=deputy, starts_on=marked.date, ends_on=FRIDAY, **names)
    assert held(laid, FRIDAY) == [] and held(laid, marked.date) == [1]
    actions.annul_day_off(off, by=deputy)
    assert held(laid, FRIDAY) == [2]


@pytest.mark.django_db
def test_a_special_day_says_what_is_special(world, deputy):
    with pytest.raises(ValidationError, match="Кайсы күндүн сабактары"):
        actions.set_special_day(SpecialDay(), by=deputy, date=SATURDAY, follows=None, is_short=False, **NAMES)
    actions.set_special_day(SpecialDay(), by=deputy, date=SATURDAY, follows=1, **NAMES)
    with pytest.raises(ValidationError):
        actions.set_special_day(SpecialDay(), by=deputy, date=SATURDAY, follows=2, **NAMES)


@pytest.mark.django_db
def test_the_day_rings_short_bells(laid, login, teacher, deputy):
    Bell.objects.create(shift=1, number=2, starts_at=time(8, 40), ends_at=time(9, 10), is_short=True)
    actions.set_special_day(SpecialDay(), by=deputy, date=FRIDAY, is_short=True, **NAMES)
    assert "8:40" in login(teacher).get(f"/journal/day/?on={FRIDAY}").text
    assert DayOff.objects.exists() and "8:40" not in login(teacher).get("/journal/day/?on=2026-12-04").text
