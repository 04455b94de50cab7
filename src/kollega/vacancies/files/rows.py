"""What every reader does with its rows: one at a time, and a bad one is named."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin

from kollega.core.incoming import Unreadable, is_storable, one_line, shortened
from kollega.vacancies.rules import Ad, BadAd, Removal, mended_address, plain, why_not_ad, without_contacts
from kollega.vacancies.terms import REFUSED_LENGTH

LONGEST_RAW = 1_000_000
"""A text with all its markup; what is longer is not even cleaned."""
MOST = 50_000
"""The whole of Platsbanken has been 40,000 to 110,000 ads; one file with more than this is a mistake."""


@dataclass(kw_only=True)
class Read:
    """What a feed says: its ads, its removals, the rows that are rejected, and how many rows there were.

    `seen` holds every id that could be read, also of rejected rows: an ad that is badly written is not gone.
    """

    ads: list[Ad] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    count: int = 0
    is_list: bool = False
    """Whether such a feed is its owner's whole list, so that what it no longer has is gone."""


def gathered(
    rows: Iterable[Any], one: Callable[[int, Any], Ad | Removal], *, last_wins: bool = False, is_list: bool = False
) -> Read:
    """Read each row; of two with the same id the second is rejected, or in a stream the one that counts.

    :raises Unreadable: when there are more rows than any real feed has.
    """
    found: dict[tuple[str, str], Ad | Removal] = {}
    done = Read(is_list=is_list)
    for number, row in enumerate(rows, 1):
        if number > MOST:
            raise Unreadable(f"Filen har fler än {MOST} annonser. Dela upp den.")
        done.count = number
        try:
            ad = one(number, row)
            key = (ad.scope, ad.source_id)
            if isinstance(ad, Removal) and (reason := _why_not_id(ad.source_id)):
                raise BadAd(reason)
            if key in found and not last_wins:
                raise BadAd(f"annonsen {shortened(ad.source_id)} finns två gånger i filen")
            found[key] = ad
            done.seen.add(ad.source_id)
        except BadAd as wrong:
            done.rejected.append({"row": number, "reason": str(wrong)})
            done.seen |= {said for said in getattr(wrong, "ids", ()) if is_storable(said)}
    done.ads = [ad for ad in found.values() if isinstance(ad, Ad)]
    done.removals = [gone for gone in found.values() if isinstance(gone, Removal)]
    return done


def _why_not_id(said: str) -> str | None:
    """A removal gives nothing but its id."""
    if not said:
        return "id saknas"
    if len(said) > 80 or not is_storable(said):
        return f"id är för långt eller går inte att spara: {shortened(said, 40)}"
    return None


def checked(ad: Ad) -> Ad:
    """Return the ad as it may be kept: plain text, links that lead somewhere, no one's phone or e-mail.

    :raises BadAd: when it cannot be taken in; the ad's id goes with it.
    """
    if len(ad.text) > LONGEST_RAW or len(ad.title) > LONGEST_RAW:
        raise _bad(ad, f"texten är längre än {REFUSED_LENGTH} tecken")
    ad = replace(
        ad, title=without_contacts(" ".join(plain(ad.title).split())), text=without_contacts(plain(ad.text)),
        url=mended_address(ad.url), application_url=mended_address(ad.application_url),
        place_label=cut(ad.place_label, 120), occupation_label=cut(ad.occupation_label, 250),
        extent=cut(without_contacts(plain(ad.extent)), 120), duration=cut(without_contacts(plain(ad.duration)), 120),
    )  # fmt: skip
    if reason := why_not_ad(ad):
        raise _bad(ad, reason)
    return ad


def _bad(ad: Ad, reason: str) -> BadAd:
    wrong = BadAd(reason)
    wrong.ids = (ad.source_id,)  # type: ignore[attr-defined]
    return wrong


def cut(value: str, length: int) -> str:
    """Return a side fact short enough to keep; what the ad itself says is never cut."""
    value = " ".join(value.split())
    value = value if is_storable(value) else ""
    return value if len(value) <= length else f"{value[: length - 1]}…"


def as_text(value: Any) -> str:
    """Return a value as one line.

    :raises BadAd: when it is a list, an object or a yes or no.
    """
    if isinstance(value, dict | list | bool):
        raise BadAd(f"ett värde har inte den form som väntades: {shortened(value, 40)}")
    return one_line(value)


def loose(value: Any) -> str:
    """Return a text wherever it is: itself, the name of an object, or the first of a list that says something."""
    if isinstance(value, list | tuple):
        return next((said for said in map(loose, value) if said), "")
    if isinstance(value, dict):
        return next((said for name in ("name", "@value", "value", "label", "title", "text")
                     if (said := loose(value.get(name)))), "")  # fmt: skip
    return "" if value is None or isinstance(value, bool) else one_line(value)


def joined(page: str, link: str) -> str:
    """Return a link as it reads on its page; a link that cannot be read stays as it is, to be rejected."""
    try:
        return urljoin(page, link)
    except ValueError:
        return link


def seats_in(value: Any) -> int:
    """Return how many are wanted; one where it does not say."""
    said = one_line(value)
    return max(1, min(int(said), 32_000)) if said.isascii() and said.isdigit() and len(said) < 9 else 1
