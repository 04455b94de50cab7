"""What a reader has asked the joint list for, where on it they are, and what a listing is found and counted by."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from kollega.catalogue.terms import (
    CLOSING_DAYS,
    CODED,
    FIELD_OF_SSYK,
    FIELD_OF_WORD,
    REMOTE,
    SAMPLES,
    SIGNS,
    Extent,
    Form,
    ListingKind,
)
from kollega.words.compounds import parts
from kollega.words.lemmas import forms, lemma
from kollega.words.places import place_name
from kollega.words.synonyms import nicknames
from kollega.words.tokens import clean, tokens
from kollega.words.vectors import body_vector, lexemes_in, quoted, title_key, vector

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_ONE = date(1970, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the reader has chosen; what is empty is not asked for, and several choices of one kind mean any of them."""

    text: str = ""
    place: str = ""
    and_near: bool = False
    kind: tuple[str, ...] = ()
    employer: tuple[UUID, ...] = ()
    county: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    extent: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    closing: str = ""
    order: str = ""
    as_typed: bool = False
    """Whether the words are to be taken as they stand, also when nothing is found."""


@dataclass(frozen=True)
class Mark:
    """A place on the list: the last row that has been shown. `lead` is its fit or its last day, 0 by newest."""

    published_at: datetime
    id: UUID
    lead: int = 0


def mark_of(listing: Any, lead: int = 0) -> str:
    """Return the row's place on the list as it is written in an address."""
    moment = f"{(listing.published_at - EPOCH) // timedelta(microseconds=1)}-{listing.pk.hex}"
    return f"{lead}.{moment}" if lead else moment


def mark(written: str) -> Mark | None:
    """Return the place that an address names, or None where it names none."""
    lead, dot, rest = written.rpartition(".")
    microseconds, _, number = rest.partition("-")
    try:
        ahead = int(lead) if dot else 0
        if abs(ahead) > 2**31:
            return None
        return Mark(EPOCH + timedelta(microseconds=int(microseconds)), UUID(number), ahead)
    except (ValueError, OverflowError):
        return None


def hits(count: int, most: int) -> str:
    """Return how many were found, as it is said: above the bound only that there are more."""
    if count > most:
        return f"Fler än {most:,} träffar".replace(",", "\u00a0")
    return "1 träff" if count == 1 else f"{count} träffar"


def about(count: int) -> str:
    """Return a number that is counted from a sample, with no more figures than it is worth."""
    figures = max(len(str(count)) - 2, 0) if count >= 100 else 1
    return f"ca {round(count, -figures):,}".replace(",", "\u00a0")


@dataclass(frozen=True)
class Indexed:
    """What a listing is found by: the fields of its card, the words of its body, and its own words."""

    card: dict[str, Any]
    body: str
    vocabulary: list[str] = field(default_factory=list)


def indexed(listing: Any, *, short_name: str = "", occupation: Sequence[Any] = ()) -> Indexed:
    """Return what the listing is found by, from its own fields, its employer's short name and its occupation."""
    about = [concept.label for concept in occupation[:2]]
    around = [
        f"{listing.employer_name} {short_name} {nicknames(listing.employer_name)}",
        f"{listing.place} {place_name(listing.municipality)} {place_name(listing.county)}",
        _said_of_extent(listing),
    ]
    words = vector(title=listing.title, about=about, around=around, summary=listing.summary)
    body = body_vector(listing.title, *about, *around, listing.summary, listing.body)
    card = {
        name: getattr(listing, name)
        for name in (
            "kind", "employer_id", "network_id", "group_id", "reach", "published_at", "closes_on", "municipality",
            "county", "language", "occupation_id",
        )
    }  # fmt: skip
    card |= {
        "field": field_of(listing.title, occupation), "form": form_of(listing), "extent": extent_of(listing),
        "is_remote": is_remote(listing), "title_key": title_key(listing.title),
    }  # fmt: skip
    card |= {"words": " ".join([words, *map(quoted, signs(card, UUID(str(listing.pk))))]), "code": code(card)}
    body = " ".join([body, *map(quoted, places(card))])
    return Indexed(card, body, lexemes_in(words))


def signs(card: dict[str, Any], key: UUID) -> list[str]:
    """Return what stands among a card's words besides words: what it is chosen by, its day, and its samples."""
    found = [sign(name, card[name]) for name in SIGNS if card[name]]
    found += [sign("day", day_number(card["published_at"]))]
    found += [sign("employer", card["employer_id"])] if card["employer_id"] else []
    found += [one for one in places(card) if one not in found]
    return found + [sign("sample", size) for size in SAMPLES if key.int % size == 0]


def places(card: dict[str, Any]) -> list[str]:
    """Return the signs of where it is, which a body has too."""
    found = [sign(name, card[name]) for name in ("municipality", "county") if card[name]]
    return [*found, sign(REMOTE)] if card["is_remote"] else found


def sign(name: str, value: Any = "") -> str:
    """Return one sign. Several employers may share one: a sign finds quickly, and the columns decide."""
    if name == "employer":
        value = value.hex[:8]
    return f"§{SIGNS.get(name, name[:3])}{value}"


def day_number(moment: datetime) -> int:
    return (moment - EPOCH).days


CODE = 20 + len(CODED) + 2
"""The bytes of a code: employer, last day, day published, the numbers of its values, county, whether from afar."""


def code(card: dict[str, Any]) -> bytes:
    """Return all that a card is counted by in a few bytes, so that a thousand cards are one value and count quickly."""
    numbers = [CODED[name].index(card[name]) + 1 if card[name] in CODED[name] else 0 for name in CODED]
    closes = (card["closes_on"] - DAY_ONE).days if card["closes_on"] else 0xFFFF
    county = int(card["county"]) if card["county"].isdecimal() else 0
    return b"".join((
        card["employer_id"].bytes if card["employer_id"] else bytes(16), min(closes, 0xFFFF).to_bytes(2, "big"),
        min(day_number(card["published_at"]), 0xFFFF).to_bytes(2, "big"),
        bytes([*numbers, county, bool(card["is_remote"])]),
    ))  # fmt: skip


def tallied(codes: bytes, names: Iterable[str], on: date) -> dict[str, dict[str, int]]:
    """Return how many of the cards have each value, for each kind of choice that is named."""
    places = {name: number for number, name in enumerate((*CODED, "county"), 20)}
    found: dict[str, dict[str, int]] = {}
    for name in names:
        if name == "employer":
            each = Counter(codes[start : start + 16] for start in range(0, len(codes), CODE))
            found[name] = {str(UUID(bytes=key)): count for key, count in each.items() if any(key)}
        elif name == "closing":
            last = Counter(zip(codes[16::CODE], codes[17::CODE], strict=True))
            upto = {kind: divmod((on - DAY_ONE).days + days, 256) for kind, days in CLOSING_DAYS.items()}
            found[name] = {kind: sum(n for day, n in last.items() if day <= most) for kind, most in upto.items()}
        else:
            each_number = Counter(codes[places[name] :: CODE])
            words = CODED.get(name) or tuple(f"{number:02}" for number in range(1, 100))
            found[name] = {words[number - 1]: count for number, count in each_number.items() if number}
            if name == "county":
                found[name][REMOTE] = codes[CODE - 1 :: CODE].count(1)
    return {name: {value: n for value, n in counts.items() if n} for name, counts in found.items()}


def newest_days(codes: bytes, most: int, on: date) -> list[int]:
    """Return the days up to today on which the newest of the cards were published: as many as hold so many.

    No days where there are no more cards than that: then none is too old.
    """
    days = sorted(zip(codes[18::CODE], codes[19::CODE], strict=True), reverse=True)
    if len(days) <= most:
        return []
    high, low = days[most - 1]
    return list(range(high * 256 + low, (on - DAY_ONE).days + 2))


def _said_of_extent(listing: Any) -> str:
    said = f"{listing.share} procent" if listing.share else ""
    return f"{said} {'distans' if is_remote(listing) else ''} {listing.extent}"


def is_remote(listing: Any) -> bool:
    """Return whether the work can be done from elsewhere, as far as its place or title says so."""
    said = clean(f"{listing.place} {listing.title}")
    return "distans" in said or "hela sverige" in said


def extent_of(listing: Any) -> str:
    """Return how much of full time it is, as it is chosen by."""
    share = listing.share
    if share:
        return Extent.FULL if share == 100 else Extent.MOST if share >= 50 else Extent.SOME
    said = clean(listing.extent)
    return Extent.FULL if "heltid" in said else Extent.PART if "deltid" in said else ""


def form_of(listing: Any) -> str:
    """Return what form of employment it is, from what is said of it; empty where nothing is."""
    if listing.form or listing.kind == ListingKind.ASSIGNMENT:
        return listing.form or Form.ASSIGNMENT
    said = clean(listing.title)
    for word, form in (("sommar", Form.SUMMER), ("vikari", Form.SUBSTITUTE), ("timanställ", Form.HOURLY)):
        if word in said:
            return form
    return ""


def form_from(duration: str) -> str:
    """Return the form that the duration of an ad means, as feeds write it."""
    said = clean(duration)
    if "tills vidare" in said or "tillsvidare" in said:
        return Form.PERMANENT
    if "vikari" in said:
        return Form.SUBSTITUTE
    return Form.LIMITED if "mån" in said or "dag" in said else ""


def field_of(title: str, occupation: Sequence[Any] = ()) -> str:
    """Return the field of work: by the occupation's code where it has one, otherwise by the title's words."""
    code = next((concept.code for concept in occupation if concept.code[:1].isdigit()), "")
    for length in range(len(code), 0, -1):
        if code[:length] in FIELD_OF_SSYK:
            return FIELD_OF_SSYK[code[:length]]
    fields = _field_of_word()
    said = [*tokens(title), *(word for concept in occupation[:1] for word in tokens(concept.label))]
    for word in said:
        for one in (*forms(word), *reversed(parts(word))):
            if one in fields:
                return fields[one]
    return ""


@cache
def _field_of_word() -> dict[str, str]:
    return {lemma(word): field for field, words in FIELD_OF_WORD.items() for word in words.split()}
