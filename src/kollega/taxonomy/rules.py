"""How the vocabulary's words hang together, and what a file of them must say."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kollega.core.incoming import is_storable, shortened
from kollega.taxonomy.terms import Kind

PARENT_OF = {
    Kind.OCCUPATION: {Kind.SSYK_4},
    Kind.SSYK_4: {Kind.SSYK_3, Kind.SSYK_2},
    Kind.SSYK_3: {Kind.SSYK_2},
    Kind.SSYK_2: {Kind.SSYK_1},
    Kind.SKILL: {Kind.SKILL_GROUP, Kind.SSYK_4},
    Kind.MUNICIPALITY: {Kind.REGION},
}
"""Which kinds a word may hang under; the others stand alone."""
KNOWS = frozenset({Kind.OCCUPATION, Kind.SSYK_4})
"""The kinds that skills are tied to."""
MANNERS = frozenset({
    "erfarenhet", "programmeringsspråk", "frågespråk", "skriptspråk", "databashanterare", "operativsystem",
    "utbildning", "kunskaper", "certifikat", "examen",
})  # fmt: skip
"""What stands after a comma in a word's name only to say what kind of word it is."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """One concept as a file gives it; `parent` is the id of the concept it hangs under, or empty."""

    id: str
    kind: str
    label: str
    code: str = ""
    parent: str = ""
    is_deprecated: bool = False
    skills: tuple[str, ...] = ()
    """What someone in the occupation, or in the group of occupations, usually can."""


def why_not_words(words: Iterable[Word]) -> list[str]:
    """Return what is wrong, each fault as a sentence; empty when the words can be taken in."""
    words = list(words)
    kinds = {word.id: word.kind for word in words}
    wrong = [fault for word in words for fault in _faults(word)]
    wrong += [
        f"{shortened(word.label)} ({shortened(word.id)}) hör ihop med {shortened(skill)}, som inte är en kompetens i "
        "filerna."
        for word in words
        for skill in word.skills
        if kinds.get(skill) != Kind.SKILL
    ]
    wrong += [
        f"{shortened(word.label)} ({shortened(word.id)}) hör till {shortened(word.parent)}, som inte finns i filerna."
        for word in words
        if word.parent and kinds.get(word.parent) not in PARENT_OF.get(Kind(word.kind), set())
    ]
    return wrong


def _faults(word: Word) -> list[str]:
    wrong = []
    if not word.id or not word.label:
        wrong.append(f"Ett begrepp saknar id eller namn: {shortened(word.id or word.label) or 'båda'}.")
    for what, value, length in (("id", word.id, 40), ("namn", word.label, 250), ("kod", word.code, 20)):
        if len(value) > length or not is_storable(value):
            wrong.append(f"Begreppet {shortened(word.id)} har ett {what} som är för långt eller inte går att spara.")
    return wrong


def merged(words: Iterable[Word]) -> list[Word]:
    """Return one word for each id: the files repeat them, with and without what they hang under."""
    kept: dict[str, Word] = {}
    for word in words:
        before = kept.get(word.id)
        if before is None or (not before.parent and word.parent) or (not before.code and word.code):
            kept[word.id] = word
        if before is not None and (skills := tuple(dict.fromkeys((*before.skills, *word.skills)))):
            kept[word.id] = replace(kept[word.id], skills=skills)
    return list(kept.values())


def names_of(label: str) -> list[str]:
    """Return the names that one word's label holds: "Coaching/Coachning" has two, "Lönestatistik, erfarenhet" one."""
    found = []
    for part in label.split("/"):
        name, _, manner = part.strip().rpartition(", ")
        found.append(name if name and manner.strip().lower() in MANNERS else part.strip())
    return [name for name in dict.fromkeys(found) if name] or [label.strip()]


def by_name(words: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the id that each name means, in small letters: a whole label first, then a name in it, then its beginning.

    :param words: pairs of id and label.
    """
    words = sorted(words, key=lambda word: (len(word[1]), word[0]))
    found: dict[str, str] = {}
    for names in (lambda label: [label], names_of, lambda label: [n.partition(",")[0] for n in names_of(label)]):
        for pk, label in words:
            for name in names(label):
                found.setdefault(name.strip().casefold(), pk)
    return found
