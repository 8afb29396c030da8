"""A migrated database without a school, made once for each state of the migrations and copied afterwards."""

import hashlib
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "migrated_"


@cache
def name() -> str:
    """Names what makes the tables: the migrations, what protects records, the packages with migrations of their own."""
    files = [path for depth in ("*", "*/*") for path in ROOT.glob(f"{depth}/migrations/*.py")]
    files += [ROOT / "requirements.txt", *(ROOT / "schoolmis" / "audit").glob("*.py")]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files)))
    return PREFIX + digest.hexdigest()[:16]


@contextmanager
def hold():
    """(connection, whether the template is there): other runners wait until this one has made it."""
    with psycopg.connect(settings.OWNER_URL, autocommit=True) as owner:
        owner.execute("select pg_advisory_lock(hashtext('tests.template'))")
        found = owner.execute("select 1 from pg_database where datname = %s", [name()]).fetchone()
        yield owner, found is not None


def keep(owner, made: str) -> None:
    """Copy the migrated database `made`; templates of former migrations go."""
    former = owner.execute("select datname from pg_database where starts_with(datname, %s)", [PREFIX]).fetchall()
    for (old,) in former:
        owner.execute(f'drop database "{old}" with (force)')
    owner.execute(f'create database "{name()}" template "{made}"')
