"""Days at a distance: lessons stand and are marked, families are told; days not held are told too."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.utils import IntegrityError

from journal import child, counting
from journal.actions import drop_day, drop_lesson, take_attendance, take_back_remote, tell_remote
from journal.models import Lesson, LostLesson, RemoteDays
from schoolmis.access.permission import Denied
from schoolmis.audit.book import acting
from schoolmis.notices.models import Notice
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/8a"
BEFORE = TODAY - timedelta(days=2)
ZOOM = {"reason": "cold", "platform": "Zoom", "link": LINK}


def test_a_day_at_a_distance_is_told_from_the_calendar_and_seen_everywhere(world, deputy, teacher, mother, login):
    client = login(deputy)
    assert "/journal/remote/new/" in client.get("/school/calendar/").content.decode()
    form = {"first": TODAY, "last": TODAY, "classes": [world.class_a.pk], "words": "−32", **ZOOM}
    assert client.post("/journal/remote/new/", form | {"reason": "other", "words": ""}).status_code == 422
    assert client.post("/journal/remote/new/", form | {"link": "javascript:alert(1)"}).status_code == 422
    assert client.post("/journal/remote/new/", form).status_code == 302
    assert client.post("/journal/remote/new/", form).status_code == 422, "told already"
    assert "Zoom" in client.get("/journal/remote/").content.decode()

    assert Notice.objects.get(user=mother, kind="journal.remote").data["platform"] == "Zoom"
    page = login(mother).get(f"/journal/children/{world.student.pk}/").content.decode()
    assert LINK in page
    assert "−32" in page
    client = login(teacher)
    assert LINK in client.get("/journal/day/").content.decode()
    grid = client.get(f"/journal/{world.algebra.pk}/").content.decode()
    assert "data-remote" in grid.split(f'data-l="{world.lesson().pk}"')[1].split(">")[0]
    other = world.lesson(day=BEFORE)
    assert "data-remote" not in grid.split(f'data-l="{other.pk}"')[1].split(">")[0]
    take_attendance(world.lesson(), by=teacher)
    assert world.lesson().taken_at, "attendance is taken as on any day"


def test_the_class_that_comes_to_school_after_all(world, deputy, teacher, mother, login):
    (row,) = tell_remote(TODAY, TODAY, [world.class_a], by=deputy, **ZOOM)
    question = login(deputy).get(f"/journal/remote/{row.pk}/back/").content.decode()
    assert 'class="pad form"' not in question, "a question without fields has no empty sheet"
    assert login(deputy).post(f"/journal/remote/{row.pk}/back/").status_code == 302
    assert "data-remote" not in login(teacher).get(f"/journal/{world.algebra.pk}/").content.decode()
    assert Notice.objects.filter(user=mother, kind="journal.remote_taken_back").exists()
    with pytest.raises(ValidationError):
        take_back_remote(row, by=deputy)
    assert tell_remote(TODAY, TODAY, [world.class_a], by=deputy, **ZOOM), "and it may be told again"
    assert RemoteDays.objects.count() == 2


def test_lessons_at_a_distance_are_counted(world, deputy, teacher):
    tell_remote(BEFORE, TODAY, [world.class_a], by=deputy, **ZOOM)
    assert counting.remote_lessons([world.algebra, world.section("ALG", "8-Б")], BEFORE, TODAY) == {world.algebra.pk: 1}


def test_days_not_held_are_seen_by_the_family(world, deputy, mother, login):
    client = login(deputy)
    assert "/journal/lost/days/" in client.get("/school/calendar/").content.decode()
    monday = TODAY + timedelta(days=3)
    drop_day(monday, monday, [world.class_a], reason="quarantine", by=deputy)
    assert not Lesson.objects.held().filter(section=world.algebra, date=monday).exists()
    client = login(mother)
    client.get(f"/journal/children/{world.student.pk}/")
    found = client.get(f"/journal/children/{world.student.pk}/").context["page"].lost
    assert [(row["day"], row["n"]) for row in found] == [(monday, 2)]
    assert child.child_page(world.stranger).lost == []


def test_why_a_teacher_is_away_is_not_told_to_the_family(world, teacher, mother, login):
    drop_lesson(world.lesson(day=TODAY + timedelta(days=3)), reason="illness", by=teacher)
    client = login(mother)
    client.get(f"/journal/children/{world.student.pk}/")
    (row,) = client.get(f"/journal/children/{world.student.pk}/").context["page"].lost
    assert row["why"] == LostLesson.Reason.AWAY.label


def test_the_teacher_does_not_tell_of_remote_days_and_a_class_is_told_once(world, deputy, teacher):
    with pytest.raises(Denied):
        tell_remote(TODAY, TODAY, [world.class_a], by=teacher, **ZOOM)
    tell_remote(TODAY, TODAY, [world.class_a], by=deputy, **ZOOM)
    twice = {"school_class": world.class_a, "first": BEFORE, "last": TODAY, "reason": "cold", "told_by": deputy}
    with acting(deputy), pytest.raises(IntegrityError), transaction.atomic():
        RemoteDays.objects.create(**twice)
    with pytest.raises(ValidationError):
        tell_remote(TODAY, TODAY + timedelta(days=90), [world.class_b], by=deputy, **ZOOM)
