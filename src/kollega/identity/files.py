"""A CV as JSON Resume (jsonresume.org, version 1): only what a profile can hold is read, and no file is kept."""

from collections.abc import Iterator
from typing import Any

from kollega.core.incoming import Unreadable, is_storable, listed, one_line, parsed, shortened
from kollega.identity.rules import Resume

LARGEST = 1_000_000
MOST_NAMES = 300
LONGEST_NAME = 120
PARTS = {"basics": dict, "work": list, "skills": list, "languages": list}
"""The parts that are read, and what each must be; the others are somebody's story and are passed over."""
WHAT = {dict: "ett objekt", list: "en lista"}


def resume_in(raw: bytes) -> Resume:
    """Return what the file says about skills, languages, places and occupations.

    :raises Unreadable: when it is too large, not JSON, no CV, or a part of it is not what the format says.
    """
    if len(raw) > LARGEST:
        raise Unreadable("Filen är större än 1 MB. Ett CV i JSON Resume är mycket mindre: ta bort bilder ur den.")
    said = parsed(raw)
    if not isinstance(said, dict) or not PARTS.keys() & said.keys():
        raise Unreadable(
            "Filen är JSON, men inget CV i formatet JSON Resume: den har varken basics, work, skills eller languages."
        )
    if wrong := list(_faults(said)):
        raise Unreadable(*listed(wrong, 10))
    work, skills = said.get("work") or [], said.get("skills") or []
    return Resume(
        skills=_names(name for row in skills for name in (row.get("name"), *(row.get("keywords") or []))),
        languages=_names(row.get("language") for row in said.get("languages") or []),
        places=_names((said.get("basics") or {}).get("location", {}).get(name) for name in ("city", "region")),
        occupations=_names([(said.get("basics") or {}).get("label"), *(row.get("position") for row in work)]),
    )  # fmt: skip


def _faults(said: dict) -> Iterator[str]:
    """Yield what is not as the format says, each with where it stands."""
    for part, kind in PARTS.items():
        value = said.get(part)
        if value is None:
            continue
        if not isinstance(value, kind):
            yield f"Under {part} väntades {WHAT[kind]}. Rätta det och välj filen igen."
        elif kind is list:
            for number, row in enumerate(value, 1):
                if not isinstance(row, dict):
                    yield f"Rad {number} under {part} är inte ett objekt. Rätta den och välj filen igen."
                elif not isinstance(row.get("keywords") or [], list):
                    yield f"Nyckelorden på rad {number} under {part} är ingen lista. Rätta dem och välj filen igen."
    if isinstance(basics := said.get("basics"), dict) and not isinstance(basics.get("location", {}), dict):
        yield "Under basics.location väntades ett objekt. Rätta det och välj filen igen."


def _names(values: Any) -> list[str]:
    """Return the texts, each once; a number or an object is no name, and what cannot be stored is no text."""
    texts = [one_line(value) for value in values if isinstance(value, str) and is_storable(value)]
    return list(dict.fromkeys(shortened(text, LONGEST_NAME) for text in texts if text))[:MOST_NAMES]
