"""R1-1.2a: a person sees and takes away what is held about them, and who looked at it."""

import json

import pytest
from django.urls import reverse

from schoolmis.audit.models import Entry
from schoolmis.people import extract
from tests.papers.reading import pages

pytestmark = pytest.mark.django_db


def url(person, **query):
    return reverse("own_data:extract", args=[person.pk]) + "?" + "&".join(f"{k}={v}" for k, v in query.items())


def test_a_guardian_takes_the_extract_of_the_child_as_page_and_files(world, login, mother):
    person, client = world.student.person, login(mother)
    page = client.get(url(person, lang="ru")).content.decode()
    assert person.pin in page and "Согласи" in page
    data = json.loads(client.get(url(person, **{"as": "json", "lang": "ru"})).content)
    assert data["person"] == str(person)
    assert {"Персональные данные", "Согласия"} <= {one["section"] for one in data["data"]}
    assert client.get(url(person, **{"as": "pdf"})).content.startswith(b"%PDF")
    assert client.get(url(person, **{"as": "xlsx"})).content.startswith(b"PK")


def test_the_log_names_who_looked(world, login, homeroom, mother):
    login(homeroom).get(reverse("students:card", args=[world.student.pk]))
    data = json.loads(login(mother).get(url(world.student.person, **{"as": "json"})).content)
    assert any(str(homeroom) in row.values() for row in data["data"][-1]["rows"])


def test_taking_an_extract_is_booked(world, login, secretary):
    login(secretary).get(url(world.student.person, **{"as": "pdf"}))
    entry = Entry.objects.filter(act="people.extract").latest("id")
    assert (entry.subject_id, entry.by, entry.data["format"]) == (world.student.person_id, secretary, "pdf")


def test_everybody_has_their_own_whatever_the_orders_say(login, nobody, teacher, mother):
    for user in (nobody, teacher, mother):
        client = login(user)
        assert client.get("/my-data/")["Location"] == reverse("own_data:extract", args=[user.person.pk])
        assert client.get(url(user.person)).status_code == 200


def test_nobody_takes_a_strangers(world, login, teacher, other_mother, homeroom):
    for user in (teacher, other_mother, homeroom):
        assert login(user).get(url(world.student.person)).status_code == 404


def test_a_section_without_rows_is_left_out(world):
    person = world.employee("nobody").person
    titles = [title for title, _headings, _rows in extract.sections(person, person.user)]
    assert len(titles) == len(set(titles)) and len(titles) < 6


def test_the_paper_is_drawn_in_both_languages(world, login, mother):
    for lang, word in (("ky", "Макулдук"), ("ru", "Согласия")):
        pdf = login(mother).get(url(world.student.person, **{"as": "pdf", "lang": lang})).content
        assert word in " ".join(str(page) for page in pages(pdf)), lang
