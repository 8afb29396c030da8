"""A gym or a workshop holds several lessons at once: everywhere the timetable is set, and never more than it holds."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from journal import actions
from journal.formats.xml import parse
from journal.generation.task import build
from journal.generation.write import data_file
from journal.models import Place, Slot
from journal.rules.timetable import clashes
from schoolmis.imports.actions import stage
from schoolmis.structure.actions import add_room
from schoolmis.structure.models import Room
from tests.cast import START
from tests.journal.programs import fet
from tests.journal.test_timetable_import import own_files  # noqa: F401

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def gym(deputy):
    return add_room("Спортзал", lessons_at_once=2, by=deputy)


@pytest.fixture
def three(world):
    """Three courses of three classes with three teachers."""
    return [world.algebra, world.section("ALG", "8-Б"), world.section("MAT", "1-А")]


def met(*numbers, holds):
    slots = [(section, 1, number, 7) for section, number in numbers]
    return clashes(slots, {}, {}, {}, rooms={7: "Спортзал"}, holds={7: holds})


def test_a_room_holds_as_many_lessons_as_it_says():
    two, three = [(1, 1), (2, 1)], [(1, 1), (2, 1), (3, 1)]
    assert met(*two, holds=2) == [] and len(met(*two, holds=1)) == 1
    [clash] = met(*three, holds=2)
    assert (clash["who"], clash["all"]) == ("Спортзал", (1, 2, 3))
    assert met(*three, holds=3) == [] and met((1, 1), (2, 1), (3, 2), holds=2) == []


def test_a_long_lesson_that_meets_two_in_turn_is_not_three_at_once():
    hours = {1: (480, 600), 2: (490, 500), 3: (510, 520), 4: (515, 530)}
    slots = [(section, 1, section, 7) for section in hours]
    found = clashes(slots, {}, {}, {}, lambda section, _number: hours[section], holds={7: 2})
    assert [clash["all"] for clash in found] == [(1, 3, 4)]


def test_the_board_takes_a_second_lesson_and_refuses_the_third(world, deputy, login, gym, three):
    draft = actions.start_version(world.year, "II чейрек", starts_on=MONDAY, copied=False, by=deputy)
    first, second, third = three
    actions.place(draft, first, 1, 2, room=gym, by=deputy)
    actions.place(draft, second, 1, 2, room=gym, by=deputy)
    actions.place(draft, third, 2, 1, room=gym, by=deputy)
    taken = Place.objects.get(section=third)
    address = f"{reverse('journal:board', args=[draft.pk])}?of=class-{world.first_class.pk}&take={taken.pk}"
    client = login(deputy)
    assert client.post(address, {"at": "1-2", "room": gym.pk}).status_code == 422
    assert 'id="c-1-2"' not in client.get(address).content.decode()
    actions.fill_version(draft, [(one.pk, 1, 3, gym.pk) for one in three if one is not second], source="", by=deputy)
    actions.publish_version(draft, by=deputy)
    assert Slot.objects.filter(room=gym, starts_on=MONDAY).count() == 2


def test_what_a_file_brings_beyond_it_is_kept_in_red_and_not_published(world, deputy, gym, three):
    draft = actions.start_version(world.year, "II чейрек", starts_on=MONDAY, copied=False, by=deputy)
    found = actions.fill_version(
        draft, [(one.pk, 1, number, gym.pk) for number, one in enumerate(three, 2)], source="", by=deputy
    )
    assert found == []
    found = actions.fill_version(draft, [(one.pk, 1, 2, gym.pk) for one in three], source="", by=deputy)
    assert {len(one["all"]) for one in found if one["kind"] == "room"} == {3}
    with pytest.raises(ValidationError, match="Спортзал"):
        actions.publish_version(draft, by=deputy)


def test_a_room_is_not_made_smaller_under_its_lessons(world, deputy, login, gym, three):
    for section in three[:2]:
        Slot.objects.create(section=section, weekday=5, number=6, room=gym, starts_on=START)
    client, address = login(deputy), reverse("structure:room", args=[gym.pk])
    refused = client.post(address, {"name": "Спортзал", "lessons_at_once": 1})
    assert refused.status_code == 422 and "Алгебра · 8-Б" in refused.content.decode()
    assert Room.objects.get(pk=gym.pk).lessons_at_once == 2
    Slot.objects.filter(room=gym, section=three[1]).update(number=5)
    client.post(address, {"name": "Чоң зал", "lessons_at_once": 1})
    assert (Room.objects.get(pk=gym.pk).name, Room.objects.get(pk=gym.pk).lessons_at_once) == ("Чоң зал", 1)


def test_the_database_refuses_a_room_without_lessons(gym):
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.filter(pk=gym.pk).update(lessons_at_once=0)


def test_fet_is_given_a_shared_room_as_several(world, deputy, gym, three):
    for number, section in enumerate(three[:2], 5):
        Slot.objects.create(section=section, weekday=5, number=number, room=gym, starts_on=START)
    told = parse(data_file(build(world.year, DAY), name="x"))
    assert [one.value("name") for one in told.first("rooms_list").all("room")] == ["Спортзал", "Спортзал (2)"]
    asked = told.first("space_constraints_list").all("constraintactivitypreferredrooms")
    assert asked and all(one.values("preferred_room") == ["Спортзал", "Спортзал (2)"] for one in asked)


def test_a_list_and_a_program_s_file_bring_in_as_many_lessons_as_the_room_holds(world, gym, deputy):
    """The gym holds two, a room that the school does not have yet holds one."""
    many = [(of, number, room) for number, room in ((1, "Спортзал"), (2, "12")) for of in ("8-А", "8-Б")]
    rows = "".join(f"{of};Дүйшөмбү;{number};Алгебра;{room}\n" for of, number, room in many)
    listed = stage("w.csv", f"Классы;Күн;Сабак №;Предмет;Кабинет\n{rows}".encode(), kind="timetable", by=deputy)
    lessons = [(at, "Алгебра", [], [of], 1) for at, (of, _number, _room) in enumerate(many)]
    times = {at: ("Дүйшөмбү", str(number), room) for at, (_of, number, room) in enumerate(many)}
    sent = stage("x.fet", fet(activities=lessons, times=times), kind="", by=deputy)
    for upload in (listed, sent):
        assert [[fault.code for fault in row.faults] for row in upload.staged_rows][:4] == [[], [], [], ["room_busy"]]
