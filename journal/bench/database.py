"""The benchmark's own database beside the program's: made by the owner, dropped afterwards."""

from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict


@contextmanager
def own(name: str):
    """Django works in the new database `name` as its owner; yields the addresses of the role web and of the owner."""
    former = dict(connection.settings_dict)
    parts = conninfo_to_dict(settings.OWNER_URL)
    _command(settings.OWNER_URL, "drop database if exists {} with (force)", name)
    _command(settings.OWNER_URL, "create database {}", name)
    _command(settings.OWNER_URL, "alter database {} set timezone to 'Asia/Bishkek'", name)
    connection.close()
    connection.settings_dict.update(NAME=name, USER=parts.get("user", ""), PASSWORD=parts.get("password", ""))
    try:
        call_command("migrate", verbosity=0)
        yield {
            "DATABASE_URL": psycopg.conninfo.make_conninfo(settings.WEB_URL, dbname=name),
            "DATABASE_OWNER_URL": psycopg.conninfo.make_conninfo(settings.OWNER_URL, dbname=name),
        }
    finally:
        connection.close()
        connection.settings_dict.update(former)
        _command(settings.OWNER_URL, "drop database if exists {} with (force)", name)


def _command(url, text, name):
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(sql.SQL(text).format(sql.Identifier(name)))
