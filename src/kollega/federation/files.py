"""The list as it crosses from one installation to another, written and read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kollega.catalogue.models import Listing
from kollega.catalogue.terms import ListingKind
from kollega.core.incoming import Unreadable, parsed
from kollega.federation.terms import EDITION, MOST
from kollega.words.tokens import without_contacts


@dataclass(frozen=True, kw_only=True)
class Row:
    """One call of another network."""

    remote_id: UUID
    kind: str
    title: str
    summary: str
    body: str
    employer_name: str
    place: str
    municipality: str
    extent: str
    share: int | None
    published_at: datetime
    closes_on: date | None


LENGTHS = {"title": 250, "summary": 300, "body": 100_000, "employer_name": 160, "place": 120, "municipality": 4,
           "extent": 120}  # fmt: skip


def written(listings: Sequence[Listing], *, network: str) -> dict[str, Any]:
    """Return the list that another installation reads; no one's telephone number or address is in it."""
    return {
        "kollega": EDITION,
        "network": network,
        "calls": [
            {
                "id": str(x.pk), "kind": x.kind, "title": x.title, "summary": x.summary,
                "body": without_contacts(x.body), "employer_name": x.employer_name, "place": x.place,
                "municipality": x.municipality, "extent": x.extent, "share": x.share,
                "published_at": x.published_at.isoformat(), "closes_on": x.closes_on and x.closes_on.isoformat(),
            }
            for x in listings
        ],
    }  # fmt: skip


def rows_of(raw: bytes) -> list[Row]:
    """Return the calls of a list that was fetched; it is taken whole or refused whole.

    :raises Unreadable: when it is no list of ours, of another edition, or a call in it cannot be taken.
    """
    said = parsed(raw)
    if not isinstance(said, dict) or said.get("kollega") != EDITION or not isinstance(said.get("calls"), list):
        raise Unreadable("Adressen ger ingen lista från ett annat nätverk. Be samordnaren där om länken igen.")
    if len(said["calls"]) > MOST:
        raise Unreadable(f"Listan har fler än {MOST} rader och läses därför inte.")
    rows = [_row(number, one) for number, one in enumerate(said["calls"], 1)]
    if len({row.remote_id for row in rows}) != len(rows):
        raise Unreadable("Listan har samma rad två gånger och läses därför inte.")
    return rows


def _row(number: int, one: Any) -> Row:
    try:
        texts = {name: _text(one, name, most) for name, most in LENGTHS.items()}
        share = one.get("share")
        if one["kind"] not in ListingKind.values or not texts["title"] or not texts["employer_name"]:
            raise ValueError("kind, title or employer")
        if share is not None and (not isinstance(share, int) or not 1 <= share <= 100):
            raise ValueError("share")
        published = datetime.fromisoformat(one["published_at"])
        if published.tzinfo is None:
            raise ValueError("published_at")
        closes = one.get("closes_on")
        return Row(remote_id=UUID(one["id"]), kind=one["kind"], share=share, published_at=published,
                   closes_on=date.fromisoformat(closes) if closes else None, **texts)  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise Unreadable(f"Rad {number} i listan går inte att läsa, så inget av den togs in.") from wrong


def _text(one: dict, name: str, most: int) -> str:
    value = one.get(name, "")
    if not isinstance(value, str) or len(value) > most or "\x00" in value:
        raise ValueError(name)
    return without_contacts(value) if name == "body" else value
