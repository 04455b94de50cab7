"""What someone types in the search field, read into words that can each be found in several ways."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from kollega.words.compounds import parts
from kollega.words.lemmas import forms, kin, lemma
from kollega.words.places import NEAR, Place, place
from kollega.words.synonyms import synonyms
from kollega.words.tokens import EMPTY, TOKEN, clean, joined
from kollega.words.vectors import LONGEST, quoted, title_key, with_shares

MOST_TERMS = 8
SAYS_NEAR = re.compile(r"\b(?:nära|i närheten av|runt|kring)\s+([^\W\d_][^,]*)$")
NOISE = frozenset("jobb jobba arbete arbeta lediga ledigt ledig tjänst tjänster lediga platsannonser".split())
"""What every listing is; asked alone, everything is meant."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """One word of the question, and the other ways in which a listing may say it."""

    typed: str
    forms: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()
    """Synonyms, each a row of words that must all be there."""
    parts: tuple[str, ...] = ()
    """The words of a compound, for listings that write it with several words."""

    def found_by(self, sign: str = "") -> str:
        """Return the condition that the word is said in any way, as a tsquery is written.

        :param sign: what stands before each word, when it is to be said strongly.
        """
        ways = [quoted(sign + form) for form in self.forms]
        ways += [_all(words, sign) for words in self.others]
        if len(self.parts) > 1:
            ways.append(_all(self.parts, sign))
        return f"({' | '.join(ways)})"

    def said_by(self, weight: str = "") -> str:
        """Return the condition that the word itself is said, at a weight."""
        mark = f":{weight}" if weight else ""
        return " | ".join(f"{quoted(form)}{mark}" for form in self.forms)

    def meant_by(self, weight: str = "") -> str:
        """Return the condition that another word for it is said, at a weight, or an empty text where there is none."""
        mark = f":{weight}" if weight else ""
        return " | ".join(f"({' & '.join(quoted(word) + mark for word in words)})" for words in self.others)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What was asked: words that must all be found, and a place when the line ends with "nära Sundsvall"."""

    terms: tuple[Term, ...] = ()
    joins: tuple[tuple[int, str], ...] = ()
    """Two neighbours written as one: the number of the first, and the word they make."""
    place: Place | None = None
    key: str = ""

    def found_by(self, sign: str = "") -> str:
        """Return the condition of the whole question as a tsquery is written, or an empty text for no words."""
        ways = [" & ".join(term.found_by(sign) for term in self.terms)] if self.terms else []
        for number, word in self.joins:
            rest = [t.found_by(sign) for n, t in enumerate(self.terms) if n not in (number, number + 1)]
            ways.append(" & ".join([replace(term(word), parts=()).found_by(sign), *rest]))
        return " | ".join(f"({way})" for way in ways)

    def joined_forms(self) -> list[str]:
        """Return the words that neighbours make together, as a tsquery is written."""
        return [quoted(lemma(word)) for _, word in self.joins]

    def without(self, number: int) -> "Question":
        """Return the question without one of its words."""
        kept = [t for n, t in enumerate(self.terms) if n != number]
        return replace(self, terms=tuple(kept), joins=(), key=" ".join(t.forms[-1] for t in kept))

    def mended(self, words: dict[str, str]) -> "Question":
        """Return the question with words put right."""
        typed = [words.get(term.typed, term.typed) for term in self.terms]
        return replace(question(" ".join(typed)), place=self.place)

    def text(self) -> str:
        """Return the words of the question as one line."""
        return " ".join(term.typed for term in self.terms)


def question(line: str) -> Question:
    """Return what a line typed in the search field asks for."""
    line = " ".join(clean(line).split())
    where = None
    if (said := SAYS_NEAR.search(line)) and (where := place(said[1], and_near=True)):
        line = line[: said.start()].strip()
    elif NEAR.match(line) and (where := place(line)):
        line = ""
    typed = [word.rstrip("-") for word in TOKEN.findall(with_shares(line))][: MOST_TERMS * 2]
    said_something = [word for word in typed if word not in EMPTY and word not in NOISE and len(word) <= LONGEST]
    typed = (said_something or [word for word in typed if word not in NOISE])[:MOST_TERMS]
    return Question(terms=tuple(map(term, typed)), joins=_joins(typed), place=where, key=title_key(" ".join(typed)))


def term(word: str) -> Term:
    """Return the ways in which one typed word can be said."""
    own = forms(word)
    known = dict.fromkeys(other for form in (joined(word), *own) for other in synonyms(form))
    others = tuple(tuple(lemma(part) for part in other.split("-")) for other in known)
    others += tuple((joined(other),) for other in known if "-" in other)
    others += tuple((other,) for other in kin(word))
    first = parts(word)
    return Term(typed=word, forms=own, others=tuple(dict.fromkeys(others)), parts=_outermost(word, first))


def _outermost(word: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words a compound must be written with when it is written apart: its beginning and its head."""
    if "-" in word:
        return tuple(dict.fromkeys(lemma(piece) for piece in word.split("-") if piece))
    if len(found) < 2:
        return ()
    root = forms(word)[-1]
    head = next((part for part in found[1:] if root.endswith(part)), found[-1])
    return (found[0], head)


def _joins(typed: list[str]) -> tuple[tuple[int, str], ...]:
    """Return neighbours that may be one word to others: it arkitekt, e arkiv, bygglovs handläggare."""
    return tuple(
        (number, joined(first + second))
        for number, (first, second) in enumerate(pairwise(typed))
        if len(first + second) <= LONGEST
    )


def _all(words: tuple[str, ...], sign: str = "") -> str:
    return f"({' & '.join(quoted(sign + word) for word in words)})" if len(words) > 1 else quoted(sign + words[0])
