"""Places as ads name them in words."""

import re

from kollega.networks.rules import folded

COUNTRY = {"sverige", "sweden", "se", "swe", "hela sverige"}
IN_ENGLISH = {"gothenburg": "Göteborg", "malmo": "Malmö", "skane": "Skåne", "orebro": "Örebro", "vasteras": "Västerås"}
PARTS = re.compile(r"[,;/|\n()]|\s-\s|\s–\s|\boch\b|\band\b")
POSTCODE = re.compile(r"\b(?:S(?:E)?-?\s?)?\d{3}\s?\d{2}\b")
COUNTY = re.compile(r"(.+?\blän)\s+(.+)", re.I)
TAIL = re.compile(r"\s+(?:kommun|stad|municipality|county|tätort)$", re.I)


def named_places(*said: str) -> list[str]:
    """Return the names, folded, that may be a municipality's or a county's, in the order they are said."""
    found: dict[str, None] = {}
    for text in said:
        for part in PARTS.split(POSTCODE.sub(" ", text)):
            for name in _readings(" ".join(part.split())):
                if name and name not in COUNTRY:
                    found.setdefault(name)
    return list(found)


def _readings(part: str) -> list[str]:
    county = COUNTY.fullmatch(part)
    if county:
        return [*_readings(county[2]), folded(county[1])]
    part = IN_ENGLISH.get(part.casefold(), part)
    bare = TAIL.sub("", part)
    names = [folded(part), folded(bare)]
    if bare != part and bare.endswith("s"):
        names.append(folded(bare[:-1]))
    if re.search(r"county$", part, re.I):
        return [f"{folded(bare)} län", f"{folded(bare)}s län"]
    return names
