"""What somebody who can run SQL as the program's own role still cannot do (ASVS 13.2.2).

Whoever runs SQL can also name another actor by set_config; what is written stands in the history all the same,
with the entry in the book missing, and the server's log is the witness.
"""

import pytest
from django.db import DatabaseError, connection, transaction

from journal.models import Cell
from schoolmis.access.models import RoleGrant
from schoolmis.accounts.models import User
from schoolmis.audit.book import acting
from schoolmis.audit.models import History
from schoolmis.audit.records import kept
from schoolmis.orders.actions import draft_order
from schoolmis.orders.models import Order

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(director):
    """`run(sql)` in the director's name: even so the attack is refused, or the number of rows it touched."""

    def attack(sql, *args):
        with acting(director), connection.cursor() as cursor:
            cursor.execute(sql, args)
            return cursor.rowcount

    return attack


def refused(run, sql, *args):
    with pytest.raises(DatabaseError), transaction.atomic():
        run(sql, *args)
    return True


FROZEN = ["text_ky = 'x'", "payload = '{}'", "number = 99", "date = '2020-01-01'", "status = 'draft'", "kind = 'other'"]


@pytest.mark.parametrize("change", FROZEN)
def test_a_signed_order_is_frozen(run, change):
    assert refused(run, f"update orders_order set {change} where kind = 'roles'")


def test_a_right_is_not_made_without_a_signed_order(run, secretary, nobody):
    draft = draft_order("other", by=secretary, title_ky="Буйрук")
    given = "insert into access_rolegrant (order_id, user_id, role, starts_on) values (%s, %s, 'director', now())"
    assert refused(run, given, draft.pk, nobody.pk)
    load = "insert into structure_teachingload (order_id, section_id, teacher_id, hours, starts_on)"
    load += " select %s, section_id, teacher_id, 1, '2020-01-01' from structure_teachingload limit 1"
    assert refused(run, load, draft.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        signed = Order.objects.get(kind="roles")
        RoleGrant.objects.create(order=signed, user=nobody, role="director", starts_on="2026-11-20")  # no actor


@pytest.mark.parametrize(
    "change", ["role = 'director'", "user_id = user_id + 1", "starts_on = '2020-01-01'", "ends_on = '2030-01-01'"]
)
def test_a_right_is_not_changed_into_another(run, change):
    assert refused(run, f"update access_rolegrant set {change} where role = 'secretary'")


def test_a_temporary_table_does_not_catch_the_history(run, world, teacher):
    with acting(teacher):
        cell = Cell.objects.create(lesson=world.lesson(), student=world.student, first=4, entered_by=teacher)
    run("create temp table audit_history (like public.audit_history)")
    run("set local search_path = pg_temp, public")
    run("update journal_cell set first = 5 where id = %s", cell.pk)
    run("drop table pg_temp.audit_history")
    assert History.objects.filter(record="journal_cell", row_id=cell.pk, act="U").count() == 1


REFUSED = [
    "copy audit_history (at, actor_id, reason, record, row_id, act) from stdin",
    "copy (select 1) to program 'id'",
    "copy (select 1) to '/tmp/out'",
    "select pg_read_file('/etc/passwd')",
    "select lo_import('/etc/passwd')",
    "select setval('audit_history_id_seq', 1)",
    "select rolpassword from pg_authid",
    "alter role web superuser",
    "alter role owner password 'x'",
    "set role owner",
    "set session authorization owner",
    "grant owner to web",
    "create function public.f() returns int language sql as 'select 1'",
    "create table public.t (id int)",
    "create schema s",
    "create trigger t before insert on journal_cell execute function audit_keep()",
    "create rule r as on insert to journal_cell do instead nothing",
    "drop trigger audit_update on journal_cell",
    "alter function audit_history() set search_path = pg_temp",
    "drop function audit_history() cascade",
    "drop index journal_cell_student",
    "set session_replication_role = replica",
    "alter system set fsync = off",
    "update pg_class set relname = 'x' where relname = 'audit_history'",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_the_web_role_is_only_a_clerk(run, sql):
    assert refused(run, sql)


@pytest.mark.parametrize("table", kept())
def test_nothing_of_ours_is_deleted(run, table):
    assert refused(run, f"delete from {table}")


def test_the_actor_and_the_reason_do_not_outlive_the_transaction(director):
    with acting(director, reason="текшерүү"):
        pass
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('app.actor', true), current_setting('app.reason', true)")
        assert set(cursor.fetchone()) <= {"", None}
    assert User.objects.filter(pk=director.pk).exists()
