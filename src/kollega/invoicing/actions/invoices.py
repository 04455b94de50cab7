"""What happens to an invoice that has left: disputed, upheld, paid, credited, billed again."""

from datetime import date
from typing import Any

from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.swedish import kronor
from kollega.core.workflow import Refused
from kollega.invoicing import notices, queries
from kollega.invoicing.actions.hours import lock_hours
from kollega.invoicing.actions.lines import propose
from kollega.invoicing.models import Basis, Line
from kollega.invoicing.rules import BASIS, Paid, read_payments, reminder_due, why_not_paid_on
from kollega.invoicing.terms import GONE, BasisKind, BasisState
from kollega.lending import queries as lending
from kollega.lending.models import Agreement
from kollega.people.rules import Actor


@transaction.atomic
def dispute(basis: Basis, *, by: Actor, reason: str, today: date) -> None:
    """Say that the invoice is wrong, and how; it is not paid and not reminded of until the seller has answered.

    :raises Refused: unless the receiver's finance disputes an unpaid invoice, with a reason.
    """
    basis = _locked(basis)
    basis.note, basis.is_upheld = reason.strip(), False
    _take("dispute", basis, by=by, reason=reason, along=["note", "is_upheld"])
    notices.disputed(basis, today)


@transaction.atomic
def drop_dispute(basis: Basis, *, by: Actor, today: date) -> None:
    """Take back that the invoice is wrong.

    :raises Refused: unless the receiver's finance takes back a dispute that has no answer yet.
    """
    basis = _locked(basis)
    _take("drop_dispute", basis, by=by)
    notices.dispute_dropped(basis, today)


@transaction.atomic
def uphold(basis: Basis, *, by: Actor, reason: str, today: date) -> None:
    """Answer a dispute: the invoice stands, and why.

    :raises Refused: unless the lender's finance answers a disputed invoice, with a reason.
    """
    basis = _locked(basis)
    basis.is_upheld = True
    _take("uphold", basis, by=by, reason=reason, along=["is_upheld"])
    notices.upheld(basis, reason, today)


@transaction.atomic
def pay(basis: Basis, *, paid_on: date, by: Actor, today: date) -> None:
    """Note that the whole invoice was paid that day.

    :raises Refused: unless the lender's finance notes a day, from the invoice's own to today, on an open invoice.
    """
    _pay(_locked(basis), paid_on=paid_on, by=by, today=today)


def _pay(basis: Basis, *, paid_on: date, by: Actor, today: date) -> None:
    _take("pay", basis, by=by, paid_on=str(paid_on))
    if reason := why_not_paid_on(paid_on, issued_on=basis.invoice.issued_on, today=today):
        raise Refused(reason)
    basis.invoice.paid_on = paid_on
    basis.invoice.save(update_fields=["paid_on"])


@transaction.atomic
def record_payments(seller: Any, *, text: str, by: Actor, today: date) -> int:
    """Note all the payments of a pasted list, or none of them.

    :returns: how many invoices were paid.
    :raises Refused: naming every row that cannot be noted, if there is one.
    """
    if not by.is_finance_at(seller.pk):
        raise Refused("Endast arbetsgivarens egen ekonomi kan föra in betalningar.")
    rows, faults = read_payments(text)
    named = Basis.objects.filter(invoice__seller=seller, invoice__number__in=[row.number for row in rows])
    held = list(named.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    found = {basis.invoice.number: basis for basis in queries.whole(Basis.objects.filter(pk__in=held))}
    for row in rows:
        if fault := _why_not_take(row, found.get(row.number), by=by, today=today):
            faults.append(f"Rad {row.row}: {fault}")
    if faults or not rows:
        raise Refused("\n".join(faults) or "Klistra in minst en betalning.")
    return len(rows)


def _why_not_take(row: Paid, basis: Basis | None, *, by: Actor, today: date) -> str | None:
    """Note the payment of one row, and return None; or why it cannot be, which takes the whole list back."""
    if basis is None:
        return f"ni har ingen faktura {row.number}."
    if row.amount != basis.invoice.gross:
        asked, given = kronor(basis.invoice.gross, ore=True), kronor(row.amount, ore=True)
        return f"faktura {row.number} är på {asked}, inte {given}."
    try:
        _pay(basis, paid_on=row.paid_on, by=by, today=today)
    except Refused as refused:
        return f"faktura {row.number}. {refused}"
    return None


@transaction.atomic
def credit(basis: Basis, *, by: Actor, reason: str, today: date) -> Basis:
    """Propose the crediting of a whole invoice that has left. From now on it is neither paid nor reminded of.

    :raises Refused: unless the lender's finance credits an invoice that has left, once, with a reason.
    """
    basis = _locked(basis)
    _take("credit", basis, by=by, reason=reason)
    made = Basis.objects.create(
        agreement=basis.agreement, month=basis.month, kind=BasisKind.CREDIT, of=basis, note=reason.strip(),
        from_on=basis.from_on, to_on=basis.to_on, made_at=clock.now(),
    )  # fmt: skip
    Line.objects.bulk_create(
        [Line(basis=made, number=x.number, kind=x.kind, text=x.text, amount=x.amount) for x in basis.lines.all()]
    )
    lock_hours(basis, is_billed=False)
    Entry.write("basis.proposed", made, by=by.person, owner=basis.agreement.lender, reason=reason, target=made.state)
    return made


@transaction.atomic
def bill_again(basis: Basis, *, by: Actor, today: date) -> Basis:
    """Propose a new invoice for the month of one that is credited, by the terms and the absence as they are known now.

    :raises Refused: unless the lender's finance asks, the invoice is credited, and the month has no other.
    """
    agreement = lending.whole(Agreement.objects.select_for_update(of=("self",)).filter(pk=basis.agreement_id)).get()
    if not by.is_finance_at(agreement.lender_id):
        raise Refused("Endast ekonomin hos utlånaren kan göra det.")
    of_month = Basis.objects.filter(agreement=agreement, month=basis.month, kind=BasisKind.INVOICE)
    if not of_month.filter(pk=basis.pk, state=BasisState.CREDITED).exists():
        raise Refused("Kreditera fakturan först.")
    if of_month.exclude(state__in=GONE).exists():
        raise Refused("Månaden har redan ett nytt underlag.")
    return propose(agreement, basis.month, by=by, today=today)


def remind(today: date) -> None:
    """Remind the receiver of what is late, at most once for each reminder."""
    unpaid = Basis.objects.filter(state=BasisState.EXPORTED, kind=BasisKind.INVOICE, invoice__due_on__lt=today)
    for basis in queries.whole(unpaid):
        if number := reminder_due(basis.invoice.due_on, today):
            notices.late(basis, number, today)


def _locked(basis: Basis) -> Basis:
    Basis.objects.select_for_update().get(pk=basis.pk)
    return queries.whole(Basis.objects.filter(pk=basis.pk)).get()


def _take(name: str, basis: Basis, *, by: Actor, reason: str = "", along: Any = (), **facts: str) -> None:
    BASIS.take(name, obj=basis, by=by, owner=basis.agreement.lender, reason=reason, along=along, **facts)
