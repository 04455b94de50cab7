"""Registers of employers and trees of units, read from files into rows."""

import csv
import io
from contextlib import suppress
from typing import Any

from kollega.core.incoming import Unreadable, listed, one_line, parsed, text
from kollega.networks.rules import COLUMNS, EmployerRow, UnitRow, org_number, why_not_row, why_not_units

ALSO_CALLED = {
    "name_sv": "name", "namn": "name", "org_nr": "org_number", "organisationsnummer": "org_number",
    "scb_group": "group", "grupp": "group", "employees_agv_2025": "employees", "antal_anstallda": "employees",
    "kortnamn": "short_name", "ort": "city", "postnummer": "postcode", "adress": "street",
    "kommunkod": "municipality_code",
    "epost": "email", "webbplats": "website", "enhet": "unit_code", "sort": "kind",
}  # fmt: skip
NEEDED = {"name": "name (eller name_sv)", "org_number": "org_number (eller org_nr)"}


def employer_rows(raw: bytes) -> list[EmployerRow]:
    """Return the employers of a CSV file with commas, whole.

    :raises Unreadable: with every faulty row by line and reason, or what is wrong with the file.
    """
    reader = csv.reader(io.StringIO(text(raw), newline=""), strict=True)
    rows, wrong = [], []
    try:
        columns = _columns(next(reader))
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                wrong.append(f"Rad {line}: {len(cells)} kolumner, men rubrikraden har {len(columns)}.")
                continue
            row = _employer(line, dict(zip(columns, cells, strict=True)))
            wrong += [f"Rad {line}: {fault}" for fault in why_not_row(row)]
            rows.append(row)
    except csv.Error as problem:
        raise Unreadable(*listed(wrong), f"Rad {reader.line_num}: {_in_swedish(problem)}") from problem
    wrong += _repeated(rows)
    if wrong:
        raise Unreadable(*listed(wrong))
    if not rows:
        raise Unreadable("Filen har en rubrikrad men inga arbetsgivare.")
    return rows


def _columns(heading: list[str]) -> list[str]:
    names = [one_line(cell).lower() for cell in heading]
    if len(names) == 1 and (";" in names[0] or "\t" in heading[0]):
        mark = "semikolon" if ";" in names[0] else "tabbar"
        raise Unreadable(f"Kolumnerna skiljs åt med {mark}. Spara filen med kommatecken mellan kolumnerna.")
    columns = [ALSO_CALLED.get(name, name) for name in names]
    if missing := [said for name, said in NEEDED.items() if name not in columns]:
        raise Unreadable(f"Kolumner saknas på rubrikraden: {', '.join(missing)}.")
    if twice := sorted({c for c in columns if c in COLUMNS and columns.count(c) > 1}):
        raise Unreadable(f"Kolumnen finns två gånger på rubrikraden: {', '.join(twice)}.")
    return columns


def _employer(line: int, cells: dict[str, str]) -> EmployerRow:
    found = {name: one_line(cells[name]) for name in COLUMNS if cells.get(name, "").strip()}
    if "org_number" in found:
        with suppress(ValueError):  # The rule names it, with the others.
            found["org_number"] = org_number(found["org_number"])
    if "@" not in found.get("email", "@"):
        found.setdefault("website", found.pop("email"))  # Statistics Sweden has put one address in the wrong column.
    return EmployerRow(line=line, **{"name": ""} | found)


def _in_swedish(problem: csv.Error) -> str:
    if "field larger" in str(problem):
        return "en cell är längre än 131 072 tecken, så filen är troligen trasig."
    return "citattecken stämmer inte. Kontrollera att varje citattecken som öppnas också stängs."


def _repeated(rows: list[EmployerRow]) -> list[str]:
    first: dict[tuple, int] = {}
    wrong = []
    for row in rows:
        key = (row.name, row.org_number, row.unit_code)
        if row.name and key in first:
            wrong.append(f"Rad {row.line}: samma arbetsgivare som på rad {first[key]}.")
        first.setdefault(key, row.line)
    return wrong


def unit_rows(raw: bytes) -> list[UnitRow]:
    """Return the units of a JSON file, from a nested OrganizationTree or a flat list of its nodes with parentId.

    :raises Unreadable: with every orphan, circle, duplicate and missing name, or what is wrong with the file.
    """
    found = parsed(raw)
    if isinstance(found, dict) and "nodes" in found:
        found = found["nodes"]
    if isinstance(found, dict):
        rows, wrong = _nested(found)
    elif isinstance(found, list):
        rows, wrong = _flat(found)
    else:
        raise Unreadable("Filen innehåller varken ett träd av enheter eller en lista.")
    wrong += why_not_units(rows)
    if wrong:
        raise Unreadable(*listed(wrong))
    if not rows:
        raise Unreadable("Filen innehåller inga enheter.")
    return rows


def _flat(nodes: list[Any]) -> tuple[list[UnitRow], list[str]]:
    rows, wrong = [], []
    for number, node in enumerate(nodes, 1):
        if not isinstance(node, dict):
            wrong.append(f"Post {number} är ingen enhet.")
        elif node.get("organizations"):
            nested, faults = _nested(node)
            rows += nested
            wrong += faults
        else:
            rows.append(_unit(node, _code(node.get("parentId"))))
    return rows, wrong


def _nested(top: dict) -> tuple[list[UnitRow], list[str]]:
    """The top of a tree may name a parent that the file does not hold, because it was cut out of a larger tree."""
    rows, wrong = [], []
    waiting: list[tuple[Any, str]] = [(top, "")]
    while waiting:
        node, above = waiting.pop()
        inner = node.get("organizations") if isinstance(node, dict) else None
        if not isinstance(node, dict) or not isinstance(inner, list | None):
            wrong.append(f"Något under enheten {above or 'överst'} är ingen enhet.")
            continue
        row = _unit(node, above)
        said = _code(node.get("parentId"))
        if above and said and said != above:
            wrong.append(f"Enheten {row.code} {row.name} ligger under {above} men säger att den hör till {said}.")
        rows.append(row)
        waiting += [(child, row.code) for child in reversed(inner or [])]
    return rows, wrong


def _unit(node: dict, parent: str) -> UnitRow:
    return UnitRow(code=_code(node.get("orgId")), name=one_line(node.get("orgName")), parent=parent)


def _code(value: Any) -> str:
    """The registry writes 0 for no unit, since its number may not be absent."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return ""
    said = one_line(value)
    return "" if said == "0" else said
