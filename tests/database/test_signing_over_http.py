"""Eight sessions sign over HTTP at the same moment; the control shows what happens without the lock (R3-5.1b)."""

import threading
import urllib.request
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from schoolmis.accounts.models import User
from schoolmis.orders import actions
from schoolmis.orders.models import Counter, Order
from tests.browser.conftest import Server
from tests.together import at_once

CLIENTS = 8


@pytest.fixture
def server(committed_db):
    server = Server()
    yield server
    server.fall()


def session(server):
    """An opener of its own with the director's session and the token of its forms."""
    client = Client()
    client.force_login(User.objects.get(username="director"), "allauth.account.auth_backends.AuthenticationBackend")
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    opener.addheaders = [("Cookie", f"sessionid={client.cookies['sessionid'].value}; csrftoken={'a' * 32}")]
    return opener


def press(server, opener, pk):
    """Press “Sign” on the order's page; the answer's status, without following where it leads."""

    def run():
        told = urlencode({"csrfmiddlewaretoken": "a" * 32}).encode()
        try:
            return opener.open(server.url(f"/orders/{pk}/sign/"), told, timeout=60).status
        except HTTPError as answer:
            return answer.code

    return run


def signed_at_once(server):
    director = User.objects.get(username="director")
    drafts = [actions.draft_order("other", by=director, title_ky=f"Буйрук {n}").pk for n in range(CLIENTS)]
    answers = at_once(*(press(server, session(server), pk) for pk in drafts))
    numbers = Order.objects.filter(pk__in=drafts, number__isnull=False).values_list("number", flat=True)
    return answers, sorted(numbers)


def test_eight_sessions_sign_at_once_without_a_gap_and_without_a_double(server):
    answers, numbers = signed_at_once(server)
    assert answers == [200] * CLIENTS
    assert numbers == list(range(1, CLIENTS + 1))
    assert Counter.objects.get(series="general", year=2026).next_number == CLIENTS + 1


def test_control_without_the_lock_sessions_take_the_same_number(server, monkeypatch):
    line = threading.Barrier(CLIENTS)

    def read_only(series, year):
        """The next number, read without waiting for anybody: all eight read it before the first one writes."""
        counter = Counter.objects.get(series=series, year=year)
        line.wait(30)
        return counter

    Counter.objects.create(series="general", year=2026)
    monkeypatch.setattr(actions, "locked_counter", read_only)
    answers, numbers = signed_at_once(server)
    connection.close()
    # The database keeps one number once: those who took it too are thrown out.
    assert numbers == [1] and sorted(answers) == [200] + [500] * (CLIENTS - 1)
