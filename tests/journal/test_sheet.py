"""The results sheet: every result of a journal in one table, proposed by the school's rules, set by the teacher."""

import uuid
from datetime import date

import pytest

from journal.models import ResultPolicy
from schoolmis import clock
from schoolmis.audit.book import acting
from students.models import Exemption, Result

pytestmark = pytest.mark.django_db
CORRECTIONS = {"late": "reason", "decided": "reason", "texts": "unmarked"}


@pytest.fixture
def in_may(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2027, 5, 20))


def post(client, section, user, column, student, text, version=0):
    cells = [{"r": str(column), "s": student.pk, "t": text, "v": version}]
    letter = {"key": uuid.uuid4().hex, "user": user.pk, "cells": cells}
    return client.post(f"/journal/{section.pk}/results/", letter, content_type="application/json").json()


def row(client, section, student):
    page = client.get(f"/journal/{section.pk}/sheet/").content.decode()
    return page.split(f'data-s="{student.pk}"')[1].split("</tr>")[0]


def test_terms_year_exam_and_final_stand_in_one_table(in_may, login, teacher, world):
    client = login(teacher)
    for number, text in ((1, "4"), (2, "4"), (3, "5"), (4, "5")):
        assert post(client, world.algebra, teacher, world.term(number).pk, world.student, text)["saved"]
    assert '<td class="r hint">5</td><td class="r term" data-v="0">' in row(client, world.algebra, world.student)
    for column, text in (("year", "5"), ("exam", "4")):
        assert post(client, world.algebra, teacher, column, world.student, text)["saved"]
    assert row(client, world.algebra, world.student).endswith(
        '<td class="r term m4" data-v="1">4</td><td class="r hint">4</td><td class="r term" data-v="0"></td>'
    )
    client.post(f"/journal/{world.algebra.pk}/sheet/propose/", {"column": "final"})
    found = dict(Result.objects.filter(student=world.student).exclude(period="term").values_list("period", "value"))
    assert found == {"year": 5, "exam": 4, "final": 4}
    assert client.post(f"/journal/{world.algebra.pk}/sheet/propose/", {"column": "exam"}).status_code == 404


def test_the_schools_rules_change_the_proposals(in_may, login, teacher, director, world):
    answer = login(director).post(
        "/journal/rules/", {"round_up": "0.60", "year_by": "last", "final_by": "year", "version": 1} | CORRECTIONS
    )
    assert answer.status_code == 302
    client = login(teacher)
    for number, text in ((1, "5"), (2, "5"), (3, "4"), (4, "4")):
        post(client, world.algebra, teacher, world.term(number).pk, world.student, text)
    client.post(f"/journal/{world.algebra.pk}/sheet/propose/", {"column": "year"})
    assert Result.objects.get(period="year").value == 4, "at the half the last term decides"
    stale = login(director).post(
        "/journal/rules/", {"round_up": "0.50", "year_by": "mean", "final_by": "exam", "version": 1} | CORRECTIONS
    )
    assert stale.status_code == 422 and ResultPolicy.objects.get().year_by == "last"


def test_where_the_school_says_so_a_subject_is_passed_or_not(login, teacher, director, world):
    facts = {"round_up": "0.50", "year_by": "mean", "final_by": "exam", "version": 1} | CORRECTIONS
    login(director).post("/journal/rules/", facts | {"passing": [world.algebra.subject_id]})
    client, term = login(teacher), world.term(2).pk
    assert post(client, world.algebra, teacher, term, world.student, "5")["refused"][0]["code"] == "scale"
    assert post(client, world.algebra, teacher, term, world.student, "зч")["saved"]
    assert Result.objects.get().code == Result.Code.PASS
    assert 'data-results-values="зч нзч н/а осв"' in client.get(f"/journal/{world.algebra.pk}/sheet/").content.decode()


def test_elsewhere_a_pass_is_refused_and_who_is_exempt_is_proposed_so(login, teacher, deputy, world):
    from schoolmis.audit.book import acting

    client, term = login(teacher), world.term(2).pk
    assert post(client, world.algebra, teacher, term, world.student, "зч")["refused"][0]["code"] == "scale"
    with acting(deputy):
        Exemption.objects.create(
            student=world.student, subject=world.algebra.subject, starts_on=world.year.starts_on, document="№ 5"
        )
    client.post(f"/journal/{world.algebra.pk}/sheet/propose/", {"column": str(term)})
    assert Result.objects.get().code == Result.Code.EXEMPT


def test_who_lacks_a_result_is_counted(login, teacher, world):
    page = login(teacher).get(f"/journal/{world.algebra.pk}/sheet/").content.decode()
    assert "3 окуучунун баасы жок" in page.split('class="legend"')[1].split("j-box")[0]


def test_a_result_of_another_journal_is_told_to_nobody(in_may, login, teacher, stranger_teacher, world):
    """Numbers of students can be guessed: a refusal says nothing of what a colleague has set."""
    other, term = world.child("Гүлзат"), world.term(4)
    with acting(stranger_teacher):
        section = world.section("ALG", "8-Б")
        of_class = section.group.classes.get()
        of = {
            "school_class": of_class,
            "subject": section.subject,
            "section": section,
            "year": world.year,
            "term": term,
        }
        Result.objects.create(student=other, period="term", value=2, set_by=stranger_teacher, **of)
    (refused,) = post(login(teacher), world.algebra, teacher, term.pk, other, "5")["refused"]
    assert (refused["code"], refused["t"], refused["v"]) == ("out", "", 0)
