"""Further works of a lesson: columns of marks beside it; the lesson itself is counted and attended once."""

import json
import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from journal import child, counting, reading
from journal.actions import add_work, drop_lesson, lay_lessons, remove_work, take_attendance
from journal.models import Lesson, WorkKind
from schoolmis.access.permission import Denied
from schoolmis.audit.book import acting
from schoolmis.audit.models import Entry

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 18)


@pytest.fixture
def send(login, world, teacher):
    def post(lesson, text, child="Сезим", version=0):
        cell = {"l": lesson.pk, "s": world.child(child).pk, "t": text, "v": version}
        letter = {"key": uuid.uuid4().hex, "user": teacher.pk, "cells": [cell]}
        address = f"/journal/{world.algebra.pk}/cells/"
        return login(teacher).post(address, json.dumps(letter), content_type="application/json").json()

    return post


def mean_of(world):
    lines = child.child_page(world.child("Сезим")).subjects
    return next((str(line.mean) for line in lines if line.mean), None)


def test_a_work_has_its_column_beside_the_lesson_with_its_own_weight(send, world, teacher, login):
    lesson = world.lesson(DAY)
    client = login(teacher)
    given = {"kind": WorkKind.objects.get().pk, "weight": "3", "counts": "unknown", "visible": "unknown"}
    assert client.post(f"/journal/lessons/{lesson.pk}/works/", given).url == f"/journal/{world.algebra.pk}/term/2/"
    work = Lesson.objects.get(part=1)
    assert (work.section, work.date, work.number, work.status) == (lesson.section, DAY, lesson.number, "planned")
    send(lesson, "5")
    assert send(work, "3")["saved"][0]["avg"] == "3,50"  # (5 + 3 · 3) / 4
    page = client.get(f"/journal/{world.algebra.pk}/").content.decode()
    assert page.index(f'data-l="{lesson.pk}"') < page.index(f'data-l="{work.pk}" data-of="{lesson.pk}"')
    assert '<td class="r avg">3,50</td>' in page
    assert mean_of(world) == "3.50"
    assert Entry.objects.filter(act="journal.add_work", by=teacher).count() == 1


def test_a_work_that_does_not_count_or_is_hidden(send, world, teacher):
    lesson = world.lesson(DAY)
    send(lesson, "5")
    trial = add_work(lesson, by=teacher, counts=False)
    assert send(trial, "2")["saved"][0]["avg"] == "5,00"
    assert mean_of(world) == "5.00"
    hidden = add_work(lesson, by=teacher, visible=False)
    assert send(hidden, "4")["saved"][0]["avg"] == "4,50"
    page = child.child_page(world.child("Сезим"))
    assert {mark["text"] for mark in page.fresh} == {"2", "5"}
    kind = WorkKind.objects.create(code="probe", name_ky="Сыноо", name_ru="Проба", counts=False, visible=False)
    with acting(teacher):
        Lesson.objects.filter(pk=lesson.pk).update(kind=kind)
    assert mean_of(world) is None, "the kind of work says so where the lesson says nothing"


def test_absences_attendance_and_topics_stand_in_the_lesson_alone(send, world, teacher, login):
    lesson = world.lesson(DAY)
    work = add_work(lesson, by=teacher)
    for text in ("н", "оп5", "4 оп"):
        refused = send(work, text)["refused"][0]
        assert (refused["code"], refused["message"]) == ("text", "Келбегендер сабактын өз мамычасында белгиленет.")
    with pytest.raises(ValidationError):
        take_attendance(work, by=teacher)
    with pytest.raises(IntegrityError), transaction.atomic(), acting(teacher):
        Lesson.objects.filter(pk=work.pk).update(topic="Тема")
    with pytest.raises(ValidationError):
        add_work(work, by=teacher)
    page = login(teacher).get(f"/journal/lessons/{work.pk}/").content.decode()
    assert 'name="topic"' not in page and 'name="weight"' in page


def test_a_lesson_with_works_is_one_lesson(send, world, teacher, login):
    lesson = world.lesson(DAY)
    class_a = world.algebra.group.classes.get()
    held = counting.lesson_days([class_a], DAY, DAY)
    behind = reading.lessons_behind(date(2026, 11, 20)).count()
    before = child.child_page(world.child("Сезим"))
    send(add_work(lesson, by=teacher), "5")
    assert counting.lesson_days([class_a], DAY, DAY) == held
    assert reading.lessons_behind(date(2026, 11, 20)).count() == behind
    assert child.child_page(world.child("Сезим")).held == before.held
    assert len(login(teacher).get(f"/journal/day/?on={DAY}").context["lessons"]) == 1


def test_a_lesson_that_leaves_the_timetable_stays_while_it_has_a_work(world, teacher, director):
    lesson = world.lesson(DAY)
    add_work(lesson, by=teacher)
    lay_lessons(world.algebra.group.year, DAY, DAY, by=director, sections=[world.algebra.pk])
    lesson.refresh_from_db()
    assert lesson.status == Lesson.Status.PLANNED
    with pytest.raises(ValidationError):
        drop_lesson(lesson, reason="illness", by=teacher)


def test_a_work_goes_while_no_mark_stands_in_it(send, world, teacher, login):
    lesson = world.lesson(DAY)
    work = add_work(lesson, by=teacher)
    send(work, "4")
    client = login(teacher)
    assert client.post(f"/journal/lessons/{work.pk}/works/remove/").url == f"/journal/lessons/{work.pk}/"
    send(work, "", version=1)
    client.post(f"/journal/lessons/{work.pk}/works/remove/")
    assert f'data-l="{work.pk}"' not in client.get(f"/journal/{world.algebra.pk}/").content.decode()
    with pytest.raises(ValidationError):
        remove_work(lesson, by=teacher)
    assert add_work(lesson, by=teacher).part == 2


def test_nobody_else_adds_a_work_and_a_lesson_has_five_at_most(world, teacher, stranger_teacher):
    lesson = world.lesson(DAY)
    with pytest.raises(Denied):
        add_work(lesson, by=stranger_teacher)
    for _n in range(5):
        add_work(lesson, by=teacher)
    with pytest.raises(ValidationError):
        add_work(lesson, by=teacher)
