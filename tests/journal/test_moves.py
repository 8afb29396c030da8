"""A lesson moved to another hour, what is refused, and what a new timetable leaves alone (R1-4.1/2)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from journal.actions import lay_lessons, mark_away, move_lesson, put_back, take_attendance
from journal.models import Lesson, LessonMove, Slot
from journal.substitutes.day import Day, State
from schoolmis.audit.book import acting

pytestmark = pytest.mark.django_db
FRIDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 24)


def code(lesson, by, day=TUESDAY, number=1):
    with pytest.raises(ValidationError) as refused:
        move_lesson(lesson, day=day, number=number, by=by)
    problems = refused.value.error_dict if hasattr(refused.value, "error_dict") else {"": [refused.value]}
    return next(iter(problems.values()))[0].code


def test_a_lesson_of_an_absent_teacher_moves_to_her_next_day_and_back(world, deputy, login):
    lesson, away = world.lesson(), world.employee("teacher")
    mark_away(away, FRIDAY, reason="trip", by=deputy)
    client, page = login(deputy), f"/journal/lessons/{lesson.pk}/move/"
    assert client.post(page, {"day": "2026-11-24", "number": 3}).status_code == 302
    lesson.refresh_from_db()
    assert (lesson.date, lesson.number) == (TUESDAY, 3)
    shown = Day(FRIDAY)
    assert (shown.lines[0].state, shown.uncovered) == (State.MOVED, 0)
    move = LessonMove.objects.get()
    here = client.get("/journal/substitutions/?on=2026-11-20").content.decode()
    assert f"/journal/moves/{move.pk}/back/" in here
    assert client.post(f"/journal/moves/{move.pk}/back/").status_code == 302
    lesson.refresh_from_db()
    assert (lesson.date, lesson.number, Day(FRIDAY).uncovered) == (FRIDAY, 1, 1)
    with pytest.raises(ValidationError):
        put_back(move, by=deputy)


def test_what_is_refused(world, deputy, teacher):
    lesson = world.lesson()
    monday = date(2026, 11, 23)
    assert code(lesson, deputy, monday, 2) == "busy", "8-А has physics then"
    assert code(lesson, deputy, monday, 1) == "busy", "this very course"
    assert code(lesson, deputy, date(2026, 11, 22)) == "off", "a Sunday"
    assert code(lesson, deputy, date(2027, 1, 4)) == "off", "between terms"
    assert code(lesson, deputy, TUESDAY, 9) == "bell"
    mark_away(world.employee("teacher"), TUESDAY, reason="sick", by=deputy)
    assert code(lesson, deputy) == "away"
    with acting(deputy):
        Lesson.objects.create(section=world.section("ALG", "8-Б"), date=date(2026, 11, 26), number=2)
    move_lesson(lesson, day=date(2026, 11, 26), number=2, by=deputy)
    assert code(lesson, deputy, date(2026, 11, 27), 4) == "moved"
    written = take_attendance(world.lesson(date(2026, 11, 18)), by=teacher)
    assert code(written, deputy, date(2026, 11, 25), 4) == "written"


def test_a_timetable_laid_anew_leaves_a_moved_lesson_where_it_is(world, deputy):
    lesson, year = world.lesson(), world.year
    for weekday in (1, 3, 5):
        Slot.objects.create(section=world.algebra, weekday=weekday, number=1, starts_on=date(2026, 9, 1))
    move_lesson(lesson, day=TUESDAY, number=3, by=deputy)
    for first, last in ((FRIDAY, FRIDAY), (TUESDAY, TUESDAY), (FRIDAY, date(2026, 12, 1))):
        assert lay_lessons(year, first, last, by=deputy, sections=[world.algebra]) == (0, 0)
    lesson.refresh_from_db()
    assert (lesson.date, lesson.number, lesson.status) == (TUESDAY, 3, "planned")
    put_back(LessonMove.objects.get(), by=deputy)
    assert lay_lessons(year, FRIDAY, date(2026, 12, 1), by=deputy, sections=[world.algebra]) == (0, 0)
