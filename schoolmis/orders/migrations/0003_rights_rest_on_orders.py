from django.db import migrations

RIGHTS = """
create function orders_give_right() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
    ends constant text[] := array['ends_on', 'revoked_by_id'];
begin
    if tg_op = 'UPDATE' then
        if (to_jsonb(new) - ends) is distinct from (to_jsonb(old) - ends) then
            raise exception 'A right is not changed: an order ends it and another one gives a new one.'
                using errcode = 'check_violation';
        end if;
        if new.ends_on is not distinct from old.ends_on and new.revoked_by_id is not distinct from old.revoked_by_id then
            return new;
        end if;
    end if;
    if not exists (select from orders_order o
                   where o.id = case tg_op when 'INSERT' then new.order_id else new.revoked_by_id end
                   and o.status <> 'draft') then
        raise exception 'A right begins and ends by a signed order.' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger orders_give_right before insert or update on access_rolegrant
    for each row execute function orders_give_right();
create trigger orders_give_right before insert or update on structure_teachingload
    for each row execute function orders_give_right();
alter table access_rolegrant enable always trigger orders_give_right;
alter table structure_teachingload enable always trigger orders_give_right;
alter function orders_freeze() set search_path = public, pg_temp;
alter table orders_order enable always trigger orders_freeze;
"""


class Migration(migrations.Migration):
    """R3-5.1b: the database itself knows that a right rests on a signed order."""

    dependencies = [
        ("orders", "0002_executed_is_final"),
        ("access", "0001_initial"),
        ("structure", "0001_initial"),
    ]
    operations = [migrations.RunSQL(RIGHTS, "drop function orders_give_right() cascade")]
