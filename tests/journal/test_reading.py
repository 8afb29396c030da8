"""Pages of the journal: who sees which, in how many statements, and what they say."""

import json
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal import policy
from journal.actions import save_cells, set_results
from journal.actions.cells import Sent
from journal.actions.terms import _close as close_term
from schoolmis.structure.models import Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def marked(world, teacher):
    """Today's algebra of 8-А: a five, an absence; and a term mark of the first term."""
    section = policy.sections().get(pk=world.algebra.pk)
    sent = [
        Sent(world.lesson().pk, world.child(name).pk, 0, text)
        for name, text in [("Сезим", "5"), ("Бегимай", "н"), ("Данияр", "4/5")]
    ]
    save_cells(section, sent, key=uuid.uuid4().hex, by=teacher)
    set_results(section, world.term(1), [{"s": world.student.pk, "t": "4", "v": 0}], key=uuid.uuid4().hex, by=teacher)
    return section


def statements(client, url):
    """Answer and number of statements of one warm page."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    return answer, [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]


PAGES = {
    "grid": ("teacher", lambda w: f"/journal/{w.algebra.pk}/term/2/"),
    "journals": ("deputy", lambda w: "/journal/"),
    "day": ("teacher", lambda w: "/journal/day/"),
    "child": ("mother", lambda w: f"/journal/children/{w.student.pk}/"),
    "behind": ("deputy", lambda w: "/journal/behind/"),
    "terms": ("deputy", lambda w: "/journal/terms/"),
    "timetable": ("student", lambda w: "/journal/timetable/"),
    "class timetable": ("deputy", lambda w: f"/journal/timetable/classes/{w.class_a.pk}/"),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_needs_at_most_twelve_statements(page, marked, login, world, request):
    user, url = PAGES[page]
    answer, asked = statements(login(request.getfixturevalue(user)), url(world))
    assert answer.status_code == 200
    assert len(asked) <= 12, "\n".join(asked)


def test_the_grid_shows_what_was_entered(marked, login, world, teacher):
    html = login(teacher).get(f"/journal/{world.algebra.pk}/").content.decode()
    row = html.split(f'<tr data-s="{world.student.pk}">')[1].split("</tr>")[0]
    assert '<td class="l today m5" data-v="1">5</td>' in row
    assert '<td class="r avg">5,00</td><td class="r hint">5</td>' in row
    assert '<td class="r shut">4</td>' in row
    assert "4/5" in html and " mn" in html


def test_exactly_one_cell_takes_the_focus(marked, login, world, teacher):
    html = login(teacher).get(f"/journal/{world.algebra.pk}/").content.decode()
    assert html.count('tabindex="0"') == 1


def test_a_mother_sees_her_child_and_no_other(marked, login, world, mother):
    client = login(mother)
    page = client.get(f"/journal/children/{world.student.pk}/").content.decode()
    assert "Сезим" in page and ">5<" in page
    assert client.get(f"/journal/children/{world.child('Бегимай').pk}/").status_code == 404
    assert client.get(f"/journal/{world.algebra.pk}/").status_code == 403


def test_the_homeroom_teacher_opens_her_class_only(login, world, homeroom):
    client = login(homeroom)
    assert client.get(f"/journal/{world.algebra.pk}/").status_code == 200
    assert client.get(f"/journal/{world.section('ALG', '8-Б').pk}/").status_code == 404


def test_history_names_who_when_and_what(marked, login, world, teacher, mother):
    url = f"/journal/cells/{world.lesson().pk}/{world.student.pk}/history/"
    page = login(teacher).get(url).content.decode()
    assert "5" in page and "Абдыракманова" in page
    assert login(mother).get(url).status_code == 403


def test_a_closed_term_says_so_and_offers_the_deputy_to_open_it(marked, login, world, deputy):
    close_term(world.term(1), by=deputy)
    page = login(deputy).get(f"/journal/{world.algebra.pk}/term/1/").content.decode()
    assert f"/journal/{world.algebra.pk}/term/1/reopen/" in page and "data-locked" in page


def test_who_may_not_change_a_timetable_sees_no_button_for_it(login, world, deputy, mother):
    url = f"/journal/timetable/classes/{world.class_a.pk}/"
    assert f"{url}?edit" in login(deputy).get(url).content.decode()
    page = login(mother).get(url).content.decode()
    assert f"{url}?edit" not in page and "aria-disabled" not in page


def test_a_timetable_with_one_teacher_twice_at_a_time_is_refused_and_kept(login, world, deputy):
    url = f"/journal/timetable/classes/{world.class_a.pk}/"
    client = login(deputy)
    ok = {f"a-1-{n}": section.pk for n, section in enumerate([world.algebra, world.section("PHY")], 1)}
    assert client.post(url, ok).status_code == 302
    both = {"a-1-1": world.section("ALG", "8-Б").pk}
    other = client.post(f"/journal/timetable/classes/{world.class_b.pk}/", both)
    assert other.status_code == 302, "another teacher, another class"
    twice = {"a-2-1": world.section("MAT", "1-А").pk}
    assert client.post(f"/journal/timetable/classes/{world.first_class.pk}/", twice).status_code == 302
    clash = {"a-1-1": world.section("MAT", "1-А").pk}
    answer = client.post(f"/journal/timetable/classes/{world.first_class.pk}/", clash)
    assert answer.status_code == 422 and "Кадыров" in answer.content.decode()


def test_results_are_set_once_and_a_clash_is_shown(marked, login, world, teacher):
    client, term = login(teacher), Term.objects.get(number=2)
    letter = {
        "key": "d" * 32,
        "user": teacher.pk,
        "cells": [{"r": str(term.pk), "s": world.student.pk, "t": "5", "v": 0}],
    }
    url = f"/journal/{world.algebra.pk}/results/"
    first = client.post(url, json.dumps(letter), "application/json").json()
    assert first["saved"][0]["v"] == 1
    letter["key"], letter["cells"][0]["t"] = "e" * 32, "3"
    assert client.post(url, json.dumps(letter), "application/json").json()["clash"][0]["t"] == "5"
