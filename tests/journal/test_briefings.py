"""Safety briefings of a class: who was instructed, what is refused, what the class journal and the extract hold."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from journal.actions import annul_briefing, hold_briefing
from journal.classbook.compose import Asked, compose
from journal.models import Briefing
from schoolmis.access.permission import Denied
from schoolmis.papers.models import Check
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 4)


@pytest.fixture
def facts(world):
    return {"on": DAY, "kind": "first", "topic": "Жол эрежелери", "students": [world.student]}


def drawn(world):
    check = Check(code="abc", paper="journal.class_book", number="3", issued_on=date(2026, 11, 20))
    return "\n".join(pages(compose(Asked(world.class_a), "ky").bound(1, check, origin=""))[2:])


def test_a_briefing_is_written_printed_and_annulled(world, homeroom, mother, login):
    client, page = login(homeroom), f"/journal/briefings/class/{world.class_a.pk}/"
    sent = {"on": "2026-09-04", "kind": "first", "topic": "Жол эрежелери", "students": [world.student.pk]}
    assert client.post(f"{page}new/", sent | {"topic": " "}).status_code == 422
    assert client.post(f"{page}new/", sent | {"students": []}).status_code == 422
    assert client.post(f"{page}new/", sent | {"on": "2026-12-01"}).status_code == 422
    assert client.post(f"{page}new/", sent).url == page
    row = Briefing.objects.get()
    assert "Жол эрежелери" in client.get(page).content.decode()
    book = drawn(world)
    assert "Жол эрежелери (кириш)" in book and "Токтосунова Айнура" in book
    lines = book.splitlines()
    assert "04.09" in lines[max(n for n, line in enumerate(lines) if "Алымкулова Сезим" in line) :][:3]
    held = login(mother).get(f"/my-data/{world.student.person_id}/", {"as": "json", "lang": "ky"}).content.decode()
    assert "Жол эрежелери" in held
    client = login(homeroom)
    assert client.post(f"/journal/briefings/{row.pk}/annul/", {"why": "Жаңылыш"}).url == page
    assert client.post(f"/journal/briefings/{row.pk}/annul/", {"why": "Жаңылыш"}).status_code == 422
    assert "Жол эрежелери" not in drawn(world) and Briefing.objects.count() == 1
    assert "Жаңылыш" in client.get(page).content.decode()


def test_it_is_of_the_own_class_and_of_its_students(world, facts, homeroom, teacher, deputy):
    for by, of in ((teacher, world.class_a), (homeroom, world.class_b)):
        with pytest.raises(Denied):
            hold_briefing(of, by=by, **facts)
    for changed, code in (({"students": [world.stranger]}, "students"), ({"on": date(2026, 8, 1)}, "on")):
        with pytest.raises(ValidationError) as refused:
            hold_briefing(world.class_a, by=homeroom, **facts | changed)
        assert code in refused.value.error_dict
    made = hold_briefing(world.class_a, by=deputy, **facts)
    with pytest.raises(ValidationError):
        annul_briefing(made, why=" ", by=deputy)
