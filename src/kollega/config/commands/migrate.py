"""Creates or upgrades the database, as the role that owns the tables, and grants the application its work."""

import argparse

from kollega.config.cluster import APPLICATION
from kollega.config.commands import COMMANDS, search
from kollega.config.database import database, say, set_up

APPEND_ONLY = ("core_entry",)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega migrate", description=COMMANDS["migrate"])
    parser.add_argument("--role", default=APPLICATION, help="rollen som programmet arbetar som (kollega)")
    options = parser.parse_args(arguments)
    with database(owner=True):
        set_up()
        migrate(options.role)
    say("Databasen är uppgraderad.")
    return 0


def migrate(role: str) -> None:
    """Apply what is missing, then grant: the role reads and writes rows, owns nothing, and cannot change the log."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    _give_words()
    quoted = connection.ops.quote_name(role)
    if search.lacks_cards():  # a database from before the index
        search.rebuild(role)
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_roles where rolname = %s", [role])
        if cursor.fetchone() is None:
            return
        cursor.execute(f"grant usage on schema public to {quoted}")
        cursor.execute(f"grant select, insert, update, delete on all tables in schema public to {quoted}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {quoted}")
        for table in APPEND_ONLY:
            cursor.execute(f"revoke update, delete on {table} from {quoted}")


def _give_words() -> None:
    """Give a new installation the small vocabulary, so that a place in an ad is known before anyone has loaded more."""
    from kollega.taxonomy.actions import load_starter
    from kollega.taxonomy.queries import is_empty

    if is_empty():
        load_starter()
