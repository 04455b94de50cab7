"""A spreadsheet of ads, saved as CSV, with its columns in Swedish or English and in any order."""

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

from kollega.core.incoming import Unreadable, one_line, shortened
from kollega.networks.rules import folded
from kollega.vacancies.files.markup import decoded
from kollega.vacancies.files.rows import Read, checked, gathered, seats_in
from kollega.vacancies.rules import Ad, BadAd, last_moment, moment, number_in

COLUMNS = {
    "source_id": ("id", "annons id", "annonsid", "nummer", "ad id", "job id", "jobid"),
    "title": ("rubrik", "titel", "jobb", "tjänst", "title", "headline"),
    "employer_name": ("arbetsgivare", "employer", "organisation", "myndighet", "company"),
    "org_number": ("organisationsnummer", "orgnr", "org nr", "organization number", "organisation number"),
    "workplace": ("arbetsplats", "avdelning", "enhet", "workplace", "department", "unit"),
    "place_label": ("ort", "plats", "stad", "kommun", "arbetsort", "place", "city", "location", "municipality"),
    "municipality_code": ("kommunkod", "municipality code"),
    "occupation_label": ("yrke", "befattning", "occupation", "profession"),
    "published_at": ("publicerad", "publiceringsdag", "publiceringsdatum", "första dag", "från", "published",
                     "publication date", "start date"),
    "apply_by": ("sista dag", "sista ansökningsdag", "sista ansökningsdatum", "sök senast", "ansök senast", "till",
                 "deadline", "apply by", "application deadline", "last day", "end date"),
    "text": ("text", "beskrivning", "annonstext", "description", "body"),
    "url": ("länk", "annonslänk", "webbadress", "adress", "link", "url"),
    "application_url": ("ansökningslänk", "ansök", "apply", "application url", "application link", "apply url"),
    "extent": ("omfattning", "sysselsättningsgrad", "extent", "hours", "employment type"),
    "duration": ("varaktighet", "anställningsform", "längd", "duration"),
    "seats": ("antal", "antal platser", "platser", "seats", "vacancies", "number of vacancies"),
    "diary_number": ("diarienummer", "referens", "dnr", "referensnummer", "reference", "diary number"),
    "external_id": ("externt id", "external id", "platsbanken id"),
}  # fmt: skip
NEEDED = {"title": "rubrik", "url": "länk"}
NAMES = {name: field for field, names in COLUMNS.items() for name in names}
EXCELS_FIRST = date(1899, 12, 30)
TEMPLATE = (
    "id;rubrik;arbetsgivare;organisationsnummer;ort;publicerad;sista dag;omfattning;varaktighet;antal;yrke;"
    "diarienummer;text;länk;ansökningslänk\r\n"
    "2026-17;Registrator;Exempelmyndigheten;;Sundsvall;2026-11-20;2026-12-11;Heltid;Tillsvidare;1;Registrator;"
    "D 2026/17;Du tar emot och fördelar ärenden.;https://exempel.se/jobb/17;https://exempel.se/jobb/17/ansok\r\n"
)
LONGEST_CELL = 200_000


def read_csv(raw: bytes, *, page: str = "") -> Read:
    """Return the ads of a table whose first row names its columns.

    :raises Unreadable: when there is no such row, or it lacks the columns that every ad needs.
    """
    said = decoded(raw)
    if "\x00" in said:
        raise Unreadable("Filen innehåller nolltecken och är ingen CSV-fil. Spara kalkylbladet som CSV.")
    if raw.startswith(b"PK"):
        raise Unreadable("Filen är ett kalkylblad i Excels eget format. Spara det som CSV och läs in den filen.")
    if said.lstrip().startswith(("<", "{", "[")):
        raise Unreadable("Filen är ingen CSV-fil: första raden ska vara kolumnernas namn.")
    header, rows = _table(said)
    fields = [NAMES.get(folded(name)) for name in header]
    if missing := [name for field, name in NEEDED.items() if field not in fields]:
        raise Unreadable(f"Kolumnen {' och '.join(missing)} saknas. Rad 1 är: {shortened('; '.join(header), 120)}.")
    if twice := [name for name, field in zip(header, fields, strict=True) if field and fields.count(field) > 1]:
        raise Unreadable(f"Två kolumner betyder samma sak: {shortened(', '.join(twice), 80)}. Ta bort den ena.")
    return gathered(rows, lambda number, row: _ad(number, row, header, fields), is_list=True)


def _table(said: str) -> tuple[list[str], list[list[str]]]:
    first = said.splitlines()[0]
    if re.fullmatch(r"sep=(.)", first.strip(), re.I):
        said = said.split("\n", 1)[1] if "\n" in said else ""
        first = said.splitlines()[0] if said else ""
    mark = max(";\t,", key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    try:
        table = list(csv.reader(io.StringIO(said, newline=""), delimiter=mark))
    except csv.Error as wrong:
        raise Unreadable(
            "Filen går inte att läsa som CSV: en ruta är för stor eller ett citattecken saknas."
        ) from wrong
    header = [one_line(name) for name in table[0]]
    return header, [row for row in table[1:] if any(cell.strip() for cell in row)]


def _ad(number: int, row: list[str], header: list[str], fields: list[str | None]) -> Ad:
    if len(row) > len(fields) and any(cell.strip() for cell in row[len(fields):]):  # fmt: skip
        raise BadAd(
            f"raden har {len(row)} rutor men rad 1 har {len(header)}; ett skiljetecken i en text behöver citattecken"
        )
    cells: dict[str, Any] = {field: cell.strip() for field, cell in zip(fields, row, strict=False) if field}
    values = {name: one_line(cell) for name, cell in cells.items() if name != "text"}
    values["published_at"] = moment(_day(values.get("published_at", "")))
    values["apply_by"] = last_moment(_day(values.get("apply_by", "")))
    values["org_number"] = number_in(values.get("org_number", ""))
    values["seats"] = seats_in(values.get("seats", "1"))
    values["source_id"] = values.get("source_id") or values.get("url", "")[-80:]
    code = values.get("municipality_code", "")
    values["municipality_code"] = code.zfill(4) if code.isdigit() else ""
    place = values.get("place_label", "")
    return checked(Ad(
        **{"employer_name": "", "title": "", "url": ""} | values, row=number, text=cells.get("text", ""),
        places=(place,) if place else (),
        scope=folded(values.get("employer_name", ""))[:80],
    ))  # fmt: skip


def _day(said: str) -> str:
    """Excel writes a day as a number where its column is not told to be a date."""
    if re.fullmatch(r"[34]\d{4}(?:[.,]\d+)?|5\d{4}", said):
        return (EXCELS_FIRST + timedelta(days=int(said[:5]))).isoformat()
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d) 0?0:00(:00)?", said):
        return found[1]
    return said
