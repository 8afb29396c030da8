"""What a leaver gets: papers under numbers, receipts, the clearance sheet (R7-3.6)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schoolmis.access import Denied
from schoolmis.orders.actions import revoke_order
from students import actions, clearance
from students.leaving_papers import CLEARANCE, PAPERS
from students.models import Issue, Student
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def spell(world, signed, asked):
    papers = [asked("moved", world.student)]
    line = {"student": world.student.pk, "ground": "moved", "went_to": "Бишкек шаары", "documents": papers}
    signed("departure", on=date(2026, 11, 16), **{"from": "2026-11-18", "students": [line]})
    return world.student.enrolments.get()


def test_the_papers_get_numbers_of_the_year_once(spell, secretary):
    made = actions.make_papers(spell, by=secretary)
    assert [one.number for one in made] == [1, 2, 3] and {one.kind for one in made} == set(Issue.Kind)
    with pytest.raises(ValidationError) as refused:
        actions.make_papers(spell, by=secretary)
    assert refused.value.code == "made"


def test_who_studies_gets_no_papers_of_departure(world, secretary):
    with pytest.raises(ValidationError, match="R7-3.6"):
        actions.make_papers(world.student.enrolments.get(), by=secretary)


@pytest.mark.parametrize(
    ("taken_by", "on", "field"),
    [("", TODAY, "taken_by"), ("Жаңыл", date(2026, 11, 19), "on"), ("Жаңыл", date(2026, 11, 21), "on")],
)
def test_a_receipt_names_who_and_a_possible_day(spell, secretary, taken_by, on, field):
    issue = actions.make_papers(spell, by=secretary)[0]
    with pytest.raises(ValidationError) as refused:
        actions.hand_over_paper(issue, taken_by=taken_by, on=on, by=secretary)
    assert field in refused.value.error_dict


def test_a_paper_is_handed_over_once(spell, secretary):
    issue = actions.make_papers(spell, by=secretary)[0]
    actions.hand_over_paper(issue, taken_by="Алымкулова Жаңыл, энеси", on=TODAY, by=secretary)
    with pytest.raises(ValidationError) as refused:
        actions.hand_over_paper(issue, taken_by="Башка", on=TODAY, by=secretary)
    assert refused.value.code == "taken"


def test_a_departure_revoked_is_none(spell, world, login, secretary, director):
    revoke_order(spell.departure_order, basis_ky="ката", by=director)
    client = login(secretary)
    assert str(world.student) not in client.get("/students/leavers/").content.decode()
    client.post(f"/students/leavers/{world.student.pk}/make/")
    assert not Issue.objects.exists()


def test_only_the_office_gives_papers(spell, deputy, homeroom):
    for user in (deputy, homeroom):
        with pytest.raises(Denied):
            actions.make_papers(spell, by=user)


def test_the_whole_way_on_the_pages(spell, world, login, secretary):
    client, page = login(secretary), f"/students/leavers/{world.student.pk}/"
    assert str(world.student) in client.get("/students/leavers/?papers=open").content.decode()
    client.post(f"{page}make/")
    for issue in Issue.objects.all():
        assert client.get(f"/students/leavers/papers/{issue.pk}/").content.startswith(b"%PDF")
        over = f"/students/leavers/papers/{issue.pk}/hand-over/"
        assert client.post(over, {"taken_by": "", "on": "2026-11-20"}).status_code == 422
        assert client.post(over, {"taken_by": "Жаңыл, энеси", "on": "2026-11-20"}).status_code == 302
    assert str(world.student) not in client.get("/students/leavers/?papers=open").content.decode()
    assert "3 / 3" in client.get("/students/leavers/").content.decode()


WORDS = {
    "ky": {"file": "БЕЛГИ", "period": "МААЛЫМКАТ", "marks": "ТАБЕЛИ"},
    "ru": {"file": "ВЫБЫТИИ", "period": "СПРАВКА", "marks": "ТАБЕЛЬ"},
}


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_each_paper_is_drawn_in_both_languages(spell, secretary, lang):
    for issue in actions.make_papers(spell, by=secretary):
        issue.spell.student = Student.objects.select_related("person").with_consent().get(pk=spell.student_id)
        text = " ".join(pages(PAPERS[issue.kind].render([issue], lang)))
        assert WORDS[lang][issue.kind] in text and "Сезим" in text and f"№ {issue.number}" in text


def test_an_app_above_adds_its_item_to_the_clearance(world, monkeypatch):
    monkeypatch.setattr(clearance, "_items", list(clearance._items))
    clearance.item("Насыя", "Бухгалтер")(lambda student: "200 сом")
    assert "200 сом" in [line.owed for line in clearance.lines(world.student)]
    assert "200 сом" in " ".join(pages(CLEARANCE.render([world.student], "ky")))
