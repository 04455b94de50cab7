"""What leaves as a table: texts stay texts, days and sums keep their kinds."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from kollega.core.exports import XLSX, csv_file, sheet_file

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = [
    "=1+1",
    "+46 70",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\ufeff=1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\u2060 =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    '=HYPERLINK("https://exempel.invalid";"Klicka")',
    "=cmd|' /C calc'!A0",
]
HARMLESS = ["Kim Exempel", "1-2", "a=b", "å@ä", "", 'Rad ett\nRad två; med semikolon och "citat"', "\u2028 rad"]


def rows_of(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def cells_of(response) -> list[tuple]:
    """Return reference, kind, style, and what each cell of the sheet holds."""
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        shared = etree.fromstring(book.read("xl/sharedStrings.xml"))
        texts = ["".join(item.itertext(f"{M}t")) for item in shared]
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        assert not any("externalLink" in name or "hyperlink" in name.lower() for name in book.namelist())
    assert sheet.find(f".//{M}f") is None
    assert sheet.find(f".//{M}hyperlink") is None
    found = []
    for cell in sheet.iter(f"{M}c"):
        value = cell.findtext(f"{M}v")
        found.append((cell.get("r"), cell.get("t"), texts[int(value)] if cell.get("t") == "s" else value))
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_in_csv_never_becomes_a_formula(text):
    header, row = rows_of(csv_file("lista", [text], [[text]]))
    assert header == row == [f"'{text}"]


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_text_in_csv_stays_as_it_is(text):
    assert rows_of(csv_file("lista", ["Namn"], [["x", text]]))[1] == ["x", text]


def test_a_csv_file_is_what_swedish_spreadsheets_read():
    response = csv_file(
        "fakturor", ["Dag", "Summa", "Antal", "Tomt"], [[date(2026, 3, 1), Decimal("-1234.50"), 3, None]]
    )
    assert response.content == "\ufeffDag;Summa;Antal;Tomt\r\n2026-03-01;-1234,50;3;\r\n".encode()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="fakturor.csv"'


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_in_a_sheet_is_a_text_and_never_a_formula_or_a_link(text):
    (_, kind, held), (_, kind_below, held_below) = cells_of(sheet_file("lista", [text], [[text]]))
    assert kind == kind_below == "s"
    assert held.replace("\r", "") == held_below.replace("\r", "")
    assert held.strip("\r\n\t ").endswith(text.strip("\r\n\t ")[-3:])


def test_a_link_in_a_sheet_is_a_text():
    assert cells_of(sheet_file("lista", ["Länk"], [["https://exempel.invalid/"]]))[1] == (
        "A2",
        "s",
        "https://exempel.invalid/",
    )


def test_days_and_sums_in_a_sheet_are_typed():
    response = sheet_file(
        "lista", ["Dag", "Summa", "Antal"], [[date(2026, 3, 1), Decimal("-1234.50"), 3], [None, "", 0]]
    )
    assert response["Content-Type"] == XLSX
    assert cells_of(response)[3:] == [
        ("A2", None, "46082"),
        ("B2", None, "-1234.5"),
        ("C2", None, "3"),
        ("C3", None, "0"),
    ]
