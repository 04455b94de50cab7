"""The table of the shared cache, in the shape that Django's database cache reads."""

from django.db import migrations

MAKE = """
create table core_cache (cache_key varchar(255) primary key, value text not null, expires timestamptz not null);
create index core_cache_expires on core_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_append_only")]
    operations = [migrations.RunSQL(MAKE, "drop table core_cache")]
