"""An empty database beside the cast's, for schools that are built from order № 0 on."""

import uuid
from contextlib import contextmanager
from datetime import date

import psycopg
import pytest

# A school is built in one transaction and rolled back. Autovacuum, passing meanwhile, would count its tables as empty,
# and the planner would then read all of them for each lesson.
UNCOUNTED = """do $$ declare one regclass; begin
    for one in select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
        execute format('alter table %s set (autovacuum_enabled = false)', one);
    end loop;
end $$"""


@pytest.fixture(scope="package")
def empty_db(django_db_setup, django_db_blocker):
    """A migrated database without a school, used as the web role; dropped afterwards."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, connections

    from tests import template
    from tests.conftest import _as

    name, empty = connection.settings_dict["NAME"], f"empty_{uuid.uuid4().hex[:12]}"
    connection.close()
    with psycopg.connect(settings.OWNER_URL, autocommit=True) as owner:
        owner.execute(f'create database "{empty}" template "{template.name()}"')
        owner.execute(f"alter database \"{empty}\" set timezone to 'Asia/Bishkek'")
    connection.settings_dict["NAME"] = empty
    _as(connection, settings.OWNER_URL)
    try:
        with django_db_blocker.unblock():
            call_command("migrate", verbosity=0)
            with connection.cursor() as cursor:
                cursor.execute(UNCOUNTED)
            _as(connection, settings.WEB_URL)
            yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = name
        _as(connection, settings.WEB_URL)
        with psycopg.connect(settings.OWNER_URL, autocommit=True) as owner:
            owner.execute(f'drop database "{empty}" with (force)')


@contextmanager
def building(django_db_blocker):
    """`make(day)`: a demo school of four small classes as of `day`; nothing of it stays afterwards."""
    from django.db import transaction

    from schoolmis import demo

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():

        def make(day: str, **facts):
            patch.setenv("SCHOOLMIS_TODAY", day)
            facts = {"letters": {1: "А", 3: "А", 8: "АБ"}, "sizes": (6, 7)} | facts
            story = demo.Story.on(date.fromisoformat(day), **facts)
            story.names = demo.run(lambda *_told: None, story)
            return story

        yield make
        transaction.set_rollback(True)


@pytest.fixture
def build(empty_db, django_db_blocker):
    with building(django_db_blocker) as make:
        yield make


@pytest.fixture(scope="module")
def story(empty_db, django_db_blocker):
    """One school for all the tests of a module, which only read."""
    with building(django_db_blocker) as make:
        yield make("2026-11-20")
