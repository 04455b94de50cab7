"""The one writer of tables that leave: CSV and spreadsheets whose cells can never become formulas."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNSEEN = " \u00a0\u200b\u200c\u200d\u2060\ufeff\x00"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def harmless(value: Any) -> Any:
    """Return the value as it may stand in a CSV cell: a text that a spreadsheet would run gets an apostrophe first."""
    if isinstance(value, str) and value.lstrip(UNSEEN).startswith(DANGEROUS):
        return f"'{value}"
    return "" if value is None else value


def csv_file(name: str, header: list[str], rows: Iterable[list[Any]]) -> HttpResponse:
    """Answer with the rows as CSV: UTF-8 with its mark, semicolons, decimal comma, as Swedish spreadsheets read."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in header])
    for row in rows:
        writer.writerow([_in_csv(cell) for cell in row])
    return _download(("\ufeff" + text.getvalue()).encode(), f"{name}.csv", "text/csv; charset=utf-8")


def _in_csv(cell: Any) -> Any:
    if isinstance(cell, Decimal):
        return str(cell).replace(".", ",")
    return cell.isoformat() if isinstance(cell, date) else harmless(cell)


def sheet_file(name: str, header: list[str], rows: Iterable[list[Any]]) -> HttpResponse:
    """Answer with the rows as a spreadsheet."""
    return _download(sheet_bytes(name, header, rows), f"{name}.xlsx", XLSX)


def sheet_bytes(name: str, header: list[str], rows: Iterable[list[Any]]) -> bytes:
    """Return a spreadsheet: typed days and amounts, the header row frozen, texts always texts."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(name[:31])
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(header):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, max(14, len(title) + 2))
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                _write_cell(sheet, number, column, cell, day=day, money=money)
    return held.getvalue()


def _write_cell(sheet: Any, row: int, column: int, cell: Any, *, day: Any, money: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, Decimal):
        sheet.write_number(row, column, float(cell), money)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell not in (None, ""):
        sheet.write_string(row, column, str(cell))


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
