"""The forms a word is found by: as it is written, and as a dictionary has it.

The dictionary is simplemma's, read in place from its packed file: fourteen megabytes, and a second the first time.
It gives *uppdrag* the verb *uppdra* and *uppdraget* the noun, so both the written form and the dictionary's are kept,
on both sides: two words meet when they share one form.
"""

from functools import lru_cache

import simplemma
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

from kollega.words.tokens import joined

LANGUAGE = "sv"
KEPT = 50_000
IRREGULAR = {"händer": "hand", "bibliotekarien": "bibliotekarie", "it": "it", "hr": "hr", "lss": "lss", "los": "los"}
DOER, DOINGS = "are", ("ning", "ing")


@lru_cache(KEPT)
def written(word: str) -> str:
    """Return the dictionary's form of exactly this word, or an empty text where the dictionary has no such word."""
    return LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(LANGUAGE).get(word) or ""


@lru_cache(KEPT)
def lemma(word: str) -> str:
    """Return the form that a dictionary has, the word itself where none is known."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or not word.isalpha():
        return word
    if known := written(word):
        return known
    return _of_unknown(word)


def _of_unknown(word: str) -> str:
    """A compound or a name that no dictionary has is inflected as its last part, or has an ending to take away."""
    for start in range(2, len(word) - 3):
        head = word[start:]
        if known := written(head):
            return word[:start] + (known if known[:2] == head[:2] else head)
    guessed = simplemma.lemmatize(word, lang=LANGUAGE, low_memory=True).lower()
    if guessed != word:
        return guessed
    return word[:-1] if word.endswith("s") and len(word) > 4 else word


@lru_cache(KEPT)
def forms(word: str) -> tuple[str, ...]:
    """Return the forms a word is found by, the written one first: with a hyphen it is one word and no hyphen."""
    word = joined(word)
    root = lemma(word)
    return (word,) if root == word else (word, root)


@lru_cache(KEPT)
def kin(word: str) -> tuple[str, ...]:
    """Return the doer of a doing and the doings of a doer: upphandling is what an upphandlare does."""
    root = lemma(joined(word))
    if root.endswith(DOER):
        tries = [root.removesuffix(DOER) + doing for doing in DOINGS]
    else:
        doing = next((doing for doing in DOINGS if root.endswith(doing)), None)
        tries = [root.removesuffix(doing) + DOER] if doing else []
    return tuple(one for one in tries if len(one) > 5 and written(one) == one)
