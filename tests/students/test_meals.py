"""The meal list: the roll less who is absent, by the grades that eat and the exceptions."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from journal.models import Cell
from schoolmis.audit.book import acting
from schoolmis.papers import report
from students import actions, attendance
from students.rules.meals import set_table

PEOPLE = st.dictionaries(st.integers(1, 30), st.sampled_from(["also", "diet", "not", ""]))


@given(people=PEOPLE, absent=st.sets(st.integers(1, 30)), grade=st.integers(0, 11))
def test_everybody_of_the_roll_is_counted_once(people, absent, grade):
    exceptions = {student: kind for student, kind in people.items() if kind}
    table = set_table(people, grade, (1, 4), exceptions, absent)
    assert table.roll == len(people)
    assert table.roll == len(table.absent) + table.exempt + table.not_entitled + len(table.eating)
    assert set(table.diets) <= set(table.eating) and not set(table.eating) & absent


@pytest.fixture
def mark(world, teacher):
    def make(student, day=world.today, section=None, **values):
        with acting(teacher):
            Cell.objects.create(lesson=world.lesson(day, section), student=student, entered_by=teacher, **values)

    return make


@pytest.mark.django_db
def test_the_journal_tells_who_was_absent_all_day(world, mark):
    assert attendance.absent_on(world.today) == {}
    mark(world.student, absence="н")
    mark(world.child("Бегимай"), absence="б")
    mark(world.child("Бегимай"), section=world.section("PHY"), first=5)
    mark(world.child("Данияр"), first=4)
    assert attendance.absent_on(world.today) == {world.class_a.pk: {world.student.pk}}


def built(on, part=0):
    sheet = report.build("students.meals", {"on": on}, "ru").sheets[part]
    keys = [column.key for column in sheet.columns]
    rows = [row for row in sheet.rows if not hasattr(row, "title")]
    return [dict(zip(keys, row, strict=True)) for row in rows], sheet.footers


@pytest.mark.django_db
def test_the_kitchen_reads_portions_absent_and_diets(world, mark, secretary):
    """Grade 1 eats; of the others who has an exception."""
    first = world.child("Эржан")
    actions.add_meal(world.student, kind="also", starts_on=world.today, by=secretary)
    actions.add_meal(world.child("Бегимай"), kind="diet", note="сүтсүз", starts_on=world.today, by=secretary)
    rows, footers = built(world.today)
    assert [(row["class"], row["roll"], row["eating"], row["diets"]) for row in rows] == [
        ("1-А", 1, 1, None),
        ("8-А", 3, 2, 1),
    ]
    assert rows[0]["note"] == "посещаемость ещё не отмечена" and footers[0][6] == 3
    mark(first, section=first_lesson(world), absence="б")
    rows, _footers = built(world.today)
    assert (rows[0]["absent"], rows[0]["eating"], rows[0]["note"]) == (1, 0, "")
    assert [row["name"].split()[1] for row in built(world.today, 1)[0]] == ["Эржан"]
    assert [row["note"] for row in built(world.today, 2)[0]] == ["сүтсүз"]
    assert built(world.today - timedelta(days=1))[0][0]["eating"] == 1, "yesterday is as it was"


def first_lesson(world):
    from journal.models import Lesson

    return Lesson.objects.filter(date=world.today, section__group__classes=world.first_class).first().section


@pytest.mark.django_db
def test_the_school_says_which_grades_eat(world, secretary, login):
    client = login(secretary)
    sent = {"grade_from": 5, "grade_to": 9, "version": 1}
    assert client.post("/students/meals/grades/", sent).status_code == 302
    assert client.post("/students/meals/grades/", sent | {"grade_to": 11}).status_code == 422, "changed meanwhile"
    assert client.post("/students/meals/grades/", {"grade_from": 9, "grade_to": 5, "version": 2}).status_code == 422
    assert [row["class"] for row in built(world.today)[0]] == ["8-А", "8-Б"]


@pytest.mark.django_db
def test_one_exception_at_a_time_and_an_ended_one_counts_no_more(world, secretary, login):
    client = login(secretary)
    sent = {"student": world.student.pk, "kind": "not", "starts_on": "2026-11-01"}
    assert client.post("/students/meals/add/", sent).status_code == 302
    assert client.post("/students/meals/add/", sent).status_code == 422
    meal = world.student.meals.get()
    assert client.post(f"/students/meals/{meal.pk}/end/", {"on": "2026-11-20"}).status_code == 302
    with pytest.raises(ValidationError):
        actions.end_meal(world.student.meals.get(), on=date(2026, 11, 25), by=secretary)
    assert client.get("/students/meals/", {"state": "ended"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_the_list_is_printed_and_taken_out(world, secretary, login, kind, lang):
    answer = login(secretary).get("/reports/students.meals/", {"as": kind, "lang": lang})
    assert answer.status_code == 200 and len(answer.content) > 1000


@pytest.mark.django_db
def test_the_list_takes_as_many_statements_however_many_eat(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        built(world.today)
