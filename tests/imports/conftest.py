"""An installation without a school, files kept in a folder of the test, and lists of the cast's school."""

import pytest
from django.db import connection

from . import pupils, workbooks

CLASSES = ((1, "А"), (8, "А"), (8, "Б"))


@pytest.fixture
def empty(committed_db):
    """A clone of the tests' database with every row of the school taken out by its owner."""
    import psycopg
    from django.conf import settings

    kept = {"django_migrations", "django_content_type"}
    tables = [name for name in connection.introspection.table_names() if name not in kept]
    connection.close()
    with psycopg.connect(settings.OWNER_URL, dbname=committed_db, autocommit=True) as owner:
        for table in tables:
            owner.execute(f'alter table "{table}" disable trigger user')
        owner.execute("truncate {} cascade".format(", ".join(f'"{name}"' for name in tables)))
        for table in tables:
            owner.execute(f'alter table "{table}" enable trigger user')


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


@pytest.fixture
def bring(director):
    """`bring(students)`: the list of the cast's school staged and confirmed by the director; gives the staged rows."""

    from schoolmis.imports import actions

    def send(students, by=director, **layout):
        upload = actions.stage("list.xlsx", workbooks.workbook(students, **layout)[0], by=by)
        rows = upload.staged_rows
        actions.carry_out(upload, by=by)
        return rows

    return send


@pytest.fixture
def children():
    """Nine clean students of the cast's classes, as a list has them."""
    return pupils.school(9, classes=CLASSES)
