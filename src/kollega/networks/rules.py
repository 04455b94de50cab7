"""How employers and units are told apart, how their names are read, and what a row of a register must say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from stdnum.exceptions import ValidationError
from stdnum.se import orgnr

from kollega.core.incoming import is_storable, shortened
from kollega.networks.terms import ACRONYMS, BEFORE_A_PLACE, MENDED, PLACES_ANYWHERE, EmployerKind

SMALL = frozenset({"av", "län", "läns", "med", "och", "om", "samt", "stad", "till", "under", "vid"})
INSTITUTION = re.compile(
    r".*(domstol|domstolen|rätt|rätten|nämnd|nämnden|myndighet|myndigheten|kommun|kommitté|kommittén)$"
)
LETTERS = re.compile(r"[^\w]+")
FORMULA = ("=", "+", "-", "@")
MAX_LEVELS = 50


@dataclass(frozen=True, kw_only=True)
class EmployerRow:
    """One employer as a register writes it; `line` is where it stands in the file."""

    line: int
    name: str
    org_number: str = ""
    unit_code: str = ""
    kind: str = EmployerKind.AGENCY
    short_name: str = ""
    group: str = ""
    city: str = ""
    postcode: str = ""
    street: str = ""
    municipality_code: str = ""
    email: str = ""
    website: str = ""
    employees: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One unit as the employer's own register arranges it; `parent` is the code of the unit above, or empty."""

    code: str
    name: str
    parent: str = ""


COLUMNS = tuple(f.name for f in fields(EmployerRow) if f.name != "line")
LENGTHS = {
    "name": 160, "org_number": 11, "unit_code": 20, "kind": 12, "short_name": 40, "group": 80, "city": 80,
    "postcode": 10, "street": 120, "municipality_code": 4, "email": 254, "website": 200, "employees": 7,
}  # fmt: skip


def readable_name(name: str) -> str:
    """Return an employer's name as people write it: a name all in capitals gets small letters where Swedish has them.

    A short name in capitals is taken for letters that are read one by one, and left alone.
    """
    name = " ".join(name.split())
    if not name.isupper() or (len(name) <= 5 and " " not in name):
        return _mended(name)
    words: list[str] = []
    is_place = name.endswith((" KOMMUN", " STAD"))
    for word in _mended(name.lower()).split():
        bare = word.strip(",.()")
        is_proper = not words or bare in PLACES_ANYWHERE or (is_place and not _is_common(bare))
        words.append(_with_acronyms(word.capitalize() if is_proper and "-" not in word else _proper(word, is_proper)))
        is_place = bare in BEFORE_A_PLACE or (is_place and not INSTITUTION.fullmatch(bare))
    return " ".join(words)


def _mended(name: str) -> str:
    for wrong, right in MENDED:
        start = name.lower().find(wrong)
        if start == 0 or (start > 0 and start + len(wrong) == len(name)):
            right = right[0].upper() + right[1:] if name[start].isupper() else right
            return name[:start] + right + name[start + len(wrong) :]
    return name


def _is_common(word: str) -> bool:
    return word in SMALL or word in BEFORE_A_PLACE or bool(INSTITUTION.fullmatch(word)) or word.endswith("-")


def _proper(word: str, is_proper: bool) -> str:
    return word[:1].upper() + word[1:] if is_proper else word


def _with_acronyms(word: str) -> str:
    parts = [part.upper() if part.strip(",.()").upper() in ACRONYMS else part for part in word.split("-")]
    return "-".join(parts)


def folded(name: str) -> str:
    """Return what is left of a name when case, hyphens, commas and blanks are set aside; names are compared by it."""
    return LETTERS.sub(" ", name.casefold()).strip()


def org_number(value: str) -> str:
    """Return an organisation number as it is written, 202100-2742.

    :raises ValueError: when it is not one.
    """
    try:
        compact = orgnr.validate(value)
    except ValidationError as wrong:
        raise ValueError(value) from wrong
    return f"{compact[:6]}-{compact[6:]}"


def why_not_row(row: EmployerRow) -> list[str]:
    """Return what is wrong with a row, each fault as a sentence; empty when it can be taken."""
    wrong = []
    if not row.name:
        wrong.append("namnet saknas.")
    for column in COLUMNS:
        value = getattr(row, column)
        if len(value) > LENGTHS[column]:
            wrong.append(f"{column} är längre än {LENGTHS[column]} tecken: {shortened(value)}.")
        elif not is_storable(value):
            wrong.append(f"{column} innehåller tecken som inte går att spara: {shortened(value)}.")
        elif value.startswith(FORMULA):
            wrong.append(f"{column} börjar med {value[0]} och kan vara en formel: {shortened(value)}.")
    return wrong + _wrong_values(row)


def _wrong_values(row: EmployerRow) -> list[str]:
    wrong = []
    if row.org_number:
        try:
            org_number(row.org_number)
        except ValueError:
            wrong.append(f"{shortened(row.org_number)} är inget organisationsnummer.")
    if row.employees and not (row.employees.isascii() and row.employees.isdigit()):
        wrong.append(f"antalet anställda är inget heltal: {shortened(row.employees)}.")
    if row.kind not in EmployerKind.values:
        wrong.append(f"sorten {shortened(row.kind)} finns inte; välj bland {', '.join(EmployerKind.values)}.")
    return wrong


def identity(row: Any) -> tuple[str, str, str]:
    """Return what makes an employer itself: its name, its organisation number and its unit, case and hyphens aside."""
    return folded(row.name), row.org_number, row.unit_code.casefold()


def why_not_units(rows: Sequence[UnitRow]) -> list[str]:
    """Return every fault in a tree of units, each as a sentence; empty when it can be taken."""
    wrong = [fault for row in rows for fault in _unit_faults(row)]
    names: dict[str, str] = {}
    for row in rows:
        if row.code and row.code in names:
            wrong.append(
                f"Enheten {shortened(row.code)} finns två gånger: "
                f"{shortened(names[row.code])} och {shortened(row.name)}."
            )
        names.setdefault(row.code, row.name)
    wrong += [
        f"Enheten {shortened(row.code)} {shortened(row.name)} hör till {shortened(row.parent)}, som inte finns i filen."
        for row in rows
        if row.parent and row.parent not in names
    ]
    return wrong + _level_faults(rows)


def _unit_faults(row: UnitRow) -> list[str]:
    if not row.code:
        return [f"En enhet saknar orgId: {shortened(row.name) or 'utan namn'}."]
    wrong = []
    if not row.name:
        wrong.append(f"Enheten {shortened(row.code)} saknar namn.")
    for what, value, length in (("namn", row.name, 200), ("orgId", row.code, 40)):
        if len(value) > length:
            wrong.append(f"Enheten {shortened(row.code)} har ett {what} som är längre än {length} tecken.")
        elif not is_storable(value):
            wrong.append(f"Enheten {shortened(row.code)} har ett {what} med tecken som inte går att spara.")
    return wrong


def _level_faults(rows: Sequence[UnitRow]) -> list[str]:
    found = levels(rows)
    known = {row.code for row in rows}
    wrong = [
        f"Enheten {shortened(row.code)} {shortened(row.name)} ligger under sig själv."
        for row in rows
        if row.code in known and row.code not in found
    ]
    if deep := [code for code, level in found.items() if level > MAX_LEVELS]:
        wrong.append(f"{len(deep)} enheter ligger på fler än {MAX_LEVELS} nivåer, till exempel {shortened(deep[0])}.")
    return wrong


def levels(rows: Sequence[UnitRow]) -> dict[str, int]:
    """Return each unit's level, where the top is 1; units in a circle have none, and an orphan counts as a top."""
    parents = {row.code: row.parent for row in rows}
    found: dict[str, int] = {}
    circling: set[str] = set()
    for code in parents:
        path: dict[str, None] = {}
        while code in parents and code not in found and code not in circling and code not in path:
            path[code] = None
            code = parents[code]
        if code in path or code in circling:
            circling.update(path)
            continue
        level = found.get(code, 0)
        for step in reversed(path):
            level += 1
            found[step] = level
    return found


def why_not_succeed(employer: Any, successor: Any, on: date | None) -> str | None:
    """Return why an employer cannot be followed by another, or None if it can."""
    if employer.pk == successor.pk:
        return "En arbetsgivare kan inte efterträda sig själv."
    if employer.successor_id is not None:
        return f"{employer.name} har redan en efterträdare."
    if on is None:
        return "Ange vilken dag den nya arbetsgivaren tar vid."
    return None
