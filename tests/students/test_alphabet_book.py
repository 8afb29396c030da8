"""The alphabet book: a page for each letter, every stay with its orders, personal data under a consent alone."""

from datetime import date

import pytest

from schoolmis.papers import report
from students import actions
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
HERE = "/reports/students.alphabet_book/"


@pytest.fixture
def numbered(world, secretary):
    from students.models import Student

    actions.give_file_numbers(Student.objects.select_related("person"), by=secretary)


def lines(letter):
    sheet = report.build("students.alphabet_book", {"letters": [letter]}, "ru").sheets[0]
    keys = [column.key for column in sheet.columns]
    return [dict(zip(keys, row, strict=True)) for row in sheet.rows]


def test_each_letter_has_its_page_in_the_kyrgyz_order(numbered):
    from students.reports.alphabet import letters

    assert letters() == ["А", "О", "Ө"]
    assert [one["number"] for one in lines("А")] == ["А/1", "А/2", "А/3"]


def test_who_left_and_came_back_has_a_line_for_each_stay(numbered, world, secretary, signed, asked):
    gone = {"student": world.student.pk, "ground": "moved", "went_to": "Ош шаары", "document": "арыз"}
    signed("departure", on=date(2026, 10, 5), **{"from": "2026-10-09", "students": [gone]})
    papers = [asked("restoration", world.student)]
    back = {"student": world.student.pk, "class": world.class_b.pk, "came_from": "Ош", "documents": papers}
    signed("restoration", on=date(2026, 11, 2), **{"from": "2026-11-03", "students": [back]})
    first, second = (one for one in lines("А") if "Сезим" in (one["name"] or "") or one["number"] is None)
    assert (first["left_on"], first["left_class"], first["left_to"]) == (date(2026, 10, 9), "8-А", "Ош шаары")
    assert first["left_order"].startswith("№ 1-О") and first["left_why"] == "перемена места жительства"
    assert (second["came_on"], second["came_class"]) == (date(2026, 11, 3), "8-Б") and second["left_on"] is None


def test_a_changed_surname_keeps_its_page_and_number(numbered, world, secretary):
    person = world.student.person
    number = world.student.file_number
    actions.change_person(world.student, version=person.version, by=secretary, last_name="Яковлева")
    world.student.refresh_from_db()
    assert world.student.file_number == number
    assert "Яковлева Сезим Азаматовна" in [one["name"] for one in lines("А")]


def test_without_a_consent_the_name_alone_stands_there(numbered):
    [line] = lines("О")
    assert line["name"].startswith("Осмонов") and line["born"] is None and line["sex"] == "" and line["came_order"]


@pytest.mark.parametrize("lang, word", [("ky", "Алфавиттик китеп"), ("ru", "Алфавитная книга")])
def test_a_letter_is_printed_and_the_whole_book_is_made_as_a_job(numbered, login, secretary, lang, word):
    client = login(secretary)
    paper = client.get(HERE, {"letter": "А", "as": "pdf", "lang": lang})
    assert word in pages(paper.content)[0]
    assert client.get(HERE, {"letter": "", "lang": lang}).status_code == 200
    assert report.get("students.alphabet_book").heavy({"letters": list("АБВГ")})


def test_the_statements_do_not_grow_with_the_letter(numbered, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        lines("А")


def test_a_teacher_does_not_read_it(login, teacher, homeroom, world):
    assert login(teacher).get(HERE).status_code == 403 == login(homeroom).get(HERE).status_code
