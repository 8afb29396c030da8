"""Codes and slips are not tried one after another; a file is not taken out without end (R1-6.1, R1-3.1e)."""

import pytest

from schoolmis.audit import pace
from schoolmis.audit.models import Knock

pytestmark = pytest.mark.django_db


def test_an_address_that_asks_too_often_waits_and_others_do_not(client):
    answers = [client.get(f"/check/{n:032x}/").status_code for n in range(pace.CHECKS.most + 1)]
    assert set(answers[:-1]) == {404} and answers[-1] == 429
    refused = client.get("/check/abc/")
    assert refused.status_code == 429 and 0 < int(refused["Retry-After"]) <= 600
    assert "мүнөт" in refused.content.decode()
    assert client.get("/check/abc/", REMOTE_ADDR="10.0.0.7").status_code == 404
    assert not any("127.0.0.1" in one.key for one in Knock.objects.all())


def test_the_pace_begins_anew_when_its_time_is_over_and_old_traces_are_forgotten(settings, client):
    one = pace.Pace("sample", most=1, minutes=10)
    assert [one.knock("a"), bool(one.knock("a"))] == [0, True]
    Knock.objects.update(since=pace.clock.now() - pace.KEPT * 2)
    assert one.knock("a") == 0
    Knock.objects.update(since=pace.clock.now() - pace.KEPT * 2)
    one.knock("b")
    assert Knock.objects.count() == 1


def test_only_the_schools_own_proxy_is_believed_about_addresses(rf, settings):
    request = rf.get("/", HTTP_X_FORWARDED_FOR="1.1.1.1, 10.0.0.9", REMOTE_ADDR="127.0.0.1")
    settings.SECURE_PROXY_SSL_HEADER = None
    assert pace.address(request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert pace.address(request) == "10.0.0.9"


def test_wrong_slips_and_files_have_a_pace_too(client, login, director):
    key = pace.SLIPS._key("127.0.0.1")
    Knock.objects.create(key=key, since=pace.clock.now(), count=pace.SLIPS.most)
    wrong = {
        "login": "nobody",
        "code": "AAAA-AAAA",
        "password": "ak-terek-2026",
        "again": "ak-terek-2026",
        "rules": "on",
    }
    assert client.post("/account/join/", wrong).status_code == 429
    Knock.objects.create(key=pace.EXPORTS._key(f"user {director.pk}"), since=pace.clock.now(), count=pace.EXPORTS.most)
    assert login(director).get("/orders/?export=csv").status_code == 429
    assert client.get("/orders/").status_code == 200
