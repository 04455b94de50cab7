"""Rows of fixed width for a ledger that takes no SIE: the columns are the employer's own. ISO 8859-1, CRLF."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from kollega.core.workflow import Refused
from kollega.invoicing.files.sie import PLAINER
from kollega.invoicing.rules import amount_in, fitted, sum_of
from kollega.invoicing.terms import AMOUNTS, LedgerField

CHARSET, NEWLINE = "iso-8859-1", "\r\n"
WORDS = {"net": "netto", "vat": "moms", "gross": "att betala"}


def fixed_file(invoices: Sequence, *, columns: Sequence[dict[str, Any]]) -> bytes:
    """Return a row for each invoice, read back and found whole.

    :param columns: `field`, `width`, `side` and `fill` of each, in order.
    :raises Refused: naming the invoice and the column where a value does not fit, or a sum that is not the invoices'.
    """
    written = "".join(_row(invoice, columns) + NEWLINE for invoice in invoices).encode(CHARSET)
    if faults := list(why_not_rows(written, invoices, columns)):
        raise Refused(" ".join(faults[:3]))
    return written


def _row(invoice: Any, columns: Sequence[dict[str, Any]]) -> str:
    values, row = values_of(invoice), ""
    for column in columns:
        value = values[LedgerField(column["field"])]
        text = fitted(value, column)
        if text is None:
            label = LedgerField(column["field"]).label
            raise Refused(
                f"Faktura {invoice.number}: {label} är {value}, {len(value)} tecken, och kolumnen rymmer "
                f"{column['width']}. Gör kolumnen bredare."
            )
        row += text
    return row


def values_of(invoice: Any) -> dict[LedgerField, str]:
    """Return what each column can hold of an invoice, on one line and in letters that ISO 8859-1 has."""
    basis, agreement = invoice.basis, invoice.basis.agreement
    sign = -1 if basis.is_credit else 1
    values = {
        LedgerField.NUMBER: invoice.number, LedgerField.KIND: "K" if basis.is_credit else "D",
        LedgerField.ISSUED: f"{invoice.issued_on:%Y%m%d}", LedgerField.DUE: f"{invoice.due_on:%Y%m%d}",
        LedgerField.MONTH: f"{basis.month:%Y%m}", LedgerField.BUYER: str(agreement.receiver),
        LedgerField.BUYER_ORG: agreement.receiver.org_number, LedgerField.AGREEMENT: agreement.number,
        LedgerField.PERSON: str(agreement.person), LedgerField.REFERENCE: basis.terms.buyer_reference,
        LedgerField.EMPTY: "",
    }  # fmt: skip
    for column, name in AMOUNTS.items():
        amount = sign * getattr(invoice, name)
        values[column] = f"{amount * 100:.0f}" if column.endswith("_ore") else f"{amount:.2f}".replace(".", ",")
    return {column: _in_letters(text) for column, text in values.items()}


def _in_letters(text: str) -> str:
    one_line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    try:
        one_line.encode(CHARSET)
    except UnicodeEncodeError:
        return one_line.translate(PLAINER).encode(CHARSET, "replace").decode(CHARSET)
    return one_line


def why_not_rows(written: bytes, invoices: Sequence, columns: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield what the written rows say otherwise than the invoices, with what to mend."""
    rows = written.decode(CHARSET).split(NEWLINE)[:-1]
    width = sum(column["width"] for column in columns)
    if len(rows) != len(invoices) or any(len(row) != width for row in rows):
        yield f"Filen har inte en rad på {width} tecken för varje faktura. Kontrollera kolumnernas bredd."
        return
    begins = 0
    for number, column in enumerate(columns, 1):
        ends = begins + column["width"]
        if (name := AMOUNTS.get(column["field"])) and _sum(rows, begins, ends, column) != sum_of(invoices, name):
            yield f"Kolumn {number}, {WORDS[name]}, summerar inte till fakturornas belopp. Kontrollera fyllningen."
        begins = ends


def _sum(rows: Sequence[str], begins: int, ends: int, column: dict[str, Any]) -> Decimal | None:
    try:
        return sum((amount_in(row[begins:ends], column) for row in rows), Decimal(0))
    except (ValueError, InvalidOperation):
        return None
