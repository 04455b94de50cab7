"""Words of which one must be said for a question to be answered: what is new is then held to few questions."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kollega.words.vectors import unquoted

SYMBOL = re.compile(r"'(?:[^'\\]|''|\\.)*'|[()&|]")


@lru_cache(20_000)
def needed(wanted: str) -> frozenset[str]:
    """Return words of which one must be there for a tsquery to hold: of all that must be there the longest word.

    Long words are rare ones, so that few questions wait for a common word.
    """
    return _needed(iter(SYMBOL.findall(wanted)))


def _needed(symbols: Iterator[str]) -> frozenset[str]:
    either: frozenset[str] = frozenset()
    all_of: list[frozenset[str]] = []
    for symbol in symbols:
        if symbol == "(":
            all_of.append(_needed(symbols))
        elif symbol == ")":
            break
        elif symbol == "|":
            either, all_of = either | _longest(all_of), []
        elif symbol != "&":
            all_of.append(frozenset({unquoted(symbol)}))
    return either | _longest(all_of)


def _longest(all_of: Sequence[frozenset[str]]) -> frozenset[str]:
    return max(all_of, key=lambda words: (min(map(len, words)), -len(words), sorted(words)))
