"""The log refuses to be changed, whoever asks."""

from django.db import migrations

REFUSE = """
create function core_refuse_change() returns trigger language plpgsql as $$
begin raise exception 'the log is append-only' using errcode = 'insufficient_privilege'; end $$;
create trigger core_entry_is_append_only before update or delete on core_entry
  for each row execute function core_refuse_change();
create trigger core_payload_is_not_changed before update on core_payload
  for each row execute function core_refuse_change();
"""
ALLOW = """
drop trigger core_payload_is_not_changed on core_payload;
drop trigger core_entry_is_append_only on core_entry;
drop function core_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
