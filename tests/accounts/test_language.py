"""The language of a reader: chosen once, it goes with the person to other devices and into notices outside."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import gettext_lazy

from schoolmis.accounts.models import User
from schoolmis.notices import actions, kinds
from schoolmis.notices.delivery import deliver_notice
from tests.cast import PASSWORD, session
from tests.notices.test_delivery import consent

pytestmark = pytest.mark.django_db


def language_of(user) -> str:
    return User.objects.get(pk=user.pk).language


def device(user=None, chosen="") -> Client:
    """A browser of its own, where `user` is signed in and a language is chosen or none."""
    client = Client()
    if user:
        client.cookies[settings.SESSION_COOKIE_NAME] = session(user)
    if chosen:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = chosen
    return client


def spoken(client) -> str:
    return client.get("/account/")["Content-Language"]


def test_a_switch_is_remembered_for_the_person_and_speaks_on_another_device(mother):
    here, there = device(mother), device(mother)
    assert spoken(here) == spoken(there) == "ky" and language_of(mother) == ""
    here.post("/language/", {"language": "ru", "next": "/account/"})
    assert (spoken(here), spoken(there), language_of(mother)) == ("ru", "ru", "ru")
    assert "Язык и вид" in there.get("/account/").content.decode()
    here.post("/language/", {"language": "xx"})
    device().post("/language/", {"language": "ky"})
    assert language_of(mother) == "ru", "neither a language nobody has nor a stranger's choice"
    shared = device(mother, "ky")
    assert (spoken(shared), language_of(mother)) == ("ky", "ru"), "the browser's own choice stands in this browser"


def enter(user, chosen) -> None:
    answer = device(chosen=chosen).post("/account/login/", {"login": user.username, "password": PASSWORD})
    assert answer.status_code == 302


def test_what_is_chosen_at_the_door_is_the_readers_first_choice_and_changes_no_later_one(mother):
    enter(mother, "ru")
    assert language_of(mother) == "ru"
    enter(mother, "ky")
    assert language_of(mother) == "ru", "a shared computer says nothing about who sits at it now"


def test_notices_outside_are_in_the_readers_language(mother, settings, mailoutbox):
    kinds.register("tests.spoken", gettext_lazy("Notices"))
    settings.NOTICE_CHANNELS = ["email"]
    consent(mother)
    type(mother.person).objects.filter(pk=mother.person.pk).update(email="mother@example.kg")
    for language, subject in (("ru", "Уведомление"), ("ky", "билдирүү")):
        device(mother).post("/language/", {"language": language})
        [notice] = actions.notify([mother], "tests.spoken")
        deliver_notice("email", notice.pk)
        assert subject in mailoutbox[-1].subject
