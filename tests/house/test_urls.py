"""Nothing is served without a declared right, except the public pages and sign-in (law 6, 7)."""

import pytest

from tests.house.walk import patterns, sample

# Every address that opens without signing in, with the reason.
OPEN = {
    "account_login": "signing in",
    "account_logout": "signing out, of a session that has ended too",
    "account_inactive": "what an account that is switched off is told",
    "mfa_authenticate": "the second step of signing in",
    "join": "the slip is the secret",
    "check": "anybody may ask whether a paper is in force; it names nobody",
    "index": "the guide",
    "page": "the guide",
    "alive": "the machine's own question",
    "ready": "the machine's own question",
    "journal.views.worker.service_worker": "the program of the page, the same for everybody",
    "feed_own": "the address is the secret: a calendar program cannot sign in",
    "feed_class": "the address is the secret: a calendar program cannot sign in",
    "language": "the reader's own choice",
    "theme": "the reader's own choice",
}


def test_what_opens_without_signing_in_is_named_with_the_reason():
    assert {name for _route, name, view in patterns() if getattr(view, "permissions", 1) is None} == set(OPEN)


@pytest.mark.parametrize("route", [route for route, _name, _view in patterns()])
def test_every_view_says_who_may_open_it(route):
    view = next(view for found, _name, view in patterns() if found == route)
    assert hasattr(view, "permissions"), f"{route}: no guard"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route", [route for route, _name, view in patterns() if getattr(view, "permissions", 1) is not None]
)
def test_nothing_opens_without_signing_in(client, world, route):
    answer = client.get(sample(route, {"code": "journal.class_summary", "kind": "roles", "slug": "x", "name": "x"}))
    assert answer.status_code in {302, 401, 404, 405}, route
    if answer.status_code == 302:
        assert answer["Location"].startswith("/account/login/"), route
