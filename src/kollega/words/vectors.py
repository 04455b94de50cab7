"""What a listing is found by, as PostgreSQL keeps it: each word with how near it stands to what the listing is.

A is the title's own words, B the parts of its compounds and the occupation, C who and where and how much, D the rest.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kollega.words.compounds import parts
from kollega.words.lemmas import forms, lemma
from kollega.words.tokens import EMPTY, TOKEN, clean, joined, tokens, without_contacts

SHARE = re.compile(r"\b(\d{1,3})\s?(?:%|procent\b)")
WRITTEN = re.compile(r"'([^'\\]+)':")
MOST_WORDS = 4000
"""A body longer than this is an error or an attack; what comes after is not searched."""
LONGEST = 60
SHORT = 300
"""A text no longer than this is a line, which others may say too."""
STRONG = "="
"""Stands before a word of the title, its parts or the occupation: an index knows words but not how near they stand."""
Marked = dict[str, dict[str, int]]


def vector(*, title: str, about: Iterable[str] = (), around: Iterable[str] = (), summary: str = "") -> str:
    """Return the words of a listing's card as a tsvector is written.

    Words of A and B stand there twice, the second time with a sign before them.

    :param about: what the work is called elsewhere: its occupation.
    :param around: who, where and how much.
    """
    marked: Marked = {}
    said = [(title, "A", "B"), *((line, "B", "C") for line in about), *((line, "C", "D") for line in around)]
    for text, own, of_parts in (*said, (without_contacts(summary), "D", "D")):
        for form, weight, place in _marks(text, own, of_parts):
            marked.setdefault(form, {}).setdefault(weight, place)
    strong = [quoted(STRONG + form) for form, weights in sorted(marked.items()) if "A" in weights or "B" in weights]
    return " ".join([_written(marked), *strong])


def body_vector(*texts: str) -> str:
    """Return the words of everything that a listing says, for the second tier; no mail addresses and numbers.

    Only that they are said is kept, not where: a body is found by them and never weighed.
    """
    return " ".join(sorted(set().union(*(_said(text) if len(text) > SHORT else _said_in_line(text) for text in texts))))


def _said(text: str) -> frozenset[str]:
    """Return all that a text is found by, as it is written in a tsvector."""
    words = TOKEN.findall(with_shares(without_contacts(text)))[:MOST_WORDS]
    found = set().union(*map(_ways, {*words}))
    for number, word in enumerate(words):
        if word[-1] == "-":
            found.update(quoted(form) for part in _parts(words, number) for form in forms(part))
    found.update(quoted(pair) for pair in _pairs(words))
    return frozenset(found)


_said_in_line = lru_cache(20_000)(_said)
"""Who, where and what are said alike by many listings."""


@lru_cache(50_000)
def _ways(word: str) -> tuple[str, ...]:
    """Return all that a word in a text is found by, as it is written in a tsvector."""
    if word in EMPTY or len(word) > LONGEST:
        return ()
    ways = (*forms(word), *(form for part in parts(word.rstrip("-")) for form in forms(part)))
    return tuple(quoted(form) for form in ways if form)


def _pairs(words: list[str]) -> Iterator[str]:
    """Yield a short word and its neighbour as one: "IT arkitekt" is also itarkitekt."""
    for number, first in enumerate(words[:-1]):
        if len(first) <= 3 and first not in EMPTY and words[number + 1] not in EMPTY:
            yield lemma(joined(first + words[number + 1]))[:LONGEST]


@lru_cache(20_000)
def title_key(title: str) -> str:
    """Return the title as one line of dictionary words, to tell which title is exactly what was asked for."""
    words = [word for word in tokens(with_shares(title)) if word not in EMPTY]
    return " ".join(lemma(joined(word)) for word in words)[:250]


def with_shares(text: str) -> str:
    """Return the text in small letters with a share as one word: 50 % is 50procent."""
    text = clean(text)
    return SHARE.sub(r"\1procent", text) if "%" in text or "procent" in text else text


@lru_cache(20_000)
def _marks(text: str, own: str, of_parts: str) -> tuple[tuple[str, str, int], ...]:
    """Return each form that a line is found by, how near it stands, and its place: the first for each stands."""
    words = TOKEN.findall(with_shares(text))[:MOST_WORDS]
    found: dict[tuple[str, str], int] = {}
    for place, word in enumerate(words, 1):
        if word in EMPTY or len(word) > LONGEST:
            continue
        for form in forms(word):
            found.setdefault((form, own), place)
        for part in _parts(words, place - 1):
            for form in forms(part):
                found.setdefault((form, of_parts), place)
    for pair in _pairs(words):
        found.setdefault((pair, of_parts), 1)
    return tuple((form, weight, min(place, 16_000)) for (form, weight), place in found.items() if form)


def _parts(words: list[str], number: int) -> Iterator[str]:
    """Yield the parts of a word; "miljö- och hälsoskyddsinspektör" is also a miljöinspektör."""
    word = words[number]
    yield from parts(word.rstrip("-"))
    if word.endswith("-"):
        left_out = next((parts(later) for later in words[number + 1 : number + 4] if parts(later)), ())
        if left_out:
            yield word[:-1] + left_out[-1]


def _written(marked: Marked) -> str:
    return " ".join(
        f"{quoted(form)}:{','.join(f'{place}{weight}' for weight, place in weights.items())}"
        for form, weights in sorted(marked.items())
    )


def lexemes_in(vector: str) -> list[str]:
    """Return the plain words of a written vector, each once: what a typing error may be mended to."""
    return sorted({word for word in WRITTEN.findall(vector) if 3 <= len(word) <= LONGEST and word.isalpha()})


def quoted(lexeme: str) -> str:
    """Return a lexeme as it is written in a tsvector or a tsquery."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def unquoted(written: str) -> str:
    """Return the lexeme that is written so."""
    return written[1:-1].replace("''", "'").replace("\\\\", "\\")
