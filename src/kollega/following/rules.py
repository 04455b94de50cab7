"""When a search is told of next, and what the mail says."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from kollega.catalogue.rules import sign
from kollega.catalogue.terms import REMOTE
from kollega.core.clock import STOCKHOLM
from kollega.core.deadlines import is_working_day
from kollega.core.swedish import day
from kollega.following.terms import HOUR, MOST_KEPT, MOST_SEARCHES, SHOWN_IN_A_MAIL, Rhythm
from kollega.people import rules as people
from kollega.words.anchors import needed


def next_telling(rhythm: str, now: datetime) -> datetime | None:
    """Return when a search is looked at next: at once for those who want that, otherwise a morning at eight."""
    if rhythm == Rhythm.NEVER:
        return None
    if rhythm == Rhythm.AT_ONCE:
        return now
    local = now.astimezone(STOCKHOLM)
    day = local.date() + timedelta(days=local.time() >= time(HOUR))
    while not (is_working_day(day) if rhythm == Rhythm.DAILY else day.weekday() == 0):
        day += timedelta(days=1)
    return datetime.combine(day, time(HOUR), STOCKHOLM)


SALT = "kollega.following.silence"
sealed, unsealed = partial(people.sealed, salt=SALT), partial(people.unsealed, salt=SALT)


def why_not_follow(count: int) -> str | None:
    """Return why no more searches can be followed, or None."""
    if count >= MOST_SEARCHES:
        return f"Du följer redan {MOST_SEARCHES} sökningar. Ta bort någon som du inte behöver."
    return None


def why_not_keep(count: int) -> str | None:
    """Return why no more can be put aside, or None."""
    return f"Du har redan sparat {MOST_KEPT}. Ta bort något först." if count >= MOST_KEPT else None


def subject(found: Sequence[tuple[Any, Sequence[Any]]]) -> str:
    """Return what a mail is about: the news itself where it is one, otherwise how many there are."""
    rows = [listing for _, listings in found for listing in listings]
    if len(rows) == 1:
        return f"Nytt: {rows[0].title}, {rows[0].employer_name}"
    return f"{len(rows)} nya träffar i det du följer"


def letter(found: Sequence[tuple[Any, Sequence[Any]]], *, root: str) -> str:
    """Return the text of a mail: each search with its newest hits, and where the rest and the way out are.

    :param found: each search with the listings that are new in it, the best first.
    """
    parts = []
    for search, listings in found:
        lines = [f"{search.name}:"]
        lines += [f"• {in_a_line(x)}\n  {root}{x.url}" for x in listings[:SHOWN_IN_A_MAIL]]
        if len(listings) > SHOWN_IN_A_MAIL:
            lines.append(f"… och {len(listings) - SHOWN_IN_A_MAIL} till: {root}/jobb-och-uppdrag/{search.address}")
        lines.append(f"Sluta mejla om den här sökningen: {root}/foljer/av/{search.token}/")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def in_a_line(listing: Any) -> str:
    last = f"sista dag {listing.closes_on.isoformat()}" if listing.closes_on else ""
    return ", ".join(part for part in (listing.title, listing.employer_name, listing.place, last) if part)


def side_by_side(listings: Sequence[Any]) -> list[tuple[str, list[str], bool]]:
    """Return what is known of the things on offer, one row a fact: its name, what each says, and whether they differ.

    A fact that none of them gives is left out.
    """
    rows = [(name, [said(listing) for listing in listings]) for name, said in FACTS]
    return [(name, each, len(set(each)) > 1) for name, each in rows if any(each)]


def anchors(held: Mapping[str, Any]) -> list[str]:
    """Return words and signs of which whatever the search finds has one; none where it may find anything.

    What is new then meets only the searches that it may be for. The words decide where there are any; otherwise the
    narrowest choice does.

    :param held: the search's conditions, by the fields of SavedSearch.
    """
    if held["wanted"]:
        return sorted(needed(held["wanted"]))
    if held["employers"]:
        return sorted({sign("employer", employer) for employer in held["employers"]})
    if held["is_somewhere"]:
        there = [("municipality", code) for code in held["municipalities"]]
        there += [("county", code) for code in held["counties"]]
        return sorted([*(sign(*one) for one in there), *([sign(REMOTE)] if held["is_remote"] else [])])
    for name in SIGN_OF:
        if chosen := held[name]:
            return sorted(sign(REMOTE) if one == REMOTE else sign(SIGN_OF[name], one) for one in chosen)
    return []


SIGN_OF = {
    "fields": "field", "chosen_counties": "county", "forms": "form", "extents": "extent", "kinds": "kind",
}  # fmt: skip


FACTS: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("Slag", lambda x: x.get_kind_display()),
    ("Arbetsgivare", lambda x: x.employer_name),
    ("Plats", lambda x: x.place),
    ("Yrke", lambda x: str(x.occupation or "")),
    ("Anställningsform", lambda x: x.get_form_display()),
    ("Omfattning", lambda x: f"{x.share} procent" if x.share else x.extent),
    ("Sista dag", lambda x: day(x.closes_on) or "Öppen tills vidare"),
    ("Publicerad", lambda x: day(x.published_at)),
    ("Språk", lambda x: {"sv": "Svenska", "en": "Engelska"}.get(x.language, "")),
    ("I korthet", lambda x: x.summary),
)
