"""What happens to an invoice that has left: disputed, upheld, paid, credited, billed again."""

from datetime import date
from typing import Any

from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.invoicing import notices, queries
from kollega.invoicing.actions.lines import propose
from kollega.invoicing.models import Basis, Invoice, Line
from kollega.invoicing.rules import BASIS, read_payments, reminder_due, why_not_paid_on
from kollega.invoicing.terms import BasisKind, BasisState
from kollega.lending import queries as lending
from kollega.lending.models import Agreement
from kollega.people.rules import Actor


@transaction.atomic
def dispute(basis: Basis, *, by: Actor, reason: str, today: date) -> None:
    """Say that the invoice is wrong, and how; it is not paid and not reminded of until the seller has answered.

    :raises Refused: unless the receiver's finance disputes an unpaid invoice, with a reason.
    """
    basis = _locked(basis)
    basis.note = reason.strip()
    _take("dispute", basis, by=by, reason=reason, along=["note"])
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
    _take("uphold", basis, by=by, reason=reason)
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
    named = Invoice.objects.filter(seller=seller, number__in=[row.number for row in rows])
    bases = queries.whole(Basis.objects.filter(invoice__in=named).order_by("pk"))
    Basis.objects.select_for_update().filter(invoice__in=named).order_by("pk").exists()
    found = {basis.invoice.number: basis for basis in bases}
    for row in rows:
        basis = found.get(row.number)
        if basis is None:
            faults.append(f"Rad {row.row}: ni har ingen faktura {row.number}.")
        elif row.amount != basis.invoice.gross:
            faults.append(f"Rad {row.row}: faktura {row.number} är på {basis.invoice.gross} kronor, inte {row.amount}.")
        else:
            try:
                with transaction.atomic():
                    _pay(basis, paid_on=row.paid_on, by=by, today=today)
            except Refused as refused:
                faults.append(f"Rad {row.row}, faktura {row.number}: {refused}")
    if faults or not rows:
        raise Refused("\n".join(faults) or "Klistra in minst en betalning.")
    return len(rows)


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
    if of_month.exclude(state=BasisState.CREDITED).exists():
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
