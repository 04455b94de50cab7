"""When an invoice was paid, what a pasted list of payments says, and when an unpaid one is reminded of."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kollega.invoicing.terms import REMIND_AFTER_DAYS, REMIND_AGAIN_DAYS, REMIND_TIMES


def why_not_paid_on(day: date, *, issued_on: date, today: date) -> str | None:
    """Return why an invoice cannot have been paid that day, or None if it can."""
    if day > today:
        return "Betalningsdagen har inte varit än."
    if day < issued_on:
        return "Betalningsdagen ligger före fakturadagen."
    return None


def reminder_due(due_on: date, today: date) -> int | None:
    """Return which reminder of an unpaid invoice is due, counted from 1, or None while none is."""
    late = (today - due_on).days - REMIND_AFTER_DAYS
    return min(late // REMIND_AGAIN_DAYS + 1, REMIND_TIMES) if late >= 0 else None


@dataclass(frozen=True, kw_only=True)
class Paid:
    """One row of a list of payments: which invoice, when and how much."""

    row: int
    number: str
    paid_on: date
    amount: Decimal


PAYMENT = re.compile(
    r"(?P<number>\w+)\s*[;\t ]\s*(?P<day>\d{4}-\d{2}-\d{2})\s*[;\t ]\s*(?P<amount>\d[\d\s]*([.,]\d{1,2})?)(\s*kr)?"
)


def read_payments(text: str) -> tuple[list[Paid], list[str]]:
    """Read a pasted list: a row for each payment. Return the payments, and what cannot be read.

    Empty rows and one row of headings are passed over; a row that cannot be read, or names an invoice again, is named.
    """
    paid: list[Paid] = []
    faults = []
    for row, line in enumerate(text.splitlines(), 1):
        found = PAYMENT.fullmatch(line.strip().rstrip(";"))
        day = _day(found["day"]) if found else None
        if not line.strip() or (row == 1 and not any(sign.isdigit() for sign in line)):
            continue
        if found is None or day is None:
            faults.append(f"Rad {row} går inte att läsa. Skriv fakturanummer, dag och belopp, till exempel "
                          "202700001; 2027-05-04; 50 780,69.")  # fmt: skip
        elif any(other.number == found["number"] for other in paid):
            faults.append(f"Rad {row}: faktura {found['number']} finns redan i listan.")
        else:
            amount = Decimal(re.sub(r"\s", "", found["amount"]).replace(",", "."))
            paid.append(Paid(row=row, number=found["number"], paid_on=day, amount=amount))
    return paid, faults


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
