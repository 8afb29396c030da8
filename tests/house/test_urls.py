"""Nothing is served without a declared right, except the public pages and sign-in (law 6, 7)."""

import pytest

from tests.house.walk import patterns, sample

PUBLIC = {
    "account_login",
    "account_logout",
    "accounts:join",
    "desk:alive",
    "desk:ready",
    "papers:check",
    "journal.views.worker.service_worker",
    "ui:language",
    "ui:theme",
}


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
