"""What a listing is found by, as PostgreSQL keeps it: each word with how near it stands to what the listing is.

A is the title's own words, B the parts of its compounds and the occupation, C who and where and how much, D the rest.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from kollega.words.compounds import parts
from kollega.words.lemmas import forms, lemma
from kollega.words.tokens import EMPTY, TOKEN, clean, joined, tokens, without_contacts

SHARE = re.compile(r"\b(\d{1,3})\s?(?:%|procent\b)")
WRITTEN = re.compile(r"'([^'\\]+)':")
MOST_WORDS = 4000
"""A body longer than this is an error or an attack; what comes after is not searched."""
LONGEST = 60
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
    _mark(marked, title, "A", "B")
    for line in about:
        _mark(marked, line, "B", "C")
    for line in around:
        _mark(marked, line, "C", "D")
    _mark(marked, without_contacts(summary), "D", "D")
    strong = [quoted(STRONG + form) for form, weights in sorted(marked.items()) if not weights.keys().isdisjoint("AB")]
    return " ".join([_written(marked), *strong])


def body_vector(*texts: str) -> str:
    """Return the words of everything that a listing says, for the second tier; no mail addresses and numbers.

    Only that they are said is kept, not where: a body is found by them and never weighed.
    """
    found: set[str] = set()
    for text in texts:
        words = TOKEN.findall(with_shares(without_contacts(text)))[:MOST_WORDS]
        found.update(*map(_ways, words))
        for number, word in enumerate(words):
            if word.endswith("-"):
                found.update(quoted(form) for part in _parts(words, number) for form in forms(part))
        found.update(quoted(pair) for pair in _pairs(words))
    return " ".join(sorted(found))


@lru_cache(50_000)
def _ways(word: str) -> tuple[str, ...]:
    """Return all that a word in a text is found by, as it is written in a tsvector."""
    if word in EMPTY or len(word) > LONGEST:
        return ()
    ways = (*forms(word), *(form for part in parts(word.rstrip("-")) for form in forms(part)))
    return tuple(quoted(form) for form in ways if form)


def _pairs(words: list[str]) -> Iterator[str]:
    """Yield a short word and its neighbour as one: "IT arkitekt" is also itarkitekt."""
    for first, second in pairwise(words):
        if len(first) <= 3 and first not in EMPTY and second not in EMPTY:
            yield lemma(joined(first + second))[:LONGEST]


def title_key(title: str) -> str:
    """Return the title as one line of dictionary words, to tell which title is exactly what was asked for."""
    words = [word for word in tokens(with_shares(title)) if word not in EMPTY]
    return " ".join(lemma(joined(word)) for word in words)[:250]


def with_shares(text: str) -> str:
    """Return the text in small letters with a share as one word: 50 % is 50procent."""
    return SHARE.sub(r"\1procent", clean(text))


def _mark(marked: Marked, text: str, own: str, of_parts: str) -> None:
    words = TOKEN.findall(with_shares(text))[:MOST_WORDS]
    for place, word in enumerate(words, 1):
        if word in EMPTY or len(word) > LONGEST:
            continue
        for form in forms(word):
            _keep(marked, form, own, place)
        for part in _parts(words, place - 1):
            for form in forms(part):
                _keep(marked, form, of_parts, place)
    for pair in _pairs(words):
        _keep(marked, pair, of_parts, 1)


def _parts(words: list[str], number: int) -> Iterator[str]:
    """Yield the parts of a word; "miljö- och hälsoskyddsinspektör" is also a miljöinspektör."""
    word = words[number]
    yield from parts(word.rstrip("-"))
    if word.endswith("-"):
        left_out = next((parts(later) for later in words[number + 1 : number + 4] if parts(later)), ())
        if left_out:
            yield word[:-1] + left_out[-1]


def _keep(marked: Marked, form: str, weight: str, place: int) -> None:
    if form:
        marked.setdefault(form, {}).setdefault(weight, min(place, 16_000))


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
