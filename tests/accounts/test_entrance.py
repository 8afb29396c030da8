"""Signing in: by password, locked after many wrong ones, with nothing else of allauth mounted."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import NoReverseMatch, reverse

from schoolmis.accounts import lockout
from tests.cast import PASSWORD


def enter(client, user, password=PASSWORD, **more):
    return client.post("/account/login/", {"login": user.username, "password": password, **more})


def test_the_sign_in_page_asks_the_database_nothing(client, db, django_assert_num_queries):
    client.get("/account/login/")  # the school's name is remembered for half a minute
    with django_assert_num_queries(0):
        page = client.get("/account/login/")
    assert page.status_code == 200 and len(page.content) < 20_000


def test_a_right_password_opens_the_start_page(client, director):
    answer = enter(client, director)
    assert answer.status_code == 302 and answer.url == "/"
    assert client.session["_auth_user_id"] == str(director.pk)


def test_a_session_ends_with_the_browser_unless_remembered(client, director):
    enter(client, director)
    assert client.session.get_expire_at_browser_close()
    other = Client()
    enter(other, director, remember="on")
    assert not other.session.get_expire_at_browser_close()


def test_a_wrong_password_answers_422_and_keeps_the_login(client, director):
    answer = enter(client, director, "wrong")
    assert answer.status_code == 422 and director.username in answer.content.decode()


def test_ten_wrong_passwords_lock_that_account_only(client, director, deputy):
    for turn in range(9):
        name = "DIRECTOR" if turn % 2 else "director"
        assert client.post("/account/login/", {"login": name, "password": "wrong"}).status_code == 422
    assert enter(client, director, "wrong").status_code == 429
    assert enter(client, director).status_code == 429
    assert enter(Client(), deputy).status_code == 302


def test_the_last_tries_are_counted_aloud(client, director):
    for _ in range(8):
        answer = enter(client, director, "wrong")
    assert "2" in answer.context["form"].non_field_errors()[-1]


@pytest.mark.parametrize("address", ["signup/", "email/", "password/reset/", "password/set/", "login/code/confirm/"])
def test_nothing_else_is_mounted(client, db, address):
    assert client.get(f"/account/{address}").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_the_second_step_is_asked_and_its_failures_lock_the_account(client, director):
    secret = generate_totp_secret()
    TOTP.activate(director, secret)
    assert Authenticator.objects.get(user=director).data["secret"] != secret, "kept sealed"
    assert enter(client, director).url.startswith("/account/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    for _ in range(9):
        assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 422
    assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 429
    assert enter(Client(), director).status_code == 429


def test_signing_out_takes_one_tap(login, director):
    client = login(director)
    assert client.post("/account/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


CLOSED = ["", "password/change/", "2fa/", "2fa/totp/activate/", "2fa/recovery-codes/generate/", "rules/"]


@pytest.mark.parametrize("address", CLOSED)
def test_the_account_is_closed_to_strangers(client, db, address):
    answer = client.get(f"/account/{address}")
    assert answer.status_code == 302 and answer.url.startswith("/account/login/")


def test_the_second_step_is_switched_on_in_the_browser(client, director):
    enter(client, director)
    again = client.get("/account/2fa/totp/activate/")
    assert again.url.startswith("/account/reauthenticate/"), "the password is asked once more"
    client.post(again.url, {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    assert page.status_code == 200 and b"<svg" in page.content and b"data:image" not in page.content
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post("/account/2fa/totp/activate/", {"code": code}).status_code == 302
    assert Authenticator.objects.filter(user=director).count() == 2
    assert client.get("/account/2fa/recovery-codes/").status_code == 200


def test_the_password_is_changed_by_its_owner(client, director):
    enter(client, director)
    given = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    assert client.post("/account/password/change/", given).status_code == 422
    given |= {"password1": "тоо булак 77", "password2": "тоо булак 77"}
    assert client.post("/account/password/change/", given).status_code == 302
    director.refresh_from_db()
    assert director.check_password("тоо булак 77")


def test_nobody_locks_a_teacher_out_of_the_teachers_own_phone(client, teacher):
    enter(client, teacher)
    client.post("/account/logout/")
    stranger = Client()
    for _ in range(10):
        answer = enter(stranger, teacher, "guess")
    assert answer.status_code == 429
    assert enter(client, teacher).status_code == 302
    client.post("/account/logout/")
    for _ in range(10):
        answer = enter(client, teacher, "guess")
    assert answer.status_code == 429, "a known device is counted as well"


def test_a_device_cookie_is_not_forged(client, teacher):
    for turn in range(10):
        client.cookies[lockout.cookie_name("teacher")] = f"device{turn}:forged"
        answer = enter(client, teacher, "guess")
    assert answer.status_code == 429
