from django.db import migrations

FREEZE = """
create or replace function orders_freeze() returns trigger language plpgsql as $$
begin
    if old.status = 'draft' and old.annulled_at is not null then
        raise exception 'An annulled draft is frozen.' using errcode = 'check_violation';
    end if;
    if old.status = 'executed' then
        raise exception 'An executed order is frozen.' using errcode = 'check_violation';
    end if;
    if old.status <> 'draft' and (to_jsonb(new) - array['status', 'executed_on'])
        is distinct from (to_jsonb(old) - array['status', 'executed_on']) then
        raise exception 'A signed order is frozen: another order amends or revokes it.' using errcode = 'check_violation';
    end if;
    if old.status <> 'draft' and new.status = 'draft' then
        raise exception 'A signed order does not become a draft again.' using errcode = 'check_violation';
    end if;
    return new;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]
    operations = [migrations.RunSQL(FREEZE, migrations.RunSQL.noop)]
