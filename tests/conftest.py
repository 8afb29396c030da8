"""The tests' database: made by the owner, filled once with the cast, then used as the web role uses it."""

import gc
import os
import time
import uuid
from contextlib import suppress

import psycopg
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

# How long a busy machine takes to think of an example says nothing about the rule under test.
hypothesis.register_profile("school", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("school")
os.environ.setdefault("SCHOOLMIS_TODAY", "2026-11-20")
os.environ["DATABASE_POOL"] = "0"


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop():
    """What is imported by now stays: looking through it again and again for garbage costs a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _as(connection, url):
    """Let `connection` go on as the role of `url`, in the database it has now."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(url)
    connection.close()
    connection.settings_dict.update(USER=parts.get("user", ""), PASSWORD=parts.get("password", ""))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from tests import cast, template

    with django_db_blocker.unblock():
        with template.hold() as (owner, found):
            connection.settings_dict["TEST"]["TEMPLATE"] = template.name() if found else None
            made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
            connection.close()
            if not found:
                template.keep(owner, connection.settings_dict["NAME"])
        cast.build()
        call_command("migrate", verbosity=0)  # the rights of the web role on what the tests' database has
        _as(connection, settings.WEB_URL)
        yield
        _as(connection, settings.OWNER_URL)
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def fresh_cache():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["tests.cast.QuickHasher", "schoolmis.accounts.hashers.Argon2Hasher"]


def _leave(name):
    """End every session of database `name` that a thread may still hold; a role may end only its own."""
    from django.conf import settings

    for url in (settings.WEB_URL, settings.OWNER_URL):
        # A process that has just ended may have given its number to another role's: that one is not ours to end.
        with suppress(psycopg.errors.InsufficientPrivilege), psycopg.connect(url, autocommit=True) as one:
            one.execute(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                " where datname = %s and usename = current_user and pid <> pg_backend_pid()",
                [name],
            )


def _drop(clone):
    """Drop a clone; a thread that connects once more in between is asked to leave again."""
    from django.conf import settings

    for last in (False, False, False, False, True):
        _leave(clone)
        try:
            with psycopg.connect(settings.OWNER_URL, autocommit=True) as owner:
                owner.execute(f'drop database "{clone}"')
        except psycopg.errors.ObjectInUse:
            if last:
                raise
            time.sleep(0.3)
        else:
            return


@pytest.fixture
def committed_db(django_db_setup, django_db_blocker):
    """A clone of the tests' database that may be committed to, from threads too; dropped afterwards."""
    from django.conf import settings
    from django.db import connection, connections

    name, clone = connection.settings_dict["NAME"], f"clone_{uuid.uuid4().hex[:12]}"
    connection.close()
    _leave(name)
    with psycopg.connect(settings.OWNER_URL, autocommit=True) as owner:
        owner.execute(f'create database "{clone}" template "{name}"')
        owner.execute(f"alter database \"{clone}\" set timezone to 'Asia/Bishkek'")
    connection.settings_dict["NAME"] = clone
    try:
        with django_db_blocker.unblock():
            yield clone
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = name
        _drop(clone)


def _fixture(name):
    @pytest.fixture(name=name)
    def make(db):
        from schoolmis.accounts.models import User

        return User.objects.get(username=name)

    return make


for _name in (
    "director deputy homeroom teacher stranger_teacher secretary administrator mother other_mother student nobody"
).split():
    globals()[_name] = _fixture(_name)


@pytest.fixture
def world(db):
    """The small school of the cast: `world.class_a`, `world.algebra`, `world.student` …"""
    from tests import cast

    return cast.World()


@pytest.fixture
def login(client):
    """`login(user)`: the client, signed in, rules of use accepted; the cast's sessions were made with the cast."""
    from django.conf import settings

    from tests import cast

    def enter(user):
        client.cookies[settings.SESSION_COOKIE_NAME] = cast.SESSIONS.get(user.get_session_auth_hash()) or cast.session(
            user
        )
        return client

    return enter
