"""The menu is kept by what its readers may do, never by who they are: nobody keeps a line that an order took."""

import pytest
from django.utils.translation import override

from schoolmis.accounts.models import User
from schoolmis.orders.actions import draft_order, revoke_order, sign_order
from schoolmis.ui import menu

NAMES = "director deputy homeroom teacher secretary administrator nobody student mother".split()


def codes(user):
    return [line.item.code for line in menu.lines(User.objects.get(pk=user.pk))]


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_menu_is_the_one_that_permissions_allow(db, name):
    user = User.objects.get(username=name)
    codes(user)  # kept from here on
    asked = [one.code for one in menu._items.values() if one.permission is None or one.permission.allows(user).ok]
    assert sorted(codes(user)) == sorted(asked)


def test_a_right_that_an_order_revokes_leaves_the_menu_at_once(login, director, nobody):
    client = login(nobody)
    assert 'href="/access/"' not in client.get("/").content.decode()
    grants = [{"employee": nobody.person.employee.pk, "role": "deputy", "class": None}]
    order = draft_order("roles", by=director, basis_ky="Негиз", payload={"from": "2026-11-20", "grants": grants})
    sign_order(order, by=director)
    assert 'href="/access/"' in client.get("/").content.decode() and client.get("/access/").status_code == 200
    revoke_order(order, basis_ky="Ката", by=director)
    assert 'href="/access/"' not in client.get("/").content.decode() and client.get("/access/").status_code == 403


def test_a_permission_that_looks_at_the_reader_is_asked_each_time(monkeypatch, deputy, teacher):
    class Mine:
        def allows(self, user, obj=None):
            return type("Answer", (), {"ok": user.pk == deputy.pk})

    monkeypatch.setattr(menu, "_items", {})
    monkeypatch.setattr(menu, "_answers", {})
    monkeypatch.setattr(menu, "_standing", [lambda user: "alike"])
    menu.register(menu.item("desk:start", "Mine", "list", Mine(), 1))
    assert codes(deputy) == ["desk:start"] and codes(teacher) == [] and codes(deputy) == ["desk:start"]


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("name", NAMES)
def test_no_two_lines_of_a_menu_bear_one_name(db, name, language):
    with override(language):
        titles = [str(line.item.label) for line in menu.lines(User.objects.get(username=name))]
    assert sorted(set(titles)) == sorted(titles)
