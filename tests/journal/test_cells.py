"""Saving cells: each once, none over somebody else's, the correction policy by state."""

import json
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from journal import permissions, policy
from journal.actions import reopen_section, take_attendance
from journal.actions.terms import _close as close_term
from journal.child import child_page
from journal.models import Cell
from schoolmis.audit.book import acting
from schoolmis.audit.models import Entry, History

pytestmark = pytest.mark.django_db
MONDAY_LONG_AGO = date(2026, 11, 16)


@pytest.fixture
def send(login, world, teacher):
    """Send cells as the page's program does."""

    def post(*cells, user=teacher, key=None, section=None):
        client = login(user)
        letter = {"key": key or uuid.uuid4().hex, "user": user.pk, "cells": list(cells)}
        return client.post(
            f"/journal/{(section or world.algebra).pk}/cells/",
            json.dumps(letter),
            content_type="application/json",
            headers={"accept": "application/json"},
        )

    return post


@pytest.fixture
def cell(world):
    def make(text, child="Сезим", day=None, version=0, **more):
        lesson = world.lesson(day) if day else world.lesson()
        return {"l": lesson.pk, "s": world.child(child).pk, "t": text, "v": version, **more}

    return make


@pytest.mark.parametrize("text", ["5", "2", "4/5", "н", "б", "у", "оп", "оп10", "4 оп", "4/5 оп10", "2→4", "2→4 оп5"])
def test_what_a_teacher_types_is_what_stands(send, cell, text):
    saved = send(cell(text)).json()["saved"]
    assert [(c["t"], c["v"]) for c in saved] == [(text, 1)]


def test_the_answer_brings_the_average_and_the_proposal(send, cell):
    send(cell("5", day=date(2026, 11, 18)))
    saved = send(cell("4")).json()["saved"][0]
    assert (saved["avg"], saved["hint"]) == ("4,50", "5")


def test_of_a_retake_only_the_second_mark_counts_and_the_first_stays(send, cell, world, login, teacher):
    send(cell("5", day=date(2026, 11, 18)))
    saved = send(cell("2>4")).json()["saved"][0]
    assert (saved["t"], saved["avg"]) == ("2→4", "4,50")
    page = login(teacher).get(f"/journal/{world.algebra.pk}/").content.decode()
    assert ">2→4</td>" in page and '<td class="r avg">4,50</td>' in page
    child = child_page(world.child("Сезим"))
    assert [line.mean for line in child.subjects if line.marks] == [Decimal("4.50")]
    assert "2→4" in [mark["text"] for mark in child.fresh]
    history = login(teacher).get(f"/journal/cells/{world.lesson().pk}/{world.child('Сезим').pk}/history/")
    assert "2→4" in history.content.decode()


def test_the_database_refuses_a_retake_without_two_marks(send, cell):
    send(cell("4"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Cell.objects.update(retake=True)


@pytest.mark.parametrize("text", ["6", "55", "x", "н 5", "оп оп", "0"])
def test_what_is_no_mark_is_refused_in_a_sentence(send, cell, text):
    refused = send(cell(text)).json()["refused"][0]
    assert refused["code"] == "text" and refused["message"]


def test_the_same_letter_twice_is_written_once(send, cell):
    first = send(cell("5"), key="a" * 32).json()
    again = send(cell("5"), key="a" * 32).json()
    assert first["saved"][0]["v"] == again["saved"][0]["v"] == 1
    assert History.objects.filter(record="journal_cell").count() == 1


def test_a_colleagues_mark_is_not_overwritten(send, cell, world):
    send(cell("5"))
    answer = send(cell("3", version=0)).json()
    assert answer["saved"] == []
    assert answer["clash"][0]["t"] == "5" and answer["clash"][0]["v"] == 1 and answer["clash"][0]["by"]
    assert Cell.objects.get().first == 5


def test_agreement_is_no_clash(send, cell):
    send(cell("5"))
    answer = send(cell("5", version=0)).json()
    assert answer["clash"] == [] and answer["saved"][0]["v"] == 1


def test_clearing_is_an_annulment_not_a_removal(send, cell):
    send(cell("5"))
    send(cell("", version=1))
    stored = Cell.objects.get()
    assert (stored.first, stored.version) == (None, 2)
    assert [(row.act, (row.old or {}).get("first")) for row in History.objects.filter(record="journal_cell")] == [
        ("I", None),
        ("U", 5),
    ]


def test_a_column_is_one_letter_twelve_statements_and_one_entry(send, cell, client, world, teacher):
    send(cell("оп", day=date(2026, 11, 18)))
    batch = [cell("5", child) for child in ("Сезим", "Бегимай", "Данияр")]
    letter = json.dumps({"key": "c" * 32, "user": teacher.pk, "cells": batch})
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(f"/journal/{world.algebra.pk}/cells/", letter, "application/json").json()
    assert len(answer["saved"]) == 3
    counted = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "select set_config"))]
    assert len(counted) <= 12, "\n".join(counted)
    assert Entry.objects.filter(act="journal.mark").count() == 2


def test_a_child_of_another_class_is_refused(send, cell):
    assert send(cell("5", "Гүлзат")).json()["refused"][0]["code"] == "out"


def test_a_lesson_of_another_journal_is_refused(send, cell, world):
    other = world.section("PHY")
    letter = cell("5") | {"l": world.lesson(section=other).pk}
    assert send(letter).json()["refused"][0]["code"] == "out"


def test_a_cell_of_another_journal_is_told_to_nobody(send, cell, world, stranger_teacher):
    """Numbers of lessons and students can be guessed: a refusal says nothing of what stands there."""
    lesson = world.lesson(section=world.section("PHY"))
    with acting(stranger_teacher):
        Cell.objects.create(lesson=lesson, student=world.child("Сезим"), first=2, entered_by=stranger_teacher)
    (refused,) = send(cell("5") | {"l": lesson.pk}).json()["refused"]
    assert (refused["code"], refused["t"], refused["v"]) == ("out", "", 0)


def test_attendance_of_a_closed_term_is_not_taken(world, teacher, deputy):
    lesson = world.lesson(date(2026, 10, 30))
    close_term(world.term(1), by=deputy)
    with pytest.raises(ValidationError) as refused:
        take_attendance(lesson, by=teacher)
    assert refused.value.code == "locked"
    reopen_section(world.algebra, world.term(1), reason="Өтүнүч № 3", until=world.today, by=deputy)
    assert take_attendance(lesson, by=teacher)


def test_a_lesson_to_come_is_locked(send, cell):
    assert send(cell("5", day=date(2026, 11, 23))).json()["refused"][0]["code"] == "locked"


def test_first_grade_has_absences_and_no_marks(send, world, stranger_teacher):
    section, child = world.section("MAT", "1-А"), world.child("Эржан")
    cells = [{"l": world.lesson(section=section).pk, "s": child.pk, "t": t, "v": 0} for t in ("5",)]
    assert send(*cells, user=stranger_teacher, section=section).json()["refused"][0]["code"] == "scale"
    cells[0]["t"] = "б"
    assert send(*cells, user=stranger_teacher, section=section).json()["saved"]


def test_after_the_free_days_a_change_needs_a_reason(send, cell):
    send(cell("3", day=MONDAY_LONG_AGO))
    assert send(cell("4", day=MONDAY_LONG_AGO, version=1)).json()["refused"][0]["code"] == "reason"
    answer = send(cell("4", day=MONDAY_LONG_AGO, version=1, reason="Иш кайра текшерилди")).json()
    assert answer["saved"][0]["v"] == 2
    assert History.objects.filter(record="journal_cell").last().reason == "Иш кайра текшерилди"


def test_a_closed_term_is_locked_until_the_journal_is_opened_again(send, cell, world, deputy):
    day = date(2026, 10, 30)
    send(cell("3", day=day))
    close_term(world.term(1), by=deputy)
    assert send(cell("4", day=day, version=1, reason="ката")).json()["refused"][0]["code"] == "locked"
    reopen_section(world.algebra, world.term(1), reason="Өтүнүч № 3", until=world.today, by=deputy)
    assert send(cell("4", day=day, version=1, reason="ката")).json()["saved"]


def test_another_person_on_the_shared_computer_sends_nothing(login, world, teacher, homeroom, cell):
    letter = {"key": "b" * 32, "user": teacher.pk, "cells": [cell("5")]}
    answer = login(homeroom).post(
        f"/journal/{world.algebra.pk}/cells/", json.dumps(letter), content_type="application/json"
    )
    assert answer.status_code == 409 and not Cell.objects.exists()


def test_an_ended_session_is_told_401(client, world):
    answer = client.post(
        f"/journal/{world.algebra.pk}/cells/", "{}", "application/json", headers={"accept": "application/json"}
    )
    assert answer.status_code == 401


def test_a_stranger_teacher_finds_no_such_journal(send, cell, stranger_teacher):
    assert send(cell("5"), user=stranger_teacher).status_code == 404
    assert not Cell.objects.exists()


def test_the_homeroom_teacher_refines_the_reason_of_an_absence_only(send, cell, homeroom, world):
    assert send(cell("б"), user=homeroom).json()["refused"][0]["code"] == "denied"
    send(cell("н"))
    assert send(cell("у", version=1), user=homeroom).json()["saved"]
    assert send(cell("5", "Бегимай"), user=homeroom).json()["refused"][0]["code"] == "denied"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        '{"key": 1}',
        '{"key":"x","user":"y","cells":[]}',
        '{"key":"x","user":%d,"cells":[{}]}',
        '{"key":"x","user":%d,"cells":[{"l":1e30,"s":1,"t":"5"}]}',
    ],
)
def test_a_broken_letter_is_refused_and_nothing_breaks(login, world, teacher, body):
    body = body % teacher.pk if "%d" in body else body
    answer = login(teacher).post(f"/journal/{world.algebra.pk}/cells/", body, content_type="application/json")
    assert answer.status_code == 422 and answer.json()["message"]


def test_the_section_of_a_save_is_the_one_that_the_queryset_gives(world, teacher, stranger_teacher):
    found = policy.section_for(permissions.VIEW, teacher, world.algebra.pk)
    asked = policy.sections().get(pk=world.algebra.pk)
    for one, other in ((found, asked), (found.subject, asked.subject), (found.group, asked.group)):
        assert {f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields} == {
            f.attname: getattr(other, f.attname) for f in other._meta.concrete_fields
        }
    assert (found.group.year, found.grade, found.programme) == (asked.group.year, asked.grade, asked.programme)
    with pytest.raises(Http404):
        policy.section_for(permissions.VIEW, stranger_teacher, world.algebra.pk)
