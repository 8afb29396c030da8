"""An event that takes lessons: what would leave the journals is shown, a press records it, nothing by itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from journal.actions import drop_for_event
from journal.models import Lesson, LostLesson
from schoolmis import clock
from schoolmis.audit.book import acting
from schoolmis.events.actions import add_event, call_off_event
from schoolmis.events.models import EventKind
from schoolmis.structure.actions import add_group
from schoolmis.structure.models import Section

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def trip(world, deputy):
    facts = {"title_ky": "Музей", "starts_on": MONDAY, "ends_on": MONDAY, "lesson_from": 1, "lesson_to": 2}
    kind = EventKind.objects.get(name_ky="Экскурсия")
    return add_event(kind=kind, whom="classes", classes=[world.class_a], by=deputy, **facts)


def test_lessons_leave_the_journals_only_by_the_press(trip, world, deputy, login):
    client, page = login(deputy), f"/school/events/{trip.pk}/"
    address = f"/journal/lost/event/{trip.pk}/"
    assert address in client.get(page).content.decode() and not LostLesson.objects.exists()
    shown = client.get(address).content.decode()
    assert "Алгебра · 8-А" in shown and "Физика · 8-А" in shown and "8-Б" not in shown
    assert client.post(address, follow=True).status_code == 200
    lost = LostLesson.objects.filter(restored_at=None)
    assert {(one.lesson.section, one.reason, one.words) for one in lost} == {
        (world.algebra, "event", "Музей"),
        (world.physics, "event", "Музей"),
    }
    after = client.get(page).content.decode()
    assert "aria-disabled" in after and "/journal/lost/" in after
    assert drop_for_event(trip, by=deputy) == (0, 0), "a second press finds nothing"


def test_what_is_written_and_what_others_have_too_stays_with_the_reason(trip, world, teacher, deputy, login):
    with acting(teacher):
        Lesson.objects.filter(pk=world.lesson(MONDAY).pk).update(taken_at=clock.now())
    joint = add_group("joint", "8-А + 8-Б", [world.class_a, world.class_b], by=deputy)
    section = Section.objects.create(group=joint, subject=world.physics.subject)
    with acting(deputy):
        shared = Lesson.objects.create(section=section, date=MONDAY, number=2)
    text = login(deputy).get(f"/journal/lost/event/{trip.pk}/").content.decode()
    assert "жазуу бар" in text and "башка класстарда да бар" in text
    assert drop_for_event(trip, by=deputy) == (1, 2)
    assert not LostLesson.objects.filter(lesson__in=[shared, world.lesson(MONDAY)]).exists()


def test_who_may_not_take_lessons_out_sees_why(trip, world, homeroom, mother, login):
    page = login(homeroom).get(f"/school/events/{trip.pk}/").content.decode()
    assert "aria-disabled" in page
    assert login(homeroom).get(f"/journal/lost/event/{trip.pk}/").status_code == 403
    assert "/journal/lost/" not in login(mother).get(f"/school/events/{trip.pk}/").content.decode()


def test_an_event_that_is_called_off_takes_nothing(trip, deputy, login):
    call_off_event(trip, "кар", by=deputy)
    assert login(deputy).post(f"/journal/lost/event/{trip.pk}/").status_code == 422
    with pytest.raises(ValidationError):
        drop_for_event(trip, by=deputy)
