"""Class lists in their layouts and the contingent on any day; personal data by right and under a consent."""

from datetime import date, timedelta

import pytest

from schoolmis.audit.book import acting
from schoolmis.papers import report
from schoolmis.papers.sheets import Band
from schoolmis.people.phones import show_phone
from students import actions
from students.models import Guardianship
from students.portal import children_gone
from tests.cast import APPLIED
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
LIST = "/reports/students.class_list/"
LAYOUTS = ["names", "born", "guardians", "attendance", "sign"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_printed_in_both_languages(world, login, secretary, layout):
    client = login(secretary)
    for lang in ("ky", "ru"):
        paper = client.get(LIST, {"school_class": world.class_a.pk, "layout": layout, "as": "pdf", "lang": lang})
        assert "Алымкулова Сезим" in pages(paper.content)[0].replace("\n", " ")


def test_without_a_consent_a_list_has_the_name_alone(world, login, secretary):
    text = login(secretary).get(LIST, {"school_class": world.class_a.pk, "layout": "born"}).content.decode()
    assert text.count("14.05.2012") == 2, "two of three have given a consent"
    text = login(secretary).get(LIST, {"school_class": world.class_a.pk, "layout": "guardians"}).content.decode()
    number = show_phone("+996772718585").replace(" ", "\u00a0")
    assert "Алымкулова Жаңыл" in text and number in text, "a number stands whole in its line"


def test_personal_layouts_are_for_those_who_may_see_the_data(world, login, teacher, homeroom):
    for layout in ("born", "guardians"):
        assert login(teacher).get(LIST, {"layout": layout}).status_code == 422
        assert login(homeroom).get(LIST, {"layout": layout}).status_code == 200
    assert login(teacher).get(LIST, {"layout": "attendance"}).status_code == 200


def test_a_list_is_of_its_day(world, login, secretary, signed):
    actions.release_student(
        world.student,
        order=signed(),
        on=date(2026, 11, 19),
        ground="moved",
        went_to="Ош",
        documents=APPLIED,
        by=secretary,
    )
    then, now = (
        login(secretary).get(LIST, {"school_class": world.class_a.pk, "on": day}).content.decode()
        for day in ("2026-11-19", "2026-11-20")
    )
    assert "Алымкулова Сезим" in then and "Алымкулова Сезим" not in now


def test_a_parent_whose_child_has_left_sees_when(world, login, mother, other_mother, secretary, signed):
    day = date(2026, 11, 19)
    how = {"ground": "moved", "went_to": "Ош", "documents": APPLIED, "by": secretary}
    child = world.child("Бегимай")
    assert children_gone(other_mother) == []
    actions.release_student(child, order=signed(), on=day, **how)
    assert children_gone(other_mother) == [(child, day)] and children_gone(mother) == []
    page = login(other_mother).get("/").content.decode()
    assert str(child) in page and "19.11.2026" in page
    with acting(secretary):
        Guardianship.objects.filter(student=child).update(told="nothing")
    assert children_gone(other_mother) == []


def rows(sheet):
    return [row for row in sheet.rows if not isinstance(row, Band)]


@pytest.mark.parametrize("days", [0, 30, 80])
def test_every_table_of_the_contingent_has_the_same_total(world, days):
    on = world.today - timedelta(days=days)
    by_class, by_group, by_age = report.build("students.contingent", {"on": on}, "ru").sheets
    total = by_class.footers[0][3]
    assert total == 5 == by_group.footers[0][3] == by_age.footers[0][2]
    assert sum(row[2] for row in rows(by_age)) == 5
    assert [row[1] for row in rows(by_age)][:2] == ["7" if days < 79 else "6", "14"]


def test_before_the_school_began_there_was_nobody():
    for sheet in report.build("students.contingent", {"on": date(2020, 1, 1)}, "ky").sheets:
        assert rows(sheet) == []
