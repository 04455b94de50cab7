"""What an ad says, whether it can be taken in, and whether it still can be answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kollega.core.clock import STOCKHOLM
from kollega.core.incoming import is_storable, one_line, shortened
from kollega.networks.rules import folded, org_number, readable_name
from kollega.vacancies.rules.addresses import is_web_address
from kollega.vacancies.rules.wrong import BadAd
from kollega.vacancies.terms import REFUSED_LENGTH

__all__ = ["Ad", "BadAd", "Removal", "days_left", "is_open", "number_in", "shown_name", "whose", "why_not_ad"]
LENGTHS = {
    "source_id": 80, "external_id": 120, "employer_name": 160, "workplace": 160, "title": 250, "place_label": 120,
    "extent": 120, "duration": 120, "url": 500, "application_url": 500, "diary_number": 120,
    "municipality_code": 4, "place_id": 40, "occupation_id": 40, "occupation_code": 20, "scope": 80,
    "occupation_label": 250, "text": REFUSED_LENGTH,
}  # fmt: skip
IN_WORDS = {
    "source_id": "id", "title": "rubriken", "text": "texten", "url": "adressen", "employer_name": "arbetsgivarens namn",
    "application_url": "ansökningsadressen", "place_label": "orten",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Ad:
    """One ad as a feed gives it, with times in their zone and text without markup; `row` is where it stands there.

    `scope` says whose ids these are where the feed does not belong to one employer; `places` are all the places named.
    """

    row: int = 0
    source_id: str
    employer_name: str
    title: str
    text: str
    url: str
    published_at: datetime | None = None
    apply_by: datetime | None = None
    removed_at: datetime | None = None
    external_id: str = ""
    org_number: str = ""
    workplace: str = ""
    place_id: str = ""
    place_label: str = ""
    places: tuple[str, ...] = ()
    municipality_code: str = ""
    occupation_id: str = ""
    occupation_code: str = ""
    occupation_label: str = ""
    extent: str = ""
    duration: str = ""
    seats: int = 1
    application_url: str = ""
    diary_number: str = ""
    scope: str = ""


@dataclass(frozen=True, kw_only=True)
class Removal:
    """A feed's word that an ad is gone; it gives the id and no more."""

    row: int = 0
    source_id: str
    at: datetime | None = None
    scope: str = ""


def why_not_ad(ad: Ad) -> str | None:
    """Return why an ad cannot be taken in, or None if it can."""
    for name in ("source_id", "title", "url"):
        if not getattr(ad, name):
            return f"{IN_WORDS[name]} saknas"
    for name, length in LENGTHS.items():
        value = getattr(ad, name)
        if len(value) > length:
            return f"{IN_WORDS.get(name, name)} är längre än {length} tecken: {shortened(value, 40)}"
        if not is_storable(value):
            return f"{IN_WORDS.get(name, name)} innehåller tecken som inte går att spara"
    for name in ("url", "application_url"):
        if (value := getattr(ad, name)) and not is_web_address(value):
            return f"{IN_WORDS[name]} är ingen webbadress: {shortened(value, 40)}"
    return None


def number_in(value: Any) -> str:
    """Return the organisation number of an ad, or nothing where it gives none that is one."""
    try:
        return org_number(one_line(value))
    except ValueError:
        return ""


def shown_name(name: str, workplace: str) -> str:
    """Return an employer's name as people write it: the ad's own spelling beside it, where there is one."""
    return workplace if folded(name) == folded(workplace) else readable_name(name)


def whose(ad: Ad, employers: Sequence[Any]) -> Any | None:
    """Return which of the employers with the ad's organisation number announces it; None when it cannot be told.

    Where several share a number, only the name decides.
    """
    if len(employers) == 1:
        return employers[0]
    said = {folded(ad.employer_name), folded(ad.workplace), folded(readable_name(ad.employer_name))} - {""}
    named = [e for e in employers if {folded(e.name), folded(e.register_name)} & said]
    return named[0] if len(named) == 1 else None


def is_open(vacancy: Any, *, now: datetime) -> bool:
    """Return whether the vacancy can still be applied for."""
    return vacancy.removed_at is None and (vacancy.apply_by is None or vacancy.apply_by >= now)


def days_left(vacancy: Any, *, today: date) -> int | None:
    """Return how many days are left to apply, 0 on the last; None where there is no last day."""
    return (vacancy.apply_by.astimezone(STOCKHOLM).date() - today).days if vacancy.apply_by else None
