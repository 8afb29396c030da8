"""Versions of the timetable: a draft is filled, both lessons of a clash are named, publishing lays the lessons."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from journal import actions
from journal.models import Lesson, Slot, TimetableVersion
from schoolmis.access.permission import Denied
from schoolmis.audit.book import acting
from schoolmis.structure.actions import add_group, add_room, add_section
from schoolmis.structure.models import Subject
from students.actions import join_group

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def draft(world, deputy):
    return actions.start_version(world.year, "II чейрек", starts_on=MONDAY, by=deputy)


def test_a_lesson_is_refused_where_class_teacher_or_room_is_busy(draft, world, deputy, director):
    room = add_room("12", by=director)
    first = actions.place(draft, world.algebra, 1, 1, room=room, by=deputy)
    with pytest.raises(ValidationError) as refused:
        actions.place(draft, world.section("PHY"), 1, 1, by=deputy)
    assert "8-А" in refused.value.messages[0] and "Алгебра" in refused.value.messages[0]
    assert "Физика" in refused.value.messages[0]
    with pytest.raises(ValidationError, match="12"):
        actions.place(draft, world.section("ALG", "8-Б"), 1, 1, room=room, by=deputy)
    actions.place(draft, world.section("ALG", "8-Б"), 1, 1, by=deputy)
    with pytest.raises(ValidationError, match="Кадыров"):
        actions.place(draft, world.section("MAT", "1-А"), 1, 1, by=deputy)
    with pytest.raises(ValidationError, match="7"):
        actions.place(draft, world.algebra, 1, 7, by=deputy)
    with pytest.raises(ValidationError):
        actions.place(draft, world.algebra, 6, 1, by=deputy)
    moved = actions.move(first, weekday=2, number=3, by=deputy)
    assert (moved.weekday, moved.number, moved.room) == (2, 3, room)
    actions.take_off(moved, by=deputy)
    with pytest.raises(ValidationError):
        actions.move(first, weekday=2, number=4, by=deputy)


def test_no_more_lessons_than_the_load_asks(draft, world, deputy):
    for day in (1, 2, 3):
        actions.place(draft, world.algebra, day, 1, by=deputy)
    with pytest.raises(ValidationError) as refused:
        actions.place(draft, world.algebra, 4, 1, by=deputy)
    assert refused.value.code == "load"


def test_subgroups_meet_while_they_have_no_student_in_common(draft, world, deputy, director):
    groups = [add_group("subgroup", f"8-А · {n}", [world.class_a], by=director) for n in (1, 2)]
    one, two = (add_section(group, Subject.objects.get(code="MAT"), 2, by=director) for group in groups)
    actions.place(draft, one, 1, 1, by=deputy)
    actions.place(draft, two, 1, 1, by=deputy)
    for group in groups:
        join_group(world.student, group, on=date(2026, 9, 1), by=director)
    actions.place(draft, one, 1, 2, by=deputy)
    with pytest.raises(ValidationError, match="8-А"):
        actions.place(draft, two, 1, 2, by=deputy)


def test_a_clashing_file_is_kept_as_a_draft_and_not_published(draft, world, deputy):
    physics, algebra = world.section("PHY").pk, world.algebra.pk
    found = actions.fill_version(draft, [(algebra, 1, 1, None), (physics, 1, 1, None)], source="x.fet", by=deputy)
    assert [clash["who"] for clash in found] == ["8-А"]
    with pytest.raises(ValidationError):
        actions.publish_version(draft, by=deputy)
    draft.refresh_from_db()
    assert (draft.is_draft, draft.source, draft.places.count()) == (True, "x.fet", 2)
    with pytest.raises(ValidationError):
        actions.fill_version(draft, [(algebra, 1, 1, None)] * 2, source="", by=deputy)


def test_publishing_lays_lessons_and_replaces_the_version_before(draft, world, deputy):
    with acting(deputy):
        Lesson.objects.filter(section=world.algebra, date=date(2026, 11, 25)).update(topic="Квадраттык теңдеме")
    actions.fill_version(draft, [(world.algebra.pk, 2, 4, None)], source="", by=deputy)
    made, dropped = actions.publish_version(draft, by=deputy)
    assert made and dropped
    planned = Lesson.objects.filter(section=world.algebra, status="planned", date__range=(MONDAY, date(2026, 11, 29)))
    days = list(planned.order_by("date").values_list("date", "number"))
    assert days == [(date(2026, 11, 24), 4), (date(2026, 11, 25), 1)], "the written lesson stays"
    second = actions.start_version(world.year, "Экинчи", starts_on=date(2026, 12, 7), by=deputy)
    assert second.places.count() == 1, "a copy of the one in force"
    actions.publish_version(second, by=deputy)
    draft.refresh_from_db()
    assert draft.status == TimetableVersion.Status.REPLACED
    assert Slot.objects.on(date(2026, 12, 7)).count() == 1
    with pytest.raises(ValidationError):
        actions.drop_version(draft, by=deputy)


def test_only_the_leaders_touch_versions(draft, world, teacher, deputy):
    for act in (
        lambda: actions.start_version(world.year, "Меники", starts_on=MONDAY, by=teacher),
        lambda: actions.place(draft, world.algebra, 1, 1, by=teacher),
        lambda: actions.publish_version(draft, by=teacher),
    ):
        with pytest.raises(Denied):
            act()
    actions.drop_version(draft, by=deputy)
    assert not TimetableVersion.objects.exists()
