"""What a person has said, as ways in which a listing can suit it; and why one was shown, in words.

Nothing about anyone else is here, and nothing that the person has not said: not what they have read, searched or
answered, not their age, their pay or their manager. The same words and the same list give the same suggestions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from kollega.core.clock import STOCKHOLM
from kollega.people import rules as people
from kollega.recommending.terms import (
    EXTENTS,
    HOUR,
    IN_A_MAIL,
    MOST_WORDS,
    POINTS,
    SAYS_LITTLE,
    SHORTEST_WORD,
)
from kollega.taxonomy.rules import names_of
from kollega.words.anchors import needed
from kollega.words.compounds import parts
from kollega.words.lemmas import written
from kollega.words.places import code_of, near
from kollega.words.questions import Term, term
from kollega.words.tokens import EMPTY, clean, tokens
from kollega.words.vectors import quoted

Word = tuple[str, str, str]
"""A word of the vocabulary: its id, its label and its code (of an occupation: the id of its group)."""
WORK, PLACE, LANGUAGE, EXTENT, FIRST_SKILL, FIRST_WORD = 0, 1, 2, 3, 100, 1000
IN_TITLE = "AB"
"""The title's own words, their parts, and the occupation, as the index marks them."""
SALT = "kollega.recommending.stop"
sealed, unsealed = partial(people.sealed, salt=SALT), partial(people.unsealed, salt=SALT)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one person has said of themself in their profile."""

    occupation: Word | None = None
    wishes: Sequence[Word] = ()
    skills: Sequence[Word] = ()
    places: Sequence[Word] = ()
    languages: Sequence[Word] = ()
    looks_for: str = ""
    how_much: str = ""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way in which a listing can suit: by words in its title or text, by its occupation, or by where it is.

    :param want: what it is a way to; of several ways to the same only the best counts.
    :param how: title, text, occupation, group, municipality, county, language or extent.
    :param kind: which sentence says it, and how much it counts.
    :param name: what the person said, as it stands in the sentence.
    """

    want: int
    how: str
    kind: str
    name: str
    query: str = ""
    codes: tuple[str, ...] = field(default=())

    @property
    def points(self) -> int:
        return POINTS[self.kind]

    def row(self, number: int) -> dict[str, Any]:
        """Return the way as a row of the statement."""
        told = asdict(self)
        return {name: told[name] for name in ("want", "how", "query", "codes")} | {
            "number": number, "points": self.points, "anchors": sorted(needed(self.query)) if self.query else [],
        }  # fmt: skip


def ways_of(said: Said) -> list[Way]:
    """Return every way in which a listing can suit what the person has said, always in the same order."""
    ways = [way for wish in said.wishes for way in _work(wish, "wish")]
    if said.occupation:
        ways += _work(said.occupation, "own")
    for number, (_, label, _) in enumerate(said.skills):
        ways += _skill(FIRST_SKILL + number, label)
    ways += [way for _, label, code in said.places for way in _place(code, label)]
    ways += [
        Way(want=LANGUAGE, how="language", kind="language", name=in_a_sentence(label), codes=(code.lower(),))
        for _, label, code in said.languages
        if code and code != "SV"  # nearly all is written in Swedish, which tells nothing apart
    ]
    if said.how_much in EXTENTS:
        name = "heltid" if said.how_much == "full" else "deltid"
        ways.append(Way(want=EXTENT, how="extent", kind="how_much", name=name, codes=EXTENTS[said.how_much]))
    return ways + _written(said)


def _work(word: Word, kind: str) -> list[Way]:
    """Return the ways to an occupation: the occupation itself, its name in the title, or one of the same group."""
    pk, label, group = word
    name = "/".join(in_a_sentence(each.partition(",")[0]) for each in names_of(label))
    ways = [Way(want=WORK, how="occupation", kind=kind, name=name, codes=(pk,))]
    if query := _any(label, _in_title):
        ways.append(Way(want=WORK, how="title", kind=kind, name=name, query=query))
    if group:
        ways.append(Way(want=WORK, how="group", kind=f"{kind}_near", name=name, codes=(group,)))
    return ways


def _skill(want: int, label: str) -> list[Way]:
    name = in_a_sentence(names_of(label)[0])
    ways = []
    if query := _any(label, _in_title):
        ways.append(Way(want=want, how="title", kind="skill", name=name, query=query))
    if query := _any(label, _in_text):
        ways.append(Way(want=want, how="text", kind="skill_in_text", name=name, query=query))
    return ways


def _place(code: str, name: str) -> list[Way]:
    """Return the ways to a municipality and what lies near it, or to a county."""
    if len(code) == 2:
        return [Way(want=PLACE, how="county", kind="county", name=name, codes=(code,))]
    if len(code) != 4:
        return []
    around = tuple(other for other in near(code) if other != code)
    ways = [Way(want=PLACE, how="municipality", kind="place", name=name, codes=(code,))]
    return ways + ([Way(want=PLACE, how="municipality", kind="place_near", name=name, codes=around)] if around else [])


def _written(said: Said) -> list[Way]:
    """Return the ways to what a person has written freely: words that tell something apart, and places."""
    labels = [label for _, label, _ in (*said.skills, *said.wishes, *((said.occupation,) if said.occupation else ()))]
    taken = {form for label in labels for word in tokens(label) for form in term(word).forms}
    ways: list[Way] = []
    for word in dict.fromkeys(word.rstrip("-") for word in tokens(said.looks_for)):
        if len(word) < SHORTEST_WORD or word in EMPTY or word in SAYS_LITTLE:
            continue
        asked = term(word)
        if asked.forms[-1] in SAYS_LITTLE:
            continue
        if len(ways) >= MOST_WORDS:
            break
        if code := code_of(word):
            ways += [way for way in _place(code, word.capitalize()) if way.kind == "place"]
        elif not taken.intersection(asked.forms):
            ways.append(Way(want=FIRST_WORD + len(ways), how="title", kind="wrote", name=word, query=_in_title(asked)))
    return ways


def _any(label: str, said: Any) -> str:
    """Return the condition that one of the names a label holds is said, as a tsquery is written."""
    conditions = []
    for name in names_of(label):
        words = [word.rstrip("-") for word in tokens(name.partition(",")[0]) if word not in EMPTY]
        words = [word for word in words if len(word) > 2] or words
        if words:
            conditions.append(" & ".join(f"({said(term(word))})" for word in words))
    return " | ".join(f"({condition})" for condition in conditions)


def _in_title(asked: Term) -> str:
    ways = [asked.said_by(IN_TITLE), asked.meant_by(IN_TITLE)]
    if len(asked.parts) > 1:
        ways.append("(" + " & ".join(f"{quoted(part)}:{IN_TITLE}" for part in asked.parts) + ")")
    return " | ".join(way for way in ways if way)


def _in_text(asked: Term) -> str:
    """In a whole text only the word itself counts: its parts and its likes are in most of them."""
    return asked.said_by()


def in_a_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: with a small letter where it is a Swedish word."""
    first, _, rest = label.partition(" ")
    word = clean(first)
    is_a_word = first[1:].islower() and bool(written(word) or parts(word))
    return f"{word} {rest}".strip() if is_a_word else label


def reasons(ways: Iterable[Way]) -> list[str]:
    """Return why a listing was shown, as sentences: what was meant most first."""
    ways = list(ways)
    said = []
    for kind, sentence in (
        ("wish", "Du vill arbeta som {}"), ("own", "Du har angett yrket {}"),
        ("wish_near", "Yrket ligger nära {}, som du vill arbeta som"),
        ("own_near", "Yrket ligger nära ditt, {}"),
    ):  # fmt: skip
        said += [sentence.format(way.name) for way in ways if way.kind == kind]
    stated = [way.name for way in ways if way.kind in {"skill", "skill_in_text"}]
    stated += [way.name for way in ways if way.kind in {"place", "county", "language"}]
    if stated:
        said.append(f"Du har angett {listed(stated)}")
    if wrote := [f"”{way.name}”" for way in ways if way.kind == "wrote"]:
        said.append(f"Du har skrivit {listed(wrote)}")
    said += [f"Det ligger nära {way.name}, som du har angett" for way in ways if way.kind == "place_near"]
    said += [f"Du vill arbeta {way.name}" for way in ways if way.kind == "how_much"]
    return said


def listed(words: Sequence[str]) -> str:
    """Return words as they are counted up in a sentence: a, b och c."""
    words = list(dict.fromkeys(words))
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"


# The digest.


def monday_before(now: datetime) -> datetime:
    """Return the last Monday morning at eight: whoever was written to before it may be written to now."""
    local = now.astimezone(STOCKHOLM)
    morning = datetime.combine(local.date() - timedelta(days=local.weekday()), time(HOUR), STOCKHOLM)
    return morning if morning <= local else morning - timedelta(days=7)


def subject(found: Sequence[Any]) -> str:
    """Return what a digest is about: the news itself where it is one, otherwise how many there are."""
    if len(found) == 1:
        return f"Passar dig: {found[0].listing.title}, {found[0].listing.employer_name}"
    return f"{len(found)} nya som passar dig"


def letter(found: Sequence[Any], *, root: str, stop: str) -> str:
    """Return the text of a digest: what came, why it suits, and the way out."""
    rows = []
    for one in found[:IN_A_MAIL]:
        listing = one.listing
        last = f"sista dag {listing.closes_on.isoformat()}" if listing.closes_on else ""
        about = ", ".join(part for part in (listing.title, listing.employer_name, listing.place, last) if part)
        rows.append(f"• {about}\n  {'. '.join(one.reasons)}.\n  {root}{listing.url}")
    if len(found) > IN_A_MAIL:
        rows.append(f"… och {len(found) - IN_A_MAIL} till: {root}/passar-dig/")
    rows.append(
        "Vi har jämfört nya annonser med det du själv har skrivit i din profil. Ingen annan får se det.\n"
        f"Sluta mejla om det som passar mig: {root}{stop}"
    )
    return "\n\n".join(rows)
