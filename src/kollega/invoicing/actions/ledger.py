"""What the bookkeeping takes: how it wants it, and the files, in which each invoice is once."""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.swedish import kronor
from kollega.core.workflow import Refused
from kollega.invoicing import queries
from kollega.invoicing.files import fixed_file, sie_file
from kollega.invoicing.models import Booked, Ledger, LedgerFile
from kollega.invoicing.rules import sum_of, why_not_accounts, why_not_columns
from kollega.invoicing.terms import LedgerField, LedgerKind, Side
from kollega.people.rules import Actor

NAMES = {"series": "serie", "receivable": "kundfordringar", "income": "ersättning", "vat_account": "moms"}
WRITERS: dict[str, Callable[[list, Ledger, date], bytes]] = {
    LedgerKind.SIE: lambda invoices, ledger, today: sie_file(
        invoices, seller=ledger.employer, ledger=ledger, made_on=today
    ),
    LedgerKind.FIXED: lambda invoices, ledger, today: fixed_file(invoices, columns=ledger.columns),
}


@transaction.atomic
def keep_ledger(employer: Any, *, by: Actor, columns: list[dict[str, Any]], **accounts: str) -> Ledger:
    """Keep which accounts the employer's invoices are booked on, and what its rows hold. The log says what changed.

    :raises Refused: unless the employer's own finance writes accounts and columns that can be booked by.
    """
    _only_finance(employer, by)
    if reason := why_not_accounts(accounts["receivable"], accounts["income"], accounts["vat_account"]):
        raise Refused(reason)
    if faults := why_not_columns(columns):
        raise Refused(" ".join(faults))
    ledger = _held(employer)
    changes = [f"{NAMES[n]} {getattr(ledger, n)} blev {to}" for n, to in accounts.items() if getattr(ledger, n) != to]
    if columns != ledger.columns:
        changes.append(f"raderna blev {_in_words(columns)}")
    if changes:
        for name, value in (accounts | {"columns": columns}).items():
            setattr(ledger, name, value)
        ledger.save()
        said = ", ".join(changes)
        Entry.write("ledger.described", ledger, by=by.person, owner=employer, reason=said[0].upper() + said[1:])
    return ledger


def _in_words(columns: list[dict[str, Any]]) -> str:
    return "; ".join(
        f"{LedgerField(c['field']).label} {c['width']} {Side(c['side']).label.lower()}" for c in columns
    )  # fmt: skip


@transaction.atomic
def book(employer: Any, *, month: date, kind: str, by: Actor, today: date) -> LedgerFile:
    """Write a file of the invoices issued in the month that are in none yet, and remember that they are in this one.

    :raises Refused: unless the employer's own finance asks, some invoice is left, and the file holds when read back.
    """
    _only_finance(employer, by)
    ledger = _held(employer)
    invoices = list(queries.to_book(employer, month))
    if not invoices:
        raise Refused("Alla fakturor från månaden finns redan i en fil till bokföringen.")
    content = WRITERS[kind](invoices, ledger, today)
    made = LedgerFile.objects.create(
        employer=employer, month=month, number=_next_number(employer, month), kind=kind, content=content,
        digest=hashlib.sha256(content).hexdigest(), count=len(invoices), gross=sum_of(invoices, "gross"),
        by=by.person, at=clock.now(),
    )  # fmt: skip
    Booked.objects.bulk_create([Booked(invoice=invoice, file=made) for invoice in invoices])
    said = f"{made.name}, {made.count} fakturor, {kronor(made.gross, ore=True)}"
    Entry.write("ledger.file_made", ledger, by=by.person, owner=employer, reason=said, digest=made.digest)
    return made


@transaction.atomic
def take_back_file(file: LedgerFile, *, by: Actor, reason: str) -> None:
    """Say that a file was never booked, so that its invoices may go in another. The file itself is kept.

    :raises Refused: unless the employer's own finance says so of a file that stands, with a reason.
    """
    _only_finance(file.employer, by)
    ledger = _held(file.employer)
    if not LedgerFile.objects.filter(pk=file.pk, taken_back_at__isnull=True).update(taken_back_at=clock.now()):
        raise Refused("Filen är redan återtagen.")
    Booked.objects.filter(file=file).delete()
    said = f"{file.name}: {reason.strip()}"
    Entry.write("ledger.file_taken_back", ledger, by=by.person, owner=file.employer, reason=said)


def _only_finance(employer: Any, by: Actor) -> None:
    if not by.is_finance_at(employer.pk):
        raise Refused("Endast arbetsgivarens egen ekonomi kan göra det.")


def _held(employer: Any) -> Ledger:
    """Return how the employer books, under its lock: two who write a file wait for each other."""
    Ledger.objects.bulk_create([Ledger(employer=employer)], ignore_conflicts=True)
    return Ledger.objects.select_for_update().get(employer=employer)


def _next_number(employer: Any, month: date) -> int:
    return LedgerFile.objects.filter(employer=employer, month=month).count() + 1
