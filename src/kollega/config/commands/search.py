"""Builds the search index anew beside the one in use, and swaps: readers notice nothing, writers wait for the swap."""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kollega.config.cluster import APPLICATION
from kollega.config.commands import COMMANDS
from kollega.config.database import database, say, set_up

TABLES = ("catalogue_card", "catalogue_body", "catalogue_word")
"""In the order they point at each other: the later names the earlier."""
BATCH = 2000


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega search", description=COMMANDS["search"])
    parser.add_argument("verb", choices=["rebuild"], help="vad som ska göras")
    parser.add_argument("--role", default=APPLICATION, help="rollen som programmet arbetar som (kollega)")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    with database(owner=True):
        set_up()
        count = rebuild(options.role)
    say(f"Sökindexet är byggt på nytt: {count} rader på {time.monotonic() - began:.0f} sekunder.")
    return 0


def rebuild(role: str = APPLICATION) -> int:
    """Build the index of all open listings in new tables and put them in the place of the old, in one moment.

    What is put up or taken down meanwhile is done again for the new tables, while writers wait.

    :returns: how many listings can be found.
    """
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        shapes = {table: _shape(cursor, table) for table in TABLES}
        for table in reversed(TABLES):
            cursor.execute(f"drop table if exists {table}_new")
        for table in TABLES:
            cursor.execute(f"create table {table}_new (like {table} including defaults including identity)")
        words: Counter = Counter()
        seen = _fill(cursor, "", words)
        for table in TABLES:
            for name, definition in shapes[table]["indexes"].items():
                cursor.execute(definition.replace(f" {name} ", f" {name}_new ").replace(f".{table} ", f".{table}_new "))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("lock table catalogue_listing, catalogue_card, catalogue_body, catalogue_word in share mode")
        _catch_up(cursor, seen, words)
        with cursor.copy("copy catalogue_word_new (word, listings) from stdin") as copy:
            for word, count in words.items():
                copy.write_row((word, count))
        _swap(cursor, shapes, role)
        cursor.execute("select count(*) from catalogue_card")
        count = cursor.fetchone()[0]
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"analyze {table}")
    return count


def lacks_cards() -> bool:
    """Return whether some open listing cannot be found: after an upgrade from before the index."""
    from kollega.catalogue.models import Listing

    return Listing.objects.filter(is_open=True, card__isnull=True).exists()


def _shape(cursor: Any, table: str) -> dict[str, dict[str, str]]:
    """Return the indexes and constraints of a table by name, as the database writes them."""
    cursor.execute(
        "select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = %s::regclass "
        "and contype in ('p', 'f', 'c') order by contype desc",
        [table],
    )
    constraints = dict(cursor.fetchall())
    cursor.execute("select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename = %s", [table])
    indexes = {name: definition for name, definition in cursor.fetchall() if name not in constraints}
    return {"constraints": constraints, "indexes": indexes}


def _fill(cursor: Any, condition: str, words: Counter) -> dict[Any, str]:
    """Write the index rows of the open listings, and return which version of each was read."""
    from django.db import connection

    from kollega.catalogue.models import Card, Listing
    from kollega.catalogue.terms import SAMPLES

    columns = [field.column for field in Card._meta.fields]
    seen: dict[Any, str] = {}
    lineages: dict[str | None, list] = {}
    with connection.cursor() as asking:
        asking.execute(
            f"select id, xmin::text from catalogue_listing where is_open {condition} order by published_at, id"
        )
        versions = asking.fetchall()
    versions.sort(key=lambda row: -sum(row[0].int % size == 0 for size in SAMPLES))  # a sample's cards lie together
    for some in _batched(versions):
        listings = Listing.objects.select_related("employer").in_bulk([key for key, _ in some])
        found = [(listing, _indexed(listing, lineages)) for listing in listings.values() if listing.is_open]
        with cursor.copy(f"copy catalogue_card_new ({', '.join(columns)}) from stdin") as copy:
            for listing, made in found:
                copy.write_row([listing.pk if name == "listing_id" else made.card[name] for name in columns])
        with cursor.copy("copy catalogue_body_new (card_id, words) from stdin") as copy:
            for listing, made in found:
                copy.write_row((listing.pk, made.body))
        for _, made in found:
            words.update(made.vocabulary)
        seen |= dict(some)
    return seen


def _indexed(listing: Any, lineages: dict[str | None, list]) -> Any:
    from kollega.catalogue.rules import indexed
    from kollega.taxonomy.queries import lineage

    key = listing.occupation_id
    if key not in lineages:
        lineages[key] = lineage(key)
    short_name = listing.employer.short_name if listing.employer else ""
    return indexed(listing, short_name=short_name, occupation=lineages[key])


def _catch_up(cursor: Any, seen: dict[Any, str], words: Counter) -> None:
    """Do again for the new tables what was done to the old while they were built."""
    cursor.execute("select id, xmin::text from catalogue_listing where is_open")
    now = dict(cursor.fetchall())
    changed = [key for key, version in now.items() if seen.get(key) != version]
    stale = [key for key in seen if now.get(key) != seen[key]]
    for table, column in (("catalogue_body_new", "card_id"), ("catalogue_card_new", "listing_id")):
        cursor.execute(f"delete from {table} where {column} = any(%s)", [stale])
    if changed:
        cursor.execute(
            "create temporary table changed_listing on commit drop as select unnest(%s::uuid[]) id", [changed]
        )
        _fill(cursor, "and id in (select id from changed_listing)", words)


def _swap(cursor: Any, shapes: dict[str, dict[str, dict[str, str]]], role: str) -> None:
    for table in reversed(TABLES):
        cursor.execute(f"drop table {table}")
    for table in TABLES:
        cursor.execute(f"alter table {table}_new rename to {table}")
        for name in shapes[table]["indexes"]:
            cursor.execute(f'alter index "{name}_new" rename to "{name}"')
        for name, definition in shapes[table]["constraints"].items():
            cursor.execute(f'alter table {table} add constraint "{name}" {definition}')
    cursor.execute("select 1 from pg_roles where rolname = %s", [role])
    if cursor.fetchone():
        cursor.execute(f'grant select, insert, update, delete on {", ".join(TABLES)} to "{role}"')
        cursor.execute(f'grant usage, select on all sequences in schema public to "{role}"')


def _batched(rows: list) -> Iterator[list]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
