"""The year's mark is set in the grid of the last term; the terms' marks only propose it."""

import uuid
from datetime import date

import pytest

from schoolmis import clock
from students.models import Result

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_may(monkeypatch):
    """The last term is under way."""
    monkeypatch.setattr(clock, "today", lambda: date(2027, 5, 20))


def post(client, section, user, column, student, text, version=0):
    cells = [{"r": str(column), "s": student.pk, "t": text, "v": version}]
    letter = {"key": uuid.uuid4().hex, "user": user.pk, "cells": cells}
    return client.post(f"/journal/{section.pk}/results/", letter, content_type="application/json").json()


@pytest.fixture
def last(world):
    """A lesson stands in the last term, so that its grid has a column."""
    from journal.models import Lesson
    from schoolmis.accounts.models import User
    from schoolmis.audit.book import acting

    with acting(User.objects.system("installation")):
        return Lesson.objects.create(section=world.algebra, date=date(2027, 4, 5), number=1)


def test_the_year_stands_in_the_last_terms_grid_alone(login, teacher, world, last):
    client = login(teacher)
    assert 'data-t="year"' not in client.get(f"/journal/{world.algebra.pk}/term/2/").content.decode()
    page = client.get(f"/journal/{world.algebra.pk}/term/4/").content.decode()
    assert 'data-t="year"' in page


def test_before_the_last_term_the_year_is_locked(login, teacher, world, last):
    client = login(teacher)
    answer = post(client, world.algebra, teacher, "year", world.student, "5")
    assert answer["refused"][0]["code"] == "locked"
    page = client.get(f"/journal/{world.algebra.pk}/term/4/").content.decode()
    assert "data-locked" in page.split('data-t="year"')[1][:200]


def test_the_terms_propose_and_the_teacher_sets(in_may, login, teacher, world, last):
    client = login(teacher)
    for number, text in ((1, "4"), (2, "5"), (3, "4"), (4, "5")):
        assert post(client, world.algebra, teacher, world.term(number).pk, world.student, text)["saved"]
    page = client.get(f"/journal/{world.algebra.pk}/term/4/").content.decode()
    row = page.split(f'data-s="{world.student.pk}"')[1].split("</tr>")[0]
    assert row.endswith('<td class="r hint">5</td><td class="r term" data-v="0"></td>')
    saved = post(client, world.algebra, teacher, "year", world.student, "4")["saved"]
    assert (saved[0]["r"], saved[0]["t"], saved[0]["v"]) == ("year", "4", 1)
    clash = post(client, world.algebra, teacher, "year", world.student, "5")["clash"]
    assert clash[0]["t"] == "4"
    assert Result.objects.get(period="year").value == 4
    page = client.get(f"/journal/{world.algebra.pk}/term/4/").content.decode()
    assert '<td class="r term m4" data-v="1">4</td></tr>' in page


def test_the_proposed_marks_are_put_where_none_stands(in_may, login, teacher, world, last):
    client, other = login(teacher), world.child("Бегимай")
    for number, text in ((1, "3"), (2, "4")):
        for child in (world.student, other):
            post(client, world.algebra, teacher, world.term(number).pk, child, text)
    post(client, world.algebra, teacher, "year", other, "3")
    client.post(f"/journal/{world.algebra.pk}/term/4/propose/", {"of": "year"})
    found = dict(Result.objects.filter(period="year").values_list("student", "value"))
    assert found == {world.student.pk: 4, other.pk: 3}, "half goes to the student's benefit; what stood stays"


def test_a_closed_year_is_shut(in_may, login, teacher, world, last):
    world.year.closed_on = date(2027, 5, 19)
    world.year.save(update_fields=["closed_on"])
    answer = post(login(teacher), world.algebra, teacher, "year", world.student, "5")
    assert answer["refused"][0]["code"] == "locked"


@pytest.mark.parametrize("column", ["oral", "-1", "99999999999"])
def test_no_other_column_is_taken(in_may, login, teacher, world, column):
    assert "saved" not in post(login(teacher), world.algebra, teacher, column, world.student, "5")
