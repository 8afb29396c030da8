"""Attacks on the history of legal records, as the program's own database role."""

import pytest
from django.db import DatabaseError, connection, transaction

from journal.models import Cell
from schoolmis.audit.book import acting, record
from schoolmis.audit.models import Entry, History
from schoolmis.audit.records import tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell(world, teacher):
    with acting(teacher):
        return Cell.objects.create(lesson=world.lesson(), student=world.student, first=4, entered_by=teacher)


def refused(sql, *args):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, args)
    return True


def test_a_write_without_an_actor_is_refused(cell):
    assert refused("update journal_cell set first = 5 where id = %s", cell.pk)
    cell.refresh_from_db()
    assert cell.first == 4


def test_sql_in_somebodys_name_leaves_old_and_new(cell, teacher):
    with acting(teacher, reason="текшерүү"), connection.cursor() as cursor:
        cursor.execute("update journal_cell set first = 5 where id = %s", [cell.pk])
    last = History.objects.filter(record="journal_cell", row_id=cell.pk).last()
    assert (last.old["first"], last.new["first"], last.actor_id, last.reason) == (4, 5, teacher.pk, "текшерүү")


def test_a_bulk_write_is_in_the_history_row_by_row(world, teacher):
    with acting(teacher):
        Cell.objects.bulk_create(
            Cell(lesson=world.lesson(), student=s, first=5, entered_by=teacher)
            for s in (world.student, world.child("Бегимай"))
        )
    assert History.objects.filter(record="journal_cell", act="I").count() == 2


def test_a_moved_id_leaves_both_rows(cell, teacher):
    with acting(teacher), connection.cursor() as cursor:
        cursor.execute("update journal_cell set id = id + 1000000 where id = %s", [cell.pk])
    rows = History.objects.filter(record="journal_cell", act="U")
    assert {(bool(row.old), bool(row.new)) for row in rows} == {(True, False), (False, True)}


def test_history_is_only_added_to_by_the_database_itself(cell):
    assert refused("update audit_history set actor_id = 1")
    assert refused("delete from audit_history")
    assert refused("truncate audit_history")
    assert refused(
        "insert into audit_history (at, actor_id, reason, record, row_id, act) values (now(), 1, '', 'x', 1, 'U')"
    )


def test_the_book_is_only_added_to(cell, teacher):
    record("test.act", cell, by=teacher)
    assert refused("update audit_entry set by_name = 'x'")
    assert refused("delete from audit_entry")
    assert Entry.objects.filter(act="test.act").count() == 1


@pytest.mark.parametrize("table", tables())
def test_records_are_never_removed(db, table):
    assert refused(f"delete from {table}")
    assert refused(f"truncate {table} cascade")


def test_triggers_cannot_be_switched_off(db):
    assert refused("alter table journal_cell disable trigger all")
    assert refused("set session_replication_role = replica")
    assert refused(
        "create or replace function audit_history() returns trigger language plpgsql as 'begin return null; end'"
    )
    assert refused("drop table journal_cell")


def test_the_actor_ends_with_the_act(world, teacher, deputy):
    with acting(teacher):
        with acting(deputy):
            pass
        Cell.objects.create(lesson=world.lesson(), student=world.student, first=4, entered_by=teacher)
    assert History.objects.get(record="journal_cell").actor_id == teacher.pk
    assert refused("update journal_cell set first = 2")
