"""Slips: one use, five tries, one winner in a race; and the rules of use that come with them."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from schoolmis.accounts import actions
from schoolmis.accounts.models import Slip, User

NEW = "боз үй 2026 жаз"


def join(client, user, code, password=NEW, **more):
    given = {"login": user.username, "code": code, "password": password, "again": password, "accept": "on", **more}
    return client.post("/account/join/", given)


@pytest.fixture
def code(mother, secretary):
    return actions.give_slip(mother, by=secretary)


def test_a_slip_opens_the_account_once(client, mother, code):
    answer = join(client, mother, f" {code[:4].lower()} {code[4:]} ")
    assert answer.status_code == 302 and client.session["_auth_user_id"] == str(mother.pk)
    mother.refresh_from_db()
    assert mother.check_password(NEW)
    client.logout()
    assert join(client, mother, code).status_code == 422


def test_the_code_is_kept_nowhere_in_clear(mother, code):
    assert code not in str(list(Slip.objects.filter(user=mother).values()))


def test_five_wrong_codes_make_the_slip_void(client, mother, code):
    for _ in range(5):
        assert join(client, mother, "AAAAAAAA").status_code == 422
    assert join(client, mother, code).status_code == 422
    assert Slip.objects.get(user=mother).void_at


def test_a_weak_password_costs_no_try_and_loses_nothing(client, mother, code):
    answer = join(client, mother, code, password="12345678")
    assert answer.status_code == 422 and code in answer.content.decode()
    assert Slip.objects.get(user=mother).tries == 0


def test_a_new_slip_makes_the_former_one_void(client, mother, secretary, code):
    second = actions.give_slip(mother, by=secretary)
    assert join(client, mother, code).status_code == 422
    assert join(client, mother, second).status_code == 302


def test_a_slip_expires(client, mother, code, monkeypatch):
    Slip.objects.filter(user=mother).update(expires_on="2026-11-19")
    assert join(client, mother, code).status_code == 422


def test_the_rules_are_accepted_with_the_slip(client, mother, director, code):
    rules = actions.publish_rules("Эреже", "Правила", by=director)
    assert join(client, mother, code, accept="").status_code == 422
    assert join(client, mother, code).status_code == 302
    assert mother.accepted.get().rules == rules


def _race(committed, run):
    """Two at once; the sorted outcomes."""
    barrier, outcomes = threading.Barrier(2), []

    def one():
        try:
            outcomes.append(run(barrier))
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def test_two_uses_at_once_open_one(committed_db):
    mother, secretary = User.objects.get(username="mother"), User.objects.get(username="secretary")
    code = actions.give_slip(mother, by=secretary)

    def use(barrier):
        barrier.wait(10)
        try:
            actions.enter_with_slip(mother.username, code, NEW)
        except ValidationError:
            return "refused"
        return "entered"

    assert _race(committed_db, use) == ["entered", "refused"]


def test_control_without_the_condition_both_would_enter(committed_db):
    mother, secretary = User.objects.get(username="mother"), User.objects.get(username="secretary")
    code = actions.give_slip(mother, by=secretary)

    def use(barrier):
        slip = actions.open_slip(mother.username, code)
        barrier.wait(10)
        return "entered" if Slip.objects.filter(pk=slip.pk).update(used_at="2026-11-20T10:00+06:00") else "refused"

    assert _race(committed_db, use) == ["entered", "entered"]
