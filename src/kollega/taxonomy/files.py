"""The published files of the labour market's vocabulary, read into words.

Two shapes are read: `{"data": {"concepts": [...]}}` with `narrower` inside each other and an occupation's skills in
`related`, as the data sets at data.jobtechdev.se are published, and a mapping from id to label, type and old code, as
the job ads' importers keep it. Files in neither shape, and concepts of other kinds (keywords, education, countries),
are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kollega.core.incoming import Unreadable, content, listed, one_line, parsed
from kollega.taxonomy.rules import KNOWS, PARENT_OF, Word, merged, why_not_words
from kollega.taxonomy.terms import Kind

KINDS = {
    "occupation-name": Kind.OCCUPATION, "ssyk-level-1": Kind.SSYK_1, "ssyk-level-2": Kind.SSYK_2,
    "ssyk-level-3": Kind.SSYK_3, "ssyk-level-4": Kind.SSYK_4, "skill": Kind.SKILL, "skill-headline": Kind.SKILL_GROUP,
    "skill-group": Kind.SKILL_GROUP, "region": Kind.REGION, "municipality": Kind.MUNICIPALITY,
    "language": Kind.LANGUAGE,
}  # fmt: skip
CODES = (
    "ssyk_code_2012", "iso_639_1_2002", "iso_639_2_1998", "lau_2_code_2015", "national_nuts_level_3_code_2019",
    "legacyAmsTaxonomyId",
)  # fmt: skip
COUNTY = re.compile(r"(0[1-9]|1\d|2[0-5])$")
"""Swedish counties are 01 to 25; the file's regions are otherwise European, and 90 means that no place is given."""


def words_in(folder: Path) -> list[Word]:
    """Return the words of every JSON file in the folder, each once, municipalities under their county.

    :raises Unreadable: when a file is not JSON, or a word has no id or name, or hangs under nothing that exists.
    """
    if not folder.is_dir():
        raise Unreadable(f"{folder.name} är ingen mapp.")
    found: list[Word] = []
    for path in sorted(folder.glob("*.json")):
        try:
            found += _words(parsed(content(path)))
        except Unreadable as refused:
            raise Unreadable(*(f"{path.name}: {reason}" for reason in refused.reasons)) from refused
    words = _with_counties(merged(found))
    if wrong := why_not_words(words):
        raise Unreadable(*listed(wrong))
    if not words:
        raise Unreadable(f"Mappen {folder.name} innehåller inga yrken, kompetenser, platser eller språk.")
    return words


def _words(said: Any) -> Iterator[Word]:
    if not isinstance(said, dict):
        return
    if isinstance(data := said.get("data"), dict) and isinstance(concepts := data.get("concepts"), list):
        yield from _nested(concepts)
        return
    for key, node in said.items():
        if isinstance(node, dict) and node.get("type") in ("region", "municipality"):
            word = _word(node | {"id": key, "preferred_label": node.get("label")}, None)
            if word is not None:
                yield word


def _nested(concepts: list) -> Iterator[Word]:
    waiting: list[tuple[Any, Word | None]] = [(node, None) for node in concepts]
    while waiting:
        node, above = waiting.pop()
        if not isinstance(node, dict):
            raise Unreadable("ett begrepp har inte den form som väntades.")
        word = _word(node, above)
        if word is not None:
            yield word
        here = word or above
        if (
            word is not None and word.skills
        ):  # named with their labels, so that they need not stand in a file of their own
            waiting += [(child, None) for child in node["related"] if _is_skill(child)]
        narrower = node.get("narrower") or []
        waiting += [(child, here) for child in (narrower if isinstance(narrower, list) else [])]


def _word(node: dict, above: Word | None) -> Word | None:
    kind = KINDS.get(str(node.get("type")))
    code = next((one_line(node[name]) for name in CODES if node.get(name)), "")
    if kind is None or (kind == Kind.REGION and not COUNTY.match(code)):
        return None
    related = node.get("related") if kind in KNOWS else None
    skills = tuple(one_line(n.get("id")) for n in related if _is_skill(n)) if isinstance(related, list) else ()
    hangs = above is not None and above.kind in PARENT_OF.get(kind, set())
    return Word(
        id=one_line(node.get("id")), kind=kind, label=one_line(node.get("preferred_label")), code=code,
        parent=above.id if above and hangs else "", is_deprecated=node.get("deprecated") is True,
        skills=skills,
    )  # fmt: skip


def _is_skill(node: Any) -> bool:
    return isinstance(node, dict) and node.get("type") == "skill"


def _with_counties(words: list[Word]) -> list[Word]:
    """A municipality's code begins with its county's."""
    counties = {word.code: word.id for word in words if word.kind == Kind.REGION}
    return [
        replace(word, parent=counties.get(word.code[:2], ""))
        if word.kind == Kind.MUNICIPALITY and not word.parent
        else word
        for word in words
    ]
