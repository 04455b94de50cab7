"""Where the shared Peppol data lies, and what the unit test sets of OpenPeppol say."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

REPOSITORY = Path(__file__).parents[2]
PEPPOL = Path(os.environ.get("KOLLEGA_SHARED_DATA") or REPOSITORY.parent / "shared" / "data") / "peppol"
VEFA = "{http://difi.no/xsd/vefa/validator/1.0}"

needs_rules = pytest.mark.skipif(
    not (PEPPOL / "schematron").is_dir(), reason="The Peppol rules are not here; set KOLLEGA_SHARED_DATA."
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One claim of a unit test set: this rule gives this result this many times for this document."""

    name: str
    result: str
    rule: str
    times: int | None
    document: bytes


def examples() -> list[Path]:
    return sorted((PEPPOL / "examples").glob("*.xml"))


def cases() -> list[Case]:
    return [case for path in sorted(PEPPOL.glob("unit-UBL-*/*.xml")) for case in _cases(path)]


def _cases(path: Path) -> Iterator[Case]:
    for place, test in enumerate(etree.parse(str(path)).getroot().iterchildren(f"{VEFA}test")):
        document = next(child for child in test.iterchildren("*") if child.tag != f"{VEFA}assert")
        for claim in test.find(f"{VEFA}assert").iterchildren("*"):
            result = claim.tag.removeprefix(VEFA)
            if result in ("success", "warning", "error", "fatal"):
                rule = claim.text.strip()
                yield Case(
                    name=f"{path.stem}-{place}-{result}-{rule}",
                    result=result,
                    rule=rule,
                    times=int(claim.get("number")) if claim.get("number") else None,
                    document=etree.tostring(document, with_tail=False),
                )
