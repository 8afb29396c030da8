"""Who is exempt from a subject, and two teachers who keep one journal: the whole chain through the pages."""

import uuid
from datetime import timedelta

import pytest

from journal import counting
from journal.actions import save_cells, sign_lesson, take_attendance
from journal.actions.cells import Sent
from journal.models import Cell, Lesson
from journal.policy import sections
from schoolmis.orders.actions import draft_order, sign_order
from students.models import Exemption, Result
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
BEFORE = TODAY - timedelta(days=2)


def post(client, section, user, cells, what="cells"):
    letter = {"key": uuid.uuid4().hex, "user": user.pk, "cells": cells}
    return client.post(f"/journal/{section.pk}/{what}/", letter, content_type="application/json").json()


def test_the_exempt_from_the_card_to_the_result(world, deputy, teacher, login):
    world_section, lesson, early = world.algebra, world.lesson(), world.lesson(day=BEFORE)
    absent = [Sent(one.pk, world.student.pk, 0, "н") for one in (early, lesson)]
    save_cells(sections().get(pk=world_section.pk), absent, key="k", by=teacher)
    asked = counting.attended([world.class_a], BEFORE, TODAY)[world.class_a.pk][world.student.pk]
    card = f"/students/{world.student.pk}/"
    last = TODAY - timedelta(days=1)
    form = {"subject": world_section.subject_id, "document": "Маалымкат № 4", "on": BEFORE, "until": last}
    assert login(deputy).post(f"{card}exemptions/add/", form).status_code == 302
    assert Exemption.objects.get().ends_on == TODAY, "the last day of the paper is the last day of the exemption"

    client = login(teacher)
    row = client.get(f"/journal/{world_section.pk}/").content.decode().split(f'data-s="{world.student.pk}"')[1]
    greyed = [cell for cell in row.split("</tr>")[0].split("<td") if " out" in cell]
    assert len(greyed) == 1
    assert "18.11.2026" in greyed[0] and "19.11.2026" in greyed[0], "why and until when"
    assert ">н<" in greyed[0], "what was written before stays in sight"
    assert "№ 4" not in greyed[0], "the paper itself is not the teacher's to read"
    mark = {"l": early.pk, "s": world.student.pk, "t": "5", "v": 1}
    assert post(client, world_section, teacher, [mark])["refused"][0]["code"] == "out"
    now = counting.attended([world.class_a], BEFORE, TODAY)[world.class_a.pk][world.student.pk]
    assert (asked.lessons - now.lessons, asked.unknown - now.unknown) == (1, 1), "neither had nor missed"

    whole = {"subject": world_section.subject_id, "document": "№ 5", "on": TODAY}
    assert login(deputy).post(f"{card}exemptions/add/", whole).status_code == 302
    login(teacher).post(f"/journal/{world_section.pk}/sheet/propose/", {"column": str(world.term(2).pk)})
    assert Result.objects.get(student=world.student).code == Result.Code.EXEMPT


@pytest.fixture
def second(director, world):
    """Algebra of 8-А has a second teacher by a signed order."""
    lines = [{"section": world.algebra.pk, "employee": world.employee("stranger_teacher").pk, "hours": "1"}]
    order = draft_order("load", by=director, payload={"from": "2026-11-01", "loads": lines})
    sign_order(order, by=director)
    return world.employee("stranger_teacher").person.user


def test_two_teachers_keep_one_journal(world, teacher, second, deputy, login):
    section, lesson = world.algebra, world.lesson()
    one = {"l": lesson.pk, "s": world.student.pk, "t": "5", "v": 0}
    other = {"l": lesson.pk, "s": world.child("Бегимай").pk, "t": "4", "v": 0}
    assert post(login(teacher), section, teacher, [one])["saved"]
    assert post(login(second), section, second, [other])["saved"]
    assert dict(Cell.objects.values_list("student", "entered_by")) == {one["s"]: teacher.pk, other["s"]: second.pk}
    clash = post(login(second), section, second, [one | {"t": "3"}])["clash"]
    assert [(cell["t"], cell["by"]) for cell in clash] == [("5", teacher.name)], "neither writes over the other"
    for user in (teacher, second):
        assert f"/journal/lessons/{lesson.pk}/" in login(user).get("/journal/day/").content.decode()
    take_attendance(lesson, by=second)
    form = {"topic": "Тема", "homework": "", "version": Lesson.objects.get(pk=lesson.pk).version}
    assert login(second).post(f"/journal/lessons/{lesson.pk}/", form).status_code == 302
    sign_lesson(lesson, by=second)
    shown = login(teacher).get(f"/journal/{section.pk}/").content.decode()
    assert second.name in shown.split(f'data-l="{lesson.pk}"')[1].split(">")[0], "it is seen who of the two signed"
    lines = login(deputy).get("/reports/journal.density/").content.decode().split("<tr")
    row = next(line for line in lines if "Абдыракманова" in line)
    assert "Кадыров" in row, "both are named"
