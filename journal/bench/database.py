"""The benchmark's own databases beside the program's: made by the owner, dropped afterwards."""

from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict


@contextmanager
def tables(name: str):
    """Make the database `name` with the program's tables and nothing in them: migrated once, copied by `own`."""
    with _made(name, "template1"):
        call_command("migrate", verbosity=0)
        connection.close()
        yield name


@contextmanager
def own(name: str, template: str):
    """Django works in the new database `name`, a copy of `template`, as its owner; yields both roles' addresses."""
    with _made(name, template):
        yield {
            "DATABASE_URL": psycopg.conninfo.make_conninfo(settings.WEB_URL, dbname=name),
            "DATABASE_OWNER_URL": psycopg.conninfo.make_conninfo(settings.OWNER_URL, dbname=name),
        }


@contextmanager
def _made(name, template):
    former = dict(connection.settings_dict)
    parts = conninfo_to_dict(settings.OWNER_URL)
    _command("drop database if exists {} with (force)", name)
    _command("create database {} template {}", name, template)
    _command("alter database {} set timezone to 'Asia/Bishkek'", name)
    connection.close()
    connection.settings_dict.update(NAME=name, USER=parts.get("user", ""), PASSWORD=parts.get("password", ""))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(former)
        _command("drop database if exists {} with (force)", name)


def _command(text, *names):
    with psycopg.connect(settings.OWNER_URL, autocommit=True) as owner:
        owner.execute(sql.SQL(text).format(*map(sql.Identifier, names)))
