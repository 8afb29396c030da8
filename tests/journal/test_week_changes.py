"""A published timetable is told once to those whose own week changes, with a link to it, and to nobody else."""

from datetime import date

import pytest
from django.utils import translation

from journal import actions
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.notices.models import Notice
from schoolmis.people.models import Consent
from schoolmis.structure.actions import add_group, add_room, add_section
from schoolmis.structure.models import Subject

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 12, 7)


@pytest.fixture(autouse=True)
def week(world, deputy):
    """8-А has algebra on Monday and Wednesday and physics on Monday, 8-Б algebra on Monday."""
    other = world.section("ALG", "8-Б").pk
    spots = [(world.algebra.pk, 1, 1), (world.algebra.pk, 3, 1), (world.physics.pk, 1, 2), (other, 1, 1)]
    actions.set_timetable(world.year, spots, starts_on=date(2026, 11, 23), by=deputy)


def publish(world, by, *changes):
    """A copy of what is in force, with these (section, weekday, number, weekday, number) moved."""
    draft = actions.start_version(world.year, "Жаңы", starts_on=MONDAY, by=by)
    for section, *there in changes:
        one = draft.places.filter(section=section).order_by("weekday", "number").first()
        actions.move(one, weekday=there[0], number=there[1], by=by)
    actions.publish_version(draft, by=by)
    return draft


def told(user, language="ru") -> list[str]:
    kinds = ["journal.week_changed", "journal.own_week_changed"]
    with translation.override(language):
        return [str(one) for one in Notice.objects.filter(user=user, kind__in=kinds).order_by("pk")]


def test_each_whose_week_changes_is_told_once_and_no_other(world, deputy, mother, teacher, student):
    publish(world, deputy, (world.algebra, 5, 6))
    name = world.student.person.short_name
    assert told(mother) == [f"{name}: с 07.12.2026 меняются уроки (пн, пт)"] == told(student)
    assert told(mother, "ky") == [f"{name}: 07.12.2026 күнүнөн баштап сабактар өзгөрөт (дш, жм)"]
    assert told(teacher) == ["С 07.12.2026 меняются ваши уроки (пн, пт)"]
    notice = Notice.objects.get(user=mother, kind="journal.week_changed")
    assert notice.about == world.student.person
    assert notice.url == f"/journal/timetable/classes/{world.class_a.pk}/?on=2026-12-07"
    assert Notice.objects.get(user=teacher, kind="journal.own_week_changed").url == "/journal/week/?on=2026-12-07"
    assert not Notice.objects.filter(about=world.stranger.person, kind="journal.week_changed").exists()
    for name in ("stranger_teacher", "deputy"):
        assert told(User.objects.get(username=name)) == []


def test_the_same_week_published_anew_tells_nobody(world, deputy):
    publish(world, deputy)
    assert not Notice.objects.filter(kind__contains="week_changed").exists()


def test_a_room_counts_and_a_family_without_a_consent_is_not_told(world, deputy, director, mother):
    draft = actions.start_version(world.year, "Жаңы", starts_on=MONDAY, by=deputy)
    one = draft.places.filter(section=world.algebra).first()
    actions.move(one, weekday=one.weekday, number=one.number, room=add_room("77", by=director), by=deputy)
    with acting(deputy):
        Consent.objects.filter(person=world.student.person).update(ends_on=date(2026, 11, 20))
    actions.publish_version(draft, by=deputy)
    assert told(mother) == []
    assert Notice.objects.filter(kind="journal.own_week_changed").exists(), "the teacher goes to another room"


def test_a_subgroup_that_one_is_not_in_changes_nothing(world, deputy, director, mother):
    group = add_group("subgroup", "8-А · 2", [world.class_a], by=director)
    section = add_section(group, Subject.objects.get(code="MAT"), 1, by=director)
    draft = actions.start_version(world.year, "Жаңы", starts_on=MONDAY, by=deputy)
    actions.place(draft, section, 4, 6, by=deputy)
    actions.publish_version(draft, by=deputy)
    assert told(mother) == []


def test_the_link_shows_the_week_of_that_day(world, deputy, mother, login):
    draft = actions.start_version(world.year, "Жаңы", starts_on=MONDAY, copied=False, by=deputy)
    actions.place(draft, world.algebra, 5, 6, by=deputy)
    actions.publish_version(draft, by=deputy)
    client, address = login(mother), f"/journal/timetable/classes/{world.class_a.pk}/"
    later = client.get(f"{address}?on=2026-12-07").content.decode()
    assert "7-декабрынан" in later and 'data-n="6"' in later
    now = client.get(address).content.decode()
    assert "7-декабрынан" not in now and now.count("Алгебра") != later.count("Алгебра")
    for odd in ("x", "2019-01-01", "2050-01-01"):
        assert client.get(f"{address}?on={odd}").content.decode().count("Алгебра") == now.count("Алгебра")
