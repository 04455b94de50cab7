"""Putting things on the joint list and taking them off."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from kollega.catalogue.models import Body, Card, Listing
from kollega.catalogue.rules import indexed
from kollega.core import clock
from kollega.core.many import keep
from kollega.networks.models import Employer
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


@transaction.atomic
def put_up(listing_id: Any, **offer: Any) -> Listing:
    """Put something on the list, or mend its row if it is there already; it is found from the same moment.

    :param offer: what the row says, by the fields of Listing; what is not said is left as it is. The county follows
        from the municipality's code of four digits; the occupation is its concept, or the concept's id.
    """
    return _put_up([listing_id], {listing_id: offer})[0]


@transaction.atomic
def put_up_many(offers: Mapping[Any, Mapping[str, Any]]) -> None:
    """Put many things on the list, with what each row says by its id: the same as putting each up, in few statements.

    All say the same fields. What says the same as before costs no writing.
    """
    for keys in _batched(sorted(offers, key=str)):  # in one order, so that two who do this never wait for each other
        _put_up(keys, offers)


def _put_up(keys: Sequence[Any], offers: Mapping[Any, Mapping[str, Any]]) -> list[Listing]:
    now = clock.now()
    listings = [Listing(pk=UUID(str(key)), listed_at=now, **_fields(offers[key])) for key in keys]
    said = {COLUMNS[name] for name in _fields(offers[keys[0]])} | {"listed_at"}
    _hold(listings, sorted(set(COLUMNS.values()) - said - {"id"}))
    keep(Listing, listings, sorted(said))
    _index(listings)
    return listings


def _hold(listings: Sequence[Listing], unsaid: Sequence[str]) -> None:
    """Lock the rows that are there, and fill in what is not said from them; what was open came when it came."""
    names = ["is_open", "listed_at", *unsaid]
    with connection.cursor() as cursor:
        cursor.execute(
            f"select id, {', '.join(names)} from catalogue_listing where id = any(%s) order by id for no key update",
            [[listing.pk for listing in listings]],
        )
        known = {key: values for key, *values in cursor.fetchall()}
    for listing in listings:
        if listing.pk not in known:
            continue
        is_open, listed_at, *values = known[listing.pk]
        listing._state.adding = False
        listing.listed_at = listed_at if is_open else listing.listed_at
        for name, value in zip(unsaid, values, strict=True):
            setattr(listing, name, value)


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
    short_names = _short_names(listings)
    cards, bodies, words = [], [], set()
    for listing in listings:
        short_name, occupation = short_names.get(listing.employer_id, ""), lineages[listing.occupation_id]
        found = indexed(listing, short_name=short_name, occupation=occupation)
        cards.append(SimpleNamespace(listing_id=listing.pk, **found.card))
        bodies.append(SimpleNamespace(card_id=listing.pk, words=found.body))
        words.update(found.vocabulary)
    keep(Card, cards)
    keep(Body, bodies)
    with connection.cursor() as cursor:
        cursor.execute(NEW_WORDS, [sorted(words)])


def _short_names(listings: Sequence[Listing]) -> dict[Any, str]:
    employers = {listing.employer_id for listing in listings if listing.employer_id}
    return dict(Employer.objects.filter(pk__in=employers).values_list("pk", "short_name")) if employers else {}


def _batched(keys: list[Any]) -> list[list[Any]]:
    return [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
