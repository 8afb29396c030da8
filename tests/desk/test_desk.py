"""The desk: where each begins, what they find, how the system is."""

import json

import pytest
from django.urls import reverse

from schoolmis.access import Role
from schoolmis.desk import panels, start
from schoolmis.desk import search as search_box
from schoolmis.desk.search import LIMIT, Hit


@pytest.fixture
def own_registries(monkeypatch):
    """Registries of the test alone."""
    for module, name in [
        (panels, "_panels"),
        (panels, "_figures"),
        (panels, "_acts"),
        (search_box, "_sources"),
        (start, "_starts"),
    ]:
        monkeypatch.setattr(module, name, dict(getattr(module, name)))


def test_a_stranger_is_led_to_sign_in(client, db):
    assert client.get("/").url == "/account/login/?next=/"


def test_the_director_is_greeted_at_the_desk(login, director):
    page = login(director).get("/")
    assert page.status_code == 200 and "Кубаныч" in page.context["title"]


def test_of_several_roles_the_lowest_start_wins(login, mother, director, own_registries):
    start.start_for(Role.GUARDIAN, order=30)(lambda request: "/help/")
    start.start_for(Role.DIRECTOR, order=60)(lambda request: "/jobs/")
    assert login(mother).get("/").url == "/help/"
    assert login(director).get("/").url == "/jobs/"


def test_somebody_without_rights_is_told_why(login, nobody):
    answer = login(nobody).get("/")
    assert answer.status_code == 200 and "desk.no_rights" in [panel["code"] for panel in answer.context["wide"]]


def test_search_shows_that_there_is_more(login, director, own_registries):
    search_box.source("Numbers", None)(lambda user, text: (Hit(f"{text} {n}", "", "/") for n in range(100)))
    answer = login(director).get("/search/?q=жыйырма")
    found = next(one for one in answer.context["found"] if one.label == "Numbers")
    assert len(found.hits) == LIMIT and found.is_cut


def test_search_wants_two_letters(login, director):
    assert login(director).get("/search/?q=а").context["too_short"]


def test_health_shows_the_age_of_the_last_backup(login, administrator, settings, tmp_path):
    settings.HOME = tmp_path
    client = login(administrator)
    assert client.get("/health/").context["facts"][0].tone == "bad"
    (tmp_path / "last-backup.json").write_text(json.dumps({"at": "2026-11-20T02:00:00+06:00", "file": "x", "bytes": 5}))
    assert client.get("/health/").context["facts"][0].tone in ("good", "warn")


def test_health_is_not_for_teachers(login, teacher):
    assert login(teacher).get("/health/").status_code == 403


def test_the_watchman_is_answered_without_sign_in(client, db):
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").status_code == 200


def test_every_start_page_opens(login, db):
    from schoolmis.accounts.models import User

    for user in User.objects.filter(is_system=False):
        assert login(user).get("/", follow=True).status_code == 200, user.username


def test_start_asks_little(login, director, django_assert_max_num_queries):
    client = login(director)
    client.get("/")
    with django_assert_max_num_queries(12):
        client.get("/")


@pytest.mark.parametrize("role", ["director", "deputy", "secretary", "homeroom", "mother"])
def test_every_panel_answers_by_itself_and_asks_little(login, role, request, django_assert_max_num_queries):
    user = request.getfixturevalue(role)
    client = login(user)
    for part in panels._panels.values():
        with django_assert_max_num_queries(12):
            answer = client.get(reverse("desk:panel", args=[part.code]))
        assert answer.status_code == (200 if part.is_for(user) else 404), part.code
    assert client.get("/?all=1", follow=True).status_code == 200


@pytest.mark.parametrize("name", ["help:index", "jobs:index", "notices:index", "documents:index", "desk:search"])
def test_everybody_signed_in_opens(login, mother, name):
    assert login(mother).get(reverse(name)).status_code == 200
