"""Rules of use as a document with versions (R3-6.3)."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from schoolmis.access import Denied
from schoolmis.accounts.models import Rules, User
from schoolmis.documents import actions


@pytest.fixture
def first(db):
    return actions.publish_first_rules(User.objects.system("installation"))


def test_an_installation_begins_with_version_one(first):
    assert first.version == 1 and "ББМС" in first.text_ky and "ИСУО" in first.text_ru
    assert actions.publish_first_rules(User.objects.system("installation")) == first


def test_the_first_rules_are_drawn_with_headings_and_points(client, first, login, mother):
    page = login(mother).get("/account/rules/").content.decode()
    assert "<li>" in page and "<h2>" in page


def test_only_the_director_publishes(first, director, secretary):
    with pytest.raises(Denied):
        actions.publish_rules("а", "б", by=secretary)
    assert actions.publish_rules("а", "б", by=director).version == 2


def test_the_same_text_is_no_new_version(first, director):
    with pytest.raises(ValidationError):
        actions.publish_rules(first.text_ky, first.text_ru, by=director)


def test_the_director_publishes_on_the_page(login, first, director):
    client = login(director)
    client.post("/account/rules/")
    assert client.get("/documents/rules/new/").status_code == 200
    assert client.post("/documents/rules/new/", {"text_ky": "", "text_ru": "б"}).status_code == 422
    assert client.post("/documents/rules/new/", {"text_ky": "## а", "text_ru": "б"}).status_code == 302
    assert Rules.objects.first().version == 2
    cache.clear()
    assert client.get("/documents/").url.startswith("/account/rules/"), "the author accepts it as well"


def test_nothing_that_runs_comes_through(login, director):
    actions.publish_rules("<script>alert(1)</script> <a href='javascript:x'>y</a> текст", "б", by=director)
    page = login(director).get("/account/rules/").content.decode()
    assert "alert(1)" not in page and "javascript:x" not in page
