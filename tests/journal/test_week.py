"""The teacher's week: what is held, by days and hours, with what the deputy has changed (R1-4.1/2)."""

from datetime import date

import pytest

from journal.actions import drop_lesson, set_timetable
from schoolmis.structure.actions import add_room, set_special_day
from schoolmis.structure.models import SpecialDay

pytestmark = pytest.mark.django_db
PAGE = "/journal/week/?on=2026-11-25"
MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)


def test_own_lessons_stand_by_day_with_their_rooms(
    world, teacher, director, deputy, login, django_assert_max_num_queries
):
    room, algebra = add_room("кабинет 17", by=director), world.algebra.pk
    spots = [(algebra, 1, 2, room.pk), (algebra, 3, 4), (world.physics.pk, 2, 1)]
    set_timetable(world.year, spots, starts_on=MONDAY, by=deputy)
    client = login(teacher)
    client.get(PAGE)
    with django_assert_max_num_queries(20):
        html = client.get(PAGE).content.decode()
    assert html.count(f"/journal/{algebra}/?on=") == 2 and f"/journal/{world.physics.pk}/?on=" not in html
    assert html.count("кабинет 17") == 1


def test_a_working_saturday_has_the_lessons_and_the_rooms_of_its_weekday(world, teacher, director, deputy, login):
    room, algebra = add_room("кабинет 17", by=director), world.algebra.pk
    set_timetable(world.year, [(algebra, 1, 2, room.pk)], starts_on=MONDAY, by=deputy)
    set_special_day(SpecialDay(), by=deputy, date=SATURDAY, follows=1, name_ky="Жумуш күнү", name_ru="Рабочий день")
    html = login(teacher).get(PAGE).content.decode()
    assert html.count(f"/journal/{algebra}/?on=") == html.count("кабинет 17") == 2
    assert (
        "28-ноябрь" in html and "28-ноябрь" not in login(teacher).get("/journal/week/?on=2026-12-02").content.decode()
    )


def test_what_falls_out_is_not_there_and_an_empty_week_says_so(world, teacher, deputy, login):
    client = login(teacher)
    before = client.get(PAGE).content.decode().count(f"/journal/{world.algebra.pk}/?on=")
    drop_lesson(world.lesson(MONDAY), reason="event", by=deputy)
    assert client.get(PAGE).content.decode().count(f"/journal/{world.algebra.pk}/?on=") == before - 1
    assert "Бул жумада сабагыңыз жок" in client.get("/journal/week/?on=2027-07-05").content.decode()
    assert client.get("/journal/week/?on=9999-12-31").status_code == 200
