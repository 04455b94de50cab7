"""Putting things on the joint list and taking them off."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models, transaction

from kollega.catalogue.models import Body, Card, Listing
from kollega.catalogue.rules import indexed
from kollega.core import clock
from kollega.taxonomy.models import Concept
from kollega.taxonomy.queries import lineage

SAID: dict[str, Any] = {
    "body": "", "municipality": "", "county": "", "occupation": None, "form": "", "share": None, "language": "sv",
    "group": None,
}  # fmt: skip
"""What a row says where nothing is said of it, each time."""
NEW_WORDS = """
insert into catalogue_word (word, listings)
select w.word, 1 from unnest(%s::text[]) w(word)
where not exists (select 1 from catalogue_word known where known.word = w.word offset 0)
"""
"""`offset 0` keeps it one look in the index for each word; otherwise all words are read for the sake of forty."""


COLUMNS = {
    name: str(field.column) for field in Listing._meta.concrete_fields for name in (field.name, field.attname)
}  # fmt: skip
BATCH = 2000
"""So many are held in memory at once."""
COPIED_FROM = 50
"""Fewer are written as they are: a table to copy to costs more than so many rows."""


@transaction.atomic
def put_up(listing_id: Any, **offer: Any) -> Listing:
    """Put something on the list, or mend its row if it is there already; it is found from the same moment.

    :param offer: what the row says, by the fields of Listing; what is not said is left as it is. The county follows
        from the municipality's code of four digits; the occupation is its concept, or the concept's id.
    """
    fields, now = _fields(offer), clock.now()
    Listing.objects.filter(pk=listing_id, is_open=False).update(listed_at=now)
    listing, _ = Listing.objects.update_or_create(
        pk=listing_id, defaults=fields, create_defaults=fields | {"listed_at": now}
    )
    _index([listing])
    return listing


@transaction.atomic
def put_up_many(offers: Mapping[Any, Mapping[str, Any]]) -> None:
    """Put many things on the list, with what each row says by its id: the same as putting each up, in few statements.

    All say the same fields.
    """
    now = clock.now()
    for keys in _batched(sorted(offers, key=str)):  # in one order, so that two who do this never wait for each other
        listings = [Listing(pk=key, listed_at=now, **_fields(offers[key])) for key in keys]
        said = [COLUMNS[name] for name in _fields(offers[keys[0]])]
        with connection.cursor() as cursor:
            cursor.execute("select id from catalogue_listing where id = any(%s) order by id for no key update", [keys])
            cursor.execute(
                "update catalogue_listing set listed_at = %s where id = any(%s) and not is_open", [now, keys]
            )
            _write(cursor, Listing, listings, said)
        _index(list(Listing.objects.select_related("employer").filter(pk__in=keys)))


@transaction.atomic
def take_down(listing_id: Any) -> None:
    """Take something off the list; its row stays, so that an old link can say that it has closed."""
    take_down_many([listing_id])


@transaction.atomic
def take_down_many(ids: Sequence[Any]) -> None:
    """Take many things off the list; their rows stay."""
    Listing.objects.filter(pk__in=ids).update(is_open=False)
    Card.objects.filter(pk__in=ids).delete()


def _fields(offer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a row is to say, with what follows from what was said."""
    said = SAID | dict(offer)
    occupation = said.pop("occupation")
    return said | {
        "body": said["body"].replace("\x00", ""), "county": said["county"] or said["municipality"][:2],
        "occupation_id": occupation.pk if isinstance(occupation, Concept) else occupation, "is_open": True,
    }  # fmt: skip


def _index(listings: Sequence[Listing]) -> None:
    """Write what the listings are found by, in the transaction that changed them."""
    lineages = {key: lineage(key) for key in {listing.occupation_id for listing in listings}}
    cards, bodies, words = [], [], set()
    for listing in listings:
        found = indexed(listing, short_name=_short_name(listing), occupation=lineages[listing.occupation_id])
        cards.append(Card(listing_id=listing.pk, **found.card))
        bodies.append(Body(card_id=listing.pk, words=found.body))
        words.update(found.vocabulary)
    with connection.cursor() as cursor:
        _write(cursor, Card, cards)
        _write(cursor, Body, bodies)
        cursor.execute(NEW_WORDS, [sorted(words)])


def _write(cursor: Any, model: type[models.Model], rows: Sequence[models.Model], mends: Sequence[str] = ()) -> None:
    """Write rows, or mend those that are there: all their columns, or those that are named."""
    fields, table, key = model._meta.concrete_fields, model._meta.db_table, str(model._meta.pk.column)
    columns = ", ".join(str(field.column) for field in fields)
    changed = ", ".join(f"{one} = excluded.{one}" for one in (mends or columns.split(", ")) if one != key)
    values = [[getattr(row, field.attname) for field in fields] for row in rows]
    mend = f"on conflict ({key}) do update set {changed}"
    if len(rows) < COPIED_FROM:
        marks = ", ".join("%s::tsvector" if isinstance(field, SearchVectorField) else "%s" for field in fields)
        cursor.executemany(f"insert into {table} ({columns}) values ({marks}) {mend}", values)
        return
    cursor.execute(f"create temporary table if not exists coming_{table} (like {table}) on commit drop")
    cursor.execute(f"truncate coming_{table}")
    with cursor.copy(f"copy coming_{table} ({columns}) from stdin") as copy:
        for row in values:
            copy.write_row(row)
    cursor.execute(f"insert into {table} ({columns}) select {columns} from coming_{table} order by {key} {mend}")


def _short_name(listing: Listing) -> str:
    return listing.employer.short_name if listing.employer else ""


def _batched(keys: list[Any]) -> list[list[Any]]:
    return [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
