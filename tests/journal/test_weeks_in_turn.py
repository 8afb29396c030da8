"""Lessons that take turns by weeks: the rule, the database, the calendar, the board, lists and FET know it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from journal import actions
from journal.fulfilment import facts
from journal.generation.result import slots
from journal.generation.task import build
from journal.generation.write import data_file
from journal.models import Lesson, Place, Slot, Weeks
from journal.rules.timetable import FIRST, SECOND, Spot, a_week, clashes, week_of
from schoolmis.audit.book import acting
from schoolmis.imports import actions as imports
from schoolmis.structure.actions import add_day_off
from tests.journal.test_timetable_import import own_files, stage, states  # noqa: F401

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)  # the thirteenth week of the year: a first one


@pytest.fixture
def draft(world, deputy):
    return actions.start_version(world.year, "II чейрек", starts_on=MONDAY, copied=False, by=deputy)


def turns(world):
    """Algebra and physics of 8-А have the first lesson of Monday in turn."""
    return [Spot(world.algebra.pk, 1, 1, weeks=FIRST), Spot(world.physics.pk, 1, 1, weeks=SECOND)]


def test_weeks_are_counted_from_the_one_the_year_begins_in():
    first = date(2026, 9, 1)  # a Tuesday
    assert [week_of(date(2026, 8, 31) + timedelta(days=days), first) for days in (0, 6, 7, 13, 14)] == [1, 1, 2, 2, 1]
    assert week_of(MONDAY, first) == FIRST


def test_lessons_in_turn_never_meet_and_meet_what_is_held_every_week():
    classes = {1: {"8-А": "8-А"}, 2: {"8-А": "8-А"}, 3: {"8-А": "8-А"}}
    one, two = Spot(1, 1, 1, weeks=FIRST), Spot(2, 1, 1, weeks=SECOND)
    assert clashes([one, two], classes, {}, {}) == []
    assert len(clashes([one, two._replace(weeks=FIRST)], classes, {}, {})) == 1
    assert [found["all"] for found in clashes([one, two, Spot(3, 1, 1)], classes, {}, {})] == [(1, 3), (2, 3)]
    gym = [Spot(n, 1, 1, 9, weeks=weeks) for n, weeks in ((1, FIRST), (2, SECOND), (3, 0))]
    assert clashes(gym, {}, {}, {}, holds={9: 2}) == []
    assert len(clashes([*gym, Spot(4, 1, 1, 9)], {}, {}, {}, holds={9: 2})) == 2
    assert a_week([0, FIRST, SECOND, FIRST]) == 2.5


def test_they_are_laid_on_their_own_weeks(world, deputy):
    actions.set_timetable(world.year, turns(world), starts_on=MONDAY, by=deputy)
    held = Lesson.objects.filter(
        date__gte=MONDAY, status=Lesson.Status.PLANNED, section__in=[world.algebra, world.physics]
    )
    laid = sorted(held.filter(date__lte=date(2026, 12, 20)).values_list("date", "section"))
    assert laid == [(MONDAY + timedelta(weeks=n), (world.algebra, world.physics)[n % 2].pk) for n in range(4)]


def test_a_day_off_takes_only_the_lesson_of_its_week(world, deputy, director):
    actions.set_timetable(world.year, turns(world), starts_on=MONDAY, by=deputy)
    before = facts(world.year, date(2026, 12, 1))
    off = {"starts_on": date(2026, 11, 30), "ends_on": date(2026, 11, 30)}
    add_day_off(name_ky="Карантин", name_ru="Карантин", kind="holiday", **off, by=director)
    after = facts(world.year, date(2026, 12, 1))
    lost = [after[one.pk].lost_hours - before[one.pk].lost_hours for one in (world.algebra, world.physics)]
    assert lost == [0, 1], "the second week is that of physics"


def test_the_database_knows_the_weeks_too(world, deputy):
    with acting(deputy):
        Slot.objects.create(section=world.algebra, weekday=5, number=6, starts_on=MONDAY, weeks=Weeks.FIRST)
        Slot.objects.create(section=world.algebra, weekday=5, number=6, starts_on=MONDAY, weeks=Weeks.SECOND)
        for weeks in Weeks.values:
            with pytest.raises(IntegrityError, match="journal_slot_once"), transaction.atomic():
                Slot.objects.create(section=world.algebra, weekday=5, number=6, starts_on=MONDAY, weeks=weeks)


def test_the_board_puts_a_lesson_into_every_second_week(draft, world, login, deputy):
    actions.place(draft, world.algebra, 1, 1, weeks=Weeks.FIRST, by=deputy)
    client, board = login(deputy), reverse("journal:board", args=[draft.pk])
    query = f"?of=class-{world.class_a.pk}&put={world.physics.pk}"
    assert 'id="c-1-1"' not in client.get(board + query).content.decode()
    assert 'id="c-1-1"' not in client.get(board + query + "&weeks=1").content.decode()
    assert 'id="c-1-1"' in client.get(board + query + "&weeks=2").content.decode()
    assert client.post(board + query, {"at": "1-1"}).status_code == 422
    assert client.post(board + query + "&weeks=2", {"at": "1-1"}).status_code == 302
    put = Place.objects.get(section=world.physics)
    assert put.weeks == Weeks.SECOND
    page = client.get(board + query).content.decode()
    assert "2-жумаларда" in page and "0,5 / 2" in page
    taken = f"{board}?of=class-{world.class_a.pk}&take={put.pk}"
    assert client.post(taken + "&weeks=0", {"change": "1"}).status_code == 422, "algebra stands there in first weeks"
    actions.take_off(Place.objects.get(section=world.algebra), by=deputy)
    assert client.post(taken + "&weeks=0", {"change": "1"}).status_code == 302
    put.refresh_from_db()
    assert put.weeks == Weeks.EVERY


def test_the_load_counts_a_lesson_in_turn_as_half(draft, world, deputy):
    for day in (1, 2, 3):
        actions.place(draft, world.algebra, day, 1, weeks=Weeks.FIRST, by=deputy)
        actions.place(draft, world.algebra, day, 2, weeks=Weeks.SECOND, by=deputy)
    with pytest.raises(ValidationError) as refused:
        actions.place(draft, world.algebra, 4, 1, weeks=Weeks.FIRST, by=deputy)
    assert refused.value.code == "load"
    assert actions.publish_version(draft, by=deputy)[0] > 0
    copy = actions.start_version(world.year, "Көчүрмө", starts_on=MONDAY, by=deputy)
    assert sorted(copy.places.values_list("weeks", flat=True)) == [1, 1, 1, 2, 2, 2]


def test_the_form_of_a_class_lets_two_subjects_take_turns(world, login, deputy):
    client, page = login(deputy), reverse("journal:class_timetable", args=[world.class_a.pk])
    sent = {"a-1-1": world.algebra.pk, "b-1-1": world.physics.pk}
    assert client.post(page, sent).status_code == 422, "together they would be two lessons of one class"
    assert client.post(page, sent | {"weeks-b-1-1": "2"}).status_code == 302
    standing = Slot.objects.on(date(2026, 11, 20)).filter(section__group__classes=world.class_a, weekday=1)
    assert list(standing.order_by("weeks").values_list("section", "weeks")) == [
        (world.algebra.pk, 1),
        (world.physics.pk, 2),
    ]
    assert client.get(page).content.decode().count("-жумаларда") == 2
    assert client.get(page + "?edit").content.decode().count("weeks-b-1-1") == 1


def test_a_list_says_the_weeks_and_comes_back_unchanged(stage, login, world, deputy):  # noqa: F811
    heading = ["Классы", "Күн", "Сабак №", "Предмет", "Жумалар"]
    lines = [["8-А", "Дүйшөмбү", 1, "Алгебра", 1], ["8-А", "Дүйшөмбү", 1, "Физика", "знаменатель"]]
    upload = stage(("Барак", [heading, *lines]))
    assert states(upload) == ["new", "new"]
    assert states(stage(("Барак", [heading, *lines[:1], ["8-А", "Дүйшөмбү", 1, "Физика", "кээде"]]))) == [
        "new",
        "refused",
    ]
    actions.set_timetable(world.year, turns(world), starts_on=date(2026, 11, 20), by=deputy)
    content = login(deputy).get("/journal/timetable/list.xlsx").getvalue()
    again = imports.stage("list.xlsx", content, by=deputy)
    assert set(states(again)) == {"unchanged"} and len(states(again)) == 2


def test_fet_leaves_them_where_they_stand_and_their_hour_free(draft, world, deputy):
    actions.fill_version(draft, turns(world), source="", by=deputy)
    task = build(world.year, MONDAY, base=draft.pk)
    text = data_file(task, name="Мектеп").decode()
    assert slots(task) == turns(world)
    assert sum(one.section == world.algebra for one in task.activities) == 3, "two and a half are three"
    closed = text.split("<Students>8-А</Students><Number_of_Not_Available_Times>")[1].split("</Constraint")[0]
    assert "<Day>Дүйшөмбү</Day><Hour>08:00</Hour>" in closed
    assert "<ConstraintTeacherNotAvailableTimes>" in text
