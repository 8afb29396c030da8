"""The homework of a month stands on the days that it is for, the child's own and the class's."""

from datetime import date

import pytest

from journal.actions import change_lesson
from journal.homework_month import month_of, of_class, of_student
from journal.models import SanitaryNorm

pytestmark = pytest.mark.django_db
TODAY, FIRST = date(2026, 11, 20), date(2026, 11, 1)


def give(lesson, by, text, **more):
    return change_lesson(lesson, version=lesson.version, by=by, homework=text, **more)


def days(month):
    return {cell.day.day: [task.text for task in cell.tasks] for week in month.weeks for cell in week if cell.tasks}


def test_each_homework_stands_once_on_its_day_across_months(world, teacher, homeroom):
    give(world.lesson(date(2026, 11, 6)), teacher, "каникулга")
    give(world.lesson(date(2026, 11, 20)), teacher, "№ 5", due_on=date(2026, 11, 28), minutes=20)
    give(world.lesson(date(2026, 11, 20), section=world.section("PHY")), homeroom, "§ 3")
    give(world.lesson(date(2026, 11, 30)), teacher, "№ 9")
    november, december = (of_student(world.student, first, TODAY) for first in (FIRST, date(2026, 12, 1)))
    assert days(november) == {16: ["каникулга"], 23: ["§ 3"], 28: ["№ 5"]}
    assert days(december) == {2: ["№ 9"]}, "given in November, for December"
    assert len(november.weeks[0]) == 6, "a Saturday has homework, so the calendar has Saturdays"
    assert days(of_class(world.class_a, FIRST, TODAY)) == days(november)
    assert days(of_student(world.stranger, FIRST, TODAY)) == {}


def test_a_month_written_badly_is_todays():
    assert month_of("2026-10", TODAY) == date(2026, 10, 1)
    assert month_of("2026-13", TODAY) == month_of("", TODAY) == FIRST


def test_the_class_sees_which_days_have_much(world, teacher, homeroom, deputy, login, django_assert_max_num_queries):
    SanitaryNorm.objects.create(kind="tasks", grade_from=8, grade_to=8, value=1)
    give(world.lesson(TODAY), teacher, "№ 5", minutes=20)
    page = f"/journal/homework/{world.class_a.pk}/?month=2026-11"
    assert "is-warn" not in login(homeroom).get(page).content.decode()
    give(world.lesson(TODAY, section=world.section("PHY")), homeroom, "§ 3", minutes=15)
    client = login(deputy)
    client.get(page)
    with django_assert_max_num_queries(12):
        html = client.get(page).content.decode()
    assert "№ 5" in html and "§ 3" in html and "35" in html and "is-warn" in html
    assert login(homeroom).get("/journal/homework/").url == f"/journal/homework/{world.class_a.pk}/"


def test_the_family_reads_its_month(world, teacher, mother, login):
    give(world.lesson(TODAY), teacher, "№ 5 <b>", link="https://example.org/a")
    html = login(mother).get(f"/journal/children/{world.student.pk}/homework/").content.decode()
    assert "№ 5 &lt;b&gt;" in html and 'href="https://example.org/a"' in html
