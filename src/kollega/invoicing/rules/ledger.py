"""What the bookkeeping's files may look like: accounts, and the columns of rows of fixed width."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from kollega.invoicing.terms import AMOUNTS, MOST_WIDE, LedgerField, Side


def why_not_accounts(receivable: str, income: str, vat_account: str) -> str | None:
    """Return why the three accounts cannot be booked on, or None if they can."""
    accounts = [receivable, income, vat_account]
    if not all(a.isascii() and a.isdigit() and len(a) <= 10 for a in accounts):
        return "Skriv kontona med bara siffror, högst tio."
    if len(set(accounts)) < len(accounts):
        return "Kontona för kundfordringar, ersättning och moms behöver vara olika."
    return None


def why_not_columns(columns: Sequence[dict[str, Any]]) -> list[str]:
    """Return what is wrong with a description of rows, a sentence for each column; empty when nothing is."""
    if not columns:
        return ["Beskriv minst en kolumn."]
    faults = [f"Kolumn {n}: {why}" for n, c in enumerate(columns, 1) if (why := _why_not_column(c))]
    return faults if faults or _tells(columns) else ["Ta med fakturanumret, så att raden går att känna igen."]


def _tells(columns: Sequence[dict[str, Any]]) -> bool:
    return any(c["field"] == LedgerField.NUMBER for c in columns)


def _why_not_column(column: dict[str, Any]) -> str | None:
    fill = column["fill"]
    if not 1 <= column["width"] <= MOST_WIDE:
        return f"bredden är 1 till {MOST_WIDE} tecken."
    if len(fill) != 1 or not fill.isprintable() or not fill.isascii():
        return "fyllningen är ett enda tecken: blanksteg, en siffra, en bokstav eller ett skiljetecken."
    if fill.isdigit() and (column["side"] != Side.RIGHT or column["field"] == LedgerField.EMPTY):
        return "siffror fyller bara ut framför ett värde. Ställ kolumnen till höger, eller fyll med blanksteg."
    if column["field"] in AMOUNTS and fill not in " 0*":
        return "ett belopp fylls ut med blanksteg, nollor eller stjärnor, annars läses det fel."
    return None


def fitted(value: str, column: dict[str, Any]) -> str | None:
    """Return the value as wide as its column, or None where it does not fit. A minus stands before the zeros."""
    width, fill = column["width"], column["fill"]
    if len(value) > width:
        return None
    if column["side"] == Side.LEFT:
        return value.ljust(width, fill)
    if fill == "0" and value.startswith("-"):
        return "-" + value[1:].rjust(width - 1, "0")
    return value.rjust(width, fill)


def amount_in(text: str, column: dict[str, Any]) -> Decimal:
    """Return the kronor that a written column says, read the way a ledger reads it."""
    bare = text.strip(" *") if column["fill"] != "0" else text.strip()
    if LedgerField(column["field"]).value.endswith("_ore"):
        return Decimal(int(bare)) / 100
    return Decimal(bare.replace(",", "."))


def sum_of(invoices: Iterable[Any], name: str) -> Decimal:
    """Return what the invoices come to, credits with a minus: net, vat or gross, in kronor."""
    return sum((-getattr(i, name) if i.basis.is_credit else getattr(i, name) for i in invoices), Decimal(0))
