"""Which tables are legal records, and the SQL that makes the database keep their history (R1-1.2d, R3-1.2d)."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

_records, _removable = [], []

HISTORY = """
create or replace function audit_history() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
declare
    actor bigint := nullif(current_setting('app.actor', true), '')::bigint;
    why text := coalesce(current_setting('app.reason', true), '');
    source bigint := nullif(current_setting('app.grant', true), '')::bigint;
begin
    if actor is null then
        raise exception 'A record of % is written only in the name of somebody.', tg_table_name
            using errcode = 'insufficient_privilege';
    end if;
    if tg_op = 'INSERT' then
        insert into audit_history (at, actor_id, reason, grant_id, record, row_id, act, old, new)
        select clock_timestamp(), actor, why, source, tg_table_name, n.id, 'I', null, to_jsonb(n) from fresh n;
    else
        insert into audit_history (at, actor_id, reason, grant_id, record, row_id, act, old, new)
        select clock_timestamp(), actor, why, source, tg_table_name, coalesce(n.id, o.id), 'U', to_jsonb(o), to_jsonb(n)
        from stale o full join fresh n on n.id = o.id
        where to_jsonb(o) is distinct from to_jsonb(n);
    end if;
    return null;
end $$;
create or replace function audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'Rows of % are never removed: they are annulled.', tg_table_name
        using errcode = 'insufficient_privilege';
end $$;
create or replace function audit_keep() returns trigger language plpgsql as $$
begin
    raise exception 'The book % is only ever added to.', tg_table_name using errcode = 'insufficient_privilege';
end $$;
"""

# Statement triggers see a bulk write as one set, and cost a single insert; a changed id leaves both rows in the book.
RECORD = """
create or replace trigger audit_insert after insert on {t} referencing new table as fresh
    for each statement execute function audit_history();
create or replace trigger audit_update after update on {t} referencing old table as stale new table as fresh
    for each statement execute function audit_history();
create or replace trigger audit_delete before delete on {t} for each statement execute function audit_refuse();
create or replace trigger audit_truncate before truncate on {t} for each statement execute function audit_refuse();
alter table {t} enable always trigger audit_insert;
alter table {t} enable always trigger audit_update;
alter table {t} enable always trigger audit_delete;
alter table {t} enable always trigger audit_truncate;
revoke delete, truncate on {t} from {web};
"""

BOOK = """
create or replace trigger audit_keep before update or delete on {t} for each statement execute function audit_keep();
create or replace trigger audit_keep_all before truncate on {t} for each statement execute function audit_keep();
alter table {t} enable always trigger audit_keep;
alter table {t} enable always trigger audit_keep_all;
revoke update, delete, truncate on {t} from {web};
"""


def legal_record(model):
    """Class decorator: every change of the table goes into its history, and no row of it is ever removed."""
    _records.append(model)
    return model


def removable(model):
    """Class decorator: the web role may delete rows of this table; of no other of ours."""
    _removable.append(model)
    return model


def kept() -> list[str]:
    """Our own tables from which the web role deletes nothing, legal records or not."""
    tops = {Path(settings.BASE_DIR), Path(settings.BASE_DIR) / "schoolmis"}
    ours = [app for app in apps.get_app_configs() if Path(app.path).parent in tops]
    return [m._meta.db_table for app in ours for m in app.get_models() if m not in _removable and m._meta.managed]


def tables() -> list[str]:
    return [model._meta.db_table for model in _records]


def protect() -> None:
    """Put the triggers and the rights of the web role in place; run by the owner after each migration."""
    quote = connection.ops.quote_name
    web = quote(settings.WEB_ROLE)
    existing = set(connection.introspection.table_names())
    if "audit_history" not in existing:
        return
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        apart = cursor.fetchone()[0] != settings.WEB_ROLE
        cursor.execute(HISTORY)
        if apart:
            cursor.execute(f"grant usage on schema public to {web}")
            cursor.execute(f"grant select, insert, update, delete on all tables in schema public to {web}")
            cursor.execute(f"grant usage, select on all sequences in schema public to {web}")
            cursor.execute(f"grant execute on all functions in schema public to {web}")
            for table in filter(existing.__contains__, kept()):
                cursor.execute(f"revoke delete, truncate on {quote(table)} from {web}")
        for table in filter(existing.__contains__, tables()):
            cursor.execute(RECORD.format(t=quote(table), web=web))
        for model in (apps.get_model("audit.Entry"), apps.get_model("audit.History")):
            cursor.execute(BOOK.format(t=quote(model._meta.db_table), web=web))
        if apart:
            cursor.execute(f"revoke insert on audit_history from {web}")
