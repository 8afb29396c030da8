"""The correction policy by state: what the school decides, what the teacher reads, what is refused."""

import json
import uuid
from datetime import date

import pytest
from django.core.cache import cache

from journal.models import ResultPolicy, TermState
from journal.rules.marks import may_write
from schoolmis.audit.book import acting

ON, LATER = date(2026, 11, 18), date(2026, 11, 25)
OPEN = {"free_days": 3, "closed": False, "reopened": False, "year_closed": False}


@pytest.mark.parametrize(
    ("today", "changes", "decided", "late", "answer"),
    [
        (ON, True, "", "reason", ""),
        (LATER, True, "", "reason", "reason"),
        (LATER, True, "", "free", ""),
        (LATER, False, "", "reason", ""),
        (ON, True, "reason", "free", "reason"),
        (ON, True, "locked", "free", "locked"),
        (ON, False, "locked", "reason", ""),
        (ON, True, "open", "reason", ""),
    ],
)
def test_each_state_of_a_term_has_its_answer(today, changes, decided, late, answer):
    assert may_write(ON, today, **OPEN, changes=changes, decided=decided, late=late).code == answer


def test_what_the_deputy_has_opened_again_is_changed_with_a_reason():
    opened = OPEN | {"closed": True, "reopened": True}
    assert may_write(ON, ON, **opened, changes=True, decided="locked").code == "reason"
    assert may_write(ON, ON, **OPEN | {"year_closed": True}, changes=True).code == "locked"


@pytest.fixture
def send(login, world, teacher):
    def post(text, version=0, **more):
        cell = {"l": world.lesson(ON).pk, "s": world.child("Сезим").pk, "t": text, "v": version, **more}
        letter = {"key": uuid.uuid4().hex, "user": teacher.pk, "cells": [cell]}
        address = f"/journal/{world.algebra.pk}/cells/"
        return login(teacher).post(address, json.dumps(letter), content_type="application/json").json()

    return post


@pytest.fixture
def decided(world, deputy):
    def to(state, rule):
        with acting(deputy):
            TermState.objects.update_or_create(term=world.term(2), defaults={"state": state})
            ResultPolicy.objects.update_or_create(pk=1, defaults={"decided": rule})
        cache.clear()

    yield to
    cache.clear()


@pytest.mark.django_db
def test_once_the_results_are_complete_the_school_decides(send, decided):
    send("4")
    decided("proposed", "reason")
    refused = send("5", 1)["refused"][0]
    assert (refused["code"], refused["message"]) == ("reason", "Чейректин жыйынтыктары толук: себебин жазыңыз.")
    assert send("5", 1, reason="Жазуудагы ката")["saved"]
    decided("proposed", "locked")
    assert send("4", 2, reason="Дагы")["refused"][0]["code"] == "locked"
    decided("checked", "locked")
    assert send("4", 2)["saved"], "checked journals are still being filled"


@pytest.mark.django_db
def test_the_lesson_tells_who_changes_its_marks(login, teacher, world, decided):
    address = f"/journal/lessons/{world.lesson(ON).pk}/"
    page = login(teacher).get(address).content.decode()
    assert "<b>2026-жылдын 21-ноябрына чейин</b>" in page
    assert "директордун буйругу менен" in page and page.count("badge is-kok") == 1
    decided("proposed", "locked")
    page = login(teacher).get(address).content.decode()
    assert "<b>Чейректин жыйынтыктары толук коюлгандан кийин</b>" in page


@pytest.mark.django_db
def test_the_deputy_settles_corrections_beside_the_proposals(login, deputy):
    sent = {"round_up": "0.50", "year_by": "mean", "final_by": "exam", "late": "free", "decided": "locked"}
    sent["texts"] = "unmarked"
    assert login(deputy).post("/journal/rules/", sent | {"version": "1"}).status_code == 302
    stored = ResultPolicy.objects.get()
    assert (stored.late, stored.decided) == ("free", "locked")
