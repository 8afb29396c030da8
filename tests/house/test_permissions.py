"""Permissions are declared once, named after their app, and every one is used and explained."""

from pathlib import Path

import pytest
from django.utils.translation import override

from schoolmis.access.matrix import groups
from schoolmis.access.permission import registry
from schoolmis.access.roles import Role
from tests.house.walk import patterns

ROOT = Path(__file__).resolve().parents[2]
APPS = {"access", "accounts", "desk", "documents", "files", "imports", "jobs", "journal", "notices", "orders", "papers"}
APPS |= {"events", "people", "structure", "students", "help", "audit"}


def test_a_code_is_its_app_and_a_word():
    assert [code for code in registry if code.split(".")[0] not in APPS or code.count(".") != 1] == []


def test_every_group_of_rights_has_a_name_in_kyrgyz():
    with override("ky"):
        assert [str(name) for name, _rows in groups() if str(name).isascii()] == []


def test_every_permission_is_asked_somewhere():
    guarded = {p.code for _r, _n, view in patterns() for p in getattr(view, "permissions", None) or ()}
    text = "\n".join(
        path.read_text() for top in ("schoolmis", "students", "journal") for path in (ROOT / top).rglob("*.py")
    )
    names = {}
    for top in ("schoolmis", "students", "journal"):
        for path in (ROOT / top).rglob("permissions.py"):
            namespace = __import__(".".join(path.relative_to(ROOT).with_suffix("").parts), fromlist=["x"])
            names |= {p.code: name for name, p in vars(namespace).items() if hasattr(p, "code") and hasattr(p, "roles")}
    unused = [
        code for code in registry if code not in guarded and text.count(f"permissions.{names.get(code, '?')}") == 0
    ]
    assert unused == []


def test_nobody_has_everything_and_nobody_unknown_has_anything(db, nobody):
    assert all(not permission.allows(nobody) for permission in registry.values() if set(permission.roles) != set(Role))


@pytest.mark.django_db
def test_a_user_without_a_grant_sees_nothing(nobody):
    from students.models import Student

    assert not Student.objects.visible_to(nobody).exists()
