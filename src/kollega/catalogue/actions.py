"""Putting things on the joint list and taking them off."""

from typing import Any

from django.db import connection, transaction

from kollega.catalogue.models import Body, Card, Listing
from kollega.catalogue.rules import indexed
from kollega.core import clock
from kollega.taxonomy.models import Concept
from kollega.taxonomy.queries import lineage

NEW_WORDS = """
insert into catalogue_word (word, listings)
select w.word, 1 from unnest(%s::text[]) w(word)
where not exists (select 1 from catalogue_word known where known.word = w.word)
"""


@transaction.atomic
def put_up(
    listing_id: Any,
    *,
    body: str = "",
    municipality: str = "",
    county: str = "",
    occupation: Concept | str | None = None,
    form: str = "",
    share: int | None = None,
    language: str = "sv",
    **fields: Any,
) -> Listing:
    """Put something on the list, or mend its row if it is there already; it is found from the same moment.

    :param municipality: the code of four digits; the county follows from it.
    :param occupation: the occupation's concept, or its id.
    """
    fields |= {
        "body": body.replace("\x00", ""), "municipality": municipality, "county": county or municipality[:2],
        "occupation_id": occupation.pk if isinstance(occupation, Concept) else occupation,
        "form": form, "share": share, "language": language,
    }  # fmt: skip
    now = clock.now()
    Listing.objects.filter(pk=listing_id, is_open=False).update(listed_at=now)
    fields |= {"is_open": True}
    listing, _ = Listing.objects.update_or_create(
        pk=listing_id, defaults=fields, create_defaults=fields | {"listed_at": now}
    )
    _index(listing)
    return listing


@transaction.atomic
def take_down(listing_id: Any) -> None:
    """Take something off the list; its row stays, so that an old link can say that it has closed."""
    Listing.objects.filter(pk=listing_id).update(is_open=False)
    Card.objects.filter(pk=listing_id).delete()


def _index(listing: Listing) -> None:
    """Write what the listing is found by, in the transaction that changed it."""
    found = indexed(listing, short_name=_short_name(listing), occupation=lineage(listing.occupation_id))
    Card.objects.update_or_create(listing=listing, defaults=found.card)
    Body.objects.update_or_create(card_id=listing.pk, defaults={"words": found.body})
    with connection.cursor() as cursor:
        cursor.execute(NEW_WORDS, [found.vocabulary])


def _short_name(listing: Listing) -> str:
    return listing.employer.short_name if listing.employer else ""
