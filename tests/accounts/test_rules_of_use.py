"""R3-7.1: the rules of use stand before everything, at first and at each new version."""

from django.core.cache import cache

from schoolmis.accounts.actions import publish_rules


def test_nothing_opens_before_the_rules_are_accepted(login, mother, director):
    publish_rules("Эреже 1", "Правила 1", by=director)
    cache.clear()
    client = login(mother)
    assert client.get("/styleguide/").url.startswith("/account/rules/?next=")
    assert "Эреже 1" in client.get("/account/rules/").content.decode()
    assert client.post("/account/rules/", {"next": "/styleguide/"}).url == "/styleguide/"
    assert client.get("/styleguide/").status_code == 200
    publish_rules("Эреже 2", "Правила 2", by=director)
    cache.clear()
    assert client.get("/styleguide/").status_code == 302


def test_the_way_out_stays_open(login, mother, director):
    publish_rules("Эреже", "Правила", by=director)
    cache.clear()
    client = login(mother)
    assert client.get("/account/").status_code == 200
    assert client.post("/account/logout/").url == "/account/login/"


def test_the_address_to_go_on_to_is_ours(login, mother, director):
    publish_rules("Эреже", "Правила", by=director)
    assert login(mother).post("/account/rules/", {"next": "https://elsewhere.example/"}).url == "/"
