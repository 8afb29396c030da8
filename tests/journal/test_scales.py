"""Scales as data: levels in words, passed or not, points of the school's own, criteria with points of each work."""

import json
import uuid
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as some

from journal import child, policy
from journal.beginnings import BANDS, SCALES
from journal.models import Cell, GradingPolicy, Lesson, Scale
from journal.reports.class_summary import ClassSummary
from journal.rules.results import Policy
from journal.rules.scales import FIVE_POINTS, Value
from journal.rules.scales import Scale as Rules
from schoolmis.audit.book import acting
from students.models import Result

DAY, DAY_BEFORE = date(2026, 11, 20), date(2026, 11, 18)
KNOWN = {
    code: Rules(
        1, kind, low, high, tuple(map(Decimal, bands)), values=tuple(Value(*value) for value in values), name_ky=ky
    )
    for code, kind, ky, _ru, low, high, bands, values in SCALES
}
TEN, LEVELS, PASS, CRITERIA = (KNOWN[code] for code in ("ten", "levels", "pass", "criteria"))


@pytest.mark.parametrize(
    ("scale", "text", "first", "second", "late"),
    [
        (TEN, "10", 10, None, None),
        (TEN, "1/10 оп5", 1, 10, 5),
        (TEN, "3→9", 3, 9, None),
        (LEVELS, "т", 3, None, None),
        (LEVELS, "Э→ж", 1, 2, None),
        (LEVELS, "ж оп", 2, None, 0),
        (PASS, "нзч", 0, None, None),
        (PASS, "нзч→зч", 0, 1, None),
        (CRITERIA, "0", 0, None, None),
    ],
)
def test_a_cell_says_values_of_its_scale(scale, text, first, second, late):
    content = scale.parse(text)
    assert (content.first, content.second, content.late) == (first, second, late)
    assert content.text == text.lower() and scale.parse(content.text) == content


@pytest.mark.parametrize(
    ("scale", "text"),
    [(TEN, "11"), (TEN, "0"), (TEN, "т"), (LEVELS, "5"), (LEVELS, "3"), (PASS, "з"), (CRITERIA, "11")],
)
def test_what_is_no_value_of_the_scale_is_nothing(scale, text):
    assert scale.parse(text) is None


def test_absences_stand_in_every_scale():
    for scale in KNOWN.values():
        assert {letter: scale.parse(letter).absence for letter in "нбу"} == {letter: letter for letter in "нбу"}


def test_a_work_of_criteria_has_points_of_its_own():
    assert CRITERIA.parse("12") is None and CRITERIA.parse("12", 20).first == 12
    assert [CRITERIA.tone(points, 20) for points in (17, 16, 13, 8, 7, 0)] == [5, 4, 4, 3, 2, 2]


marks = some.lists(some.tuples(some.integers(1, 10), some.integers(1, 30)), min_size=1, max_size=30)


@given(marks)
def test_the_average_of_points_is_the_weighted_mean(pairs):
    mean = TEN.mean(sum(mark * weight for mark, weight in pairs), sum(weight for _mark, weight in pairs))
    each = [mark for mark, weight in pairs for _time in range(weight)]
    assert mean == (Decimal(sum(each)) / len(each)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    expected = 5 if mean >= Decimal("8.5") else 4 if mean >= Decimal("6.5") else 3 if mean >= Decimal("4.5") else 2
    assert TEN.proposed(mean) == str(expected)


def test_results_in_points_of_the_scale_carry_their_mark():
    own = Rules(1, "points", 1, 10, TEN.bands, own=True)
    assert own.proposed(Decimal("8.50")) == "9" and own.proposed(Decimal("8.50"), Policy(Decimal("0.60"))) == "8"
    assert own.stored("9") == (5, "", "9") and own.stored("7") == (4, "", "7")
    assert own.results(0, Policy())[:2] == ("10", "9") and own.year([9, 8]) == "9"


def test_levels_have_no_average_but_how_often_each():
    assert LEVELS.mean(6, 2) is None and LEVELS.proposed(None) == ""
    assert LEVELS.listed([3, 3, 1]) == "2т 1э"
    assert LEVELS.results(0, Policy()) == ("т", "ж", "э", "н/а", "осв") and not LEVELS.asks_results(0, Policy())
    assert LEVELS.stored("т") == (None, "level", "т")


def test_five_points_are_as_they_were():
    assert FIVE_POINTS.proposed(Decimal("4.50")) == "5" and FIVE_POINTS.parse("6") is None
    assert FIVE_POINTS.results(7, Policy(passing=frozenset({7}))) == ("зч", "нзч", "н/а", "осв")


# In the database and on the pages.


@pytest.fixture
def holds(world, director):
    """`code` holds in the journal of algebra."""

    def place(code, **where):
        with acting(director):
            place = GradingPolicy.objects.create(
                scale=Scale.objects.get(code=code), **(where or {"section": world.algebra})
            )
        cache.clear()
        return place

    yield place
    cache.clear()


@pytest.fixture
def send(login, world, teacher):
    def post(lesson, text, child="Сезим", version=0, **more):
        cell = {"l": lesson.pk, "s": world.child(child).pk, "t": text, "v": version, **more}
        letter = {"key": uuid.uuid4().hex, "user": teacher.pk, "cells": [cell]}
        address = f"/journal/{world.algebra.pk}/cells/"
        return login(teacher).post(address, json.dumps(letter), content_type="application/json").json()

    return post


@pytest.mark.django_db
def test_a_class_in_levels_is_written_read_and_counted_in_words(holds, send, world, login, teacher, mother):
    holds("levels")
    send(world.lesson(DAY_BEFORE), "т")
    saved = send(world.lesson(DAY), "э→ж", c="Окуганы жакшырды")["saved"][0]
    assert saved["t"] == "э→ж" and not saved.get("avg")
    refused = send(world.lesson(DAY), "5", version=1)["refused"][0]
    assert refused["code"] == "text" and "т ж э" in refused["message"]
    cell = Cell.objects.get(lesson=world.lesson(DAY))
    assert (cell.first, cell.second, cell.scale.code) == (1, 2, "levels")
    page = login(teacher).get(f"/journal/{world.algebra.pk}/").content.decode()
    assert ">т</td>" in page and "1т 1ж" in page and "толук өздөштүрдү" in page
    assert "&quot;words&quot;: [[&quot;т&quot;, 3, 5]" in page
    history = login(teacher).get(f"/journal/cells/{world.lesson(DAY).pk}/{world.child('Сезим').pk}/history/")
    assert "э→ж" in history.content.decode()
    line = next(one for one in child.child_page(world.child("Сезим")).subjects if one.marks)
    assert (line.mean, line.listed, child.trend(line)) == (None, "1т 1ж", "")
    html = login(mother).get(f"/journal/children/{world.child('Сезим').pk}/").content.decode()
    assert "толук өздөштүрдү" in html and "Окуганы жакшырды" in html


@pytest.mark.django_db
def test_ten_points_have_their_average_and_propose_by_the_bands(holds, send, world, login, teacher):
    holds("ten")
    send(world.lesson(DAY_BEFORE), "10")
    saved = send(world.lesson(DAY), "7")["saved"][0]
    assert (saved["avg"], saved["hint"]) == ("8,50", "5")
    page = login(teacher).get(f"/journal/{world.algebra.pk}/").content.decode()
    assert '<td class="r avg">8,50</td><td class="r hint">5</td>' in page
    assert '<td class="l m4' in page or 'm4">7</td>' in page or " m4" in page
    assert str(next(one.mean for one in child.child_page(world.child("Сезим")).subjects if one.marks)) == "8.50"
    sheet = login(teacher).get(f"/journal/{world.algebra.pk}/sheet/").content.decode()
    assert '<td class="r avg-of">8,50</td><td class="r hint">5</td>' in sheet


@pytest.mark.django_db
def test_criteria_are_percent_of_all_points(holds, send, world, teacher, login):
    holds("criteria")
    with acting(teacher):
        Lesson.objects.filter(pk=world.lesson(DAY).pk).update(most=20)
    send(world.lesson(DAY_BEFORE), "5")
    assert send(world.lesson(DAY), "21")["refused"]
    saved = send(world.lesson(DAY), "19")["saved"][0]
    assert (saved["avg"], saved["hint"]) == ("80,0", "4"), "(5 + 19) of (10 + 20)"
    page = login(teacher).get(f"/journal/{world.algebra.pk}/").content.decode()
    assert '<td class="r avg">80,0</td>' in page and 'data-most="20"' in page and 'data-most="10"' in page
    assert str(next(one.mean for one in child.child_page(world.child("Сезим")).subjects if one.marks)) == "80.00"


@pytest.mark.django_db
def test_a_course_passed_or_not_has_no_average_and_such_results(holds, send, world, teacher, login):
    holds("pass")
    assert send(world.lesson(DAY_BEFORE), "нзч")["saved"][0]["t"] == "нзч"
    term = world.algebra.periods().get(number=2)
    cells = [{"r": str(term.pk), "s": world.child("Сезим").pk, "t": "зч", "v": 0}]
    letter = {"key": uuid.uuid4().hex, "user": teacher.pk, "cells": cells}
    address = f"/journal/{world.algebra.pk}/results/"
    answer = login(teacher).post(address, json.dumps(letter), content_type="application/json").json()
    assert answer["saved"] and Result.objects.get().code == "pass"
    letter |= {"key": "b" * 32, "cells": [cells[0] | {"t": "5", "v": 1}]}
    answer = login(teacher).post(address, json.dumps(letter), content_type="application/json").json()
    assert answer["refused"][0]["code"] == "scale"


@pytest.mark.django_db
def test_a_level_stands_as_a_result_in_words(holds, world, teacher, login):
    holds("levels")
    term = world.algebra.periods().get(number=2)
    cells = [{"r": str(term.pk), "s": world.child("Сезим").pk, "t": "т", "v": 0}]
    letter = {"key": uuid.uuid4().hex, "user": teacher.pk, "cells": cells}
    address = f"/journal/{world.algebra.pk}/results/"
    assert login(teacher).post(address, json.dumps(letter), content_type="application/json").json()["saved"]
    result = Result.objects.get()
    assert (result.value, result.code, result.own, result.text) == (None, "level", "т", "т")
    sheet = login(teacher).get(f"/journal/{world.algebra.pk}/sheet/").content.decode()
    assert ">т</td>" in sheet
    paper, of = ClassSummary(), {"class": world.class_a, "term": term, "homeroom": ""}
    key, shown = f"s{world.algebra.subject_id}", [column.key for column in paper.columns(of)]
    rows = list(paper.rows(of))
    assert "average" in shown and [row[key] for row in rows if row[key]] == ["т"]
    assert "т – " in paper.heading(of, "ky").notes[-1], "the letter is explained below the marks"
    holds("levels", grade_from=8, grade_to=8)
    assert "average" not in [column.key for column in paper.columns(of)]
    assert [row[key] for row in paper.totals(of, rows)] == [1, None, None], "how many have each level, best first"


@pytest.mark.django_db
def test_the_most_exact_and_then_the_newest_decides(holds, world):
    section = policy.sections().get(pk=world.algebra.pk)
    assert policy.scale_for(section) == FIVE_POINTS
    holds("ten", grade_from=5, grade_to=9)
    assert policy.scale_for(section).top == 10
    holds("hundred", grade_from=5, grade_to=9, year_from=2026)
    assert policy.scale_for(section).top == 100
    holds("pass", subject=world.algebra.subject, year_from=2027)
    assert policy.scale_for(section).top == 100, "only from the next year on"
    holds("pass", subject=world.algebra.subject)
    assert policy.scale_for(section).kind == "pass"
    holds("five", section=section)
    assert policy.scale_for(section) == FIVE_POINTS


@pytest.mark.django_db
def test_the_database_refuses_a_number_without_its_scale(world, teacher):
    about = {"lesson": world.lesson(), "student": world.child("Сезим"), "entered_by": teacher}
    ten = Scale.objects.get(code="ten")
    for facts in ({"first": 10}, {"first": 101, "scale": ten}, {"second": 3, "scale": ten}, {"scale": ten}):
        with pytest.raises(IntegrityError), transaction.atomic(), acting(teacher):
            Cell.objects.create(**about, **facts)
    with pytest.raises(IntegrityError), transaction.atomic(), acting(teacher):
        Scale.objects.create(code="x", kind="points", name_ky="x", name_ru="x", bottom=1, top=10)
    with pytest.raises(IntegrityError), transaction.atomic(), acting(teacher):
        Scale.objects.filter(code="ten").update(**dict(zip(BANDS, (1, 2, 3), strict=True)))
