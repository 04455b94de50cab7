"""Preparing, checking, approving and sending what the receiver owes."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from kollega.core import clock
from kollega.core.log import Entry, hold_all
from kollega.core.periods import add_months, month_of
from kollega.core.workflow import Refused
from kollega.invoicing import notices, queries
from kollega.invoicing.files import invoice_file, why_not_leave
from kollega.invoicing.models import Absence, Basis, BillingDetails, Invoice, InvoiceSeries, Line
from kollega.invoicing.rules import BASIS, is_ripe, lines_of, vat_of, why_not_approve, why_not_bill
from kollega.invoicing.terms import BasisKind, BasisState
from kollega.lending import queries as lending
from kollega.lending.models import Agreement
from kollega.people.rules import Actor
from kollega.peppol.ubl import CannotWriteError


@transaction.atomic
def prepare(month: date, *, today: date) -> list[Basis]:
    """Propose the month's basis for every loan that ran in it; running it again changes nothing that has been checked.

    :raises Refused: while the month still runs.
    """
    if not is_ripe(month, today):
        raise Refused("Månaden är inte slut än.")
    # What another transaction holds is left for the next run, and the chains are taken in one order.
    running = list(lending.running_in(month).select_for_update(of=("self",), skip_locked=True))
    hold_all({agreement.lender for agreement in running})
    return [basis for agreement in running if (basis := _propose(agreement, month, today))]


def _propose(agreement: Agreement, month: date, today: date) -> Basis | None:
    if agreement.days[0] > today:
        return None
    basis, is_new = Basis.objects.get_or_create(
        agreement=agreement, month=month, kind=BasisKind.INVOICE, defaults={"made_at": clock.now()}
    )
    if is_new:
        Entry.write("basis.proposed", basis, by=None, owner=agreement.lender, target=BasisState.PROPOSED)
        notices.proposed(basis, today)
    open_now = Basis.objects.select_for_update(skip_locked=True).filter(pk=basis.pk, state=BasisState.PROPOSED)
    if open_now.exists():
        _write_lines(basis, agreement)
    return basis


def _write_lines(basis: Basis, agreement: Agreement) -> None:
    first, last = agreement.days
    rows = lines_of(
        agreement.version, first=first, last=last, month=basis.month,
        absences=list(agreement.absences.all()),
    )  # fmt: skip
    basis.lines.all().delete()
    Line.objects.bulk_create(
        [Line(basis=basis, number=n, kind=r.kind, text=r.text, amount=r.amount) for n, r in enumerate(rows, 1)]
    )


@transaction.atomic
def record_absence(agreement: Agreement, *, kind: str, from_on: date, to_on: date, by: Actor, today: date) -> Absence:
    """Record days that the receiver does not pay for; the month's open basis follows.

    :raises Refused: unless the lender's finance records days of the loan in months that have not been checked.
    """
    agreement = lending.whole(Agreement.objects.select_for_update(of=("self",)).filter(pk=agreement.pk)).get()
    if not by.is_finance_at(agreement.lender_id):
        raise Refused("Endast ekonomin hos utlånaren kan föra in frånvaro.")
    if not (agreement.first_day and agreement.days[0] <= from_on <= to_on <= agreement.days[1]):
        raise Refused("Frånvaron behöver ligga inom lånets första och sista dag.")
    if agreement.absences.filter(from_on__lte=to_on, to_on__gte=from_on).exists():
        raise Refused("Någon av dagarna är redan införd som frånvaro.")
    touched = Basis.objects.select_for_update().filter(
        agreement=agreement,
        kind=BasisKind.INVOICE,
        month__gte=month_of(from_on),
        month__lt=add_months(month_of(to_on), 1),
    )
    if any(basis.state != BasisState.PROPOSED for basis in touched):
        raise Refused("Månaden är redan kontrollerad. Skicka tillbaka underlaget först, eller kreditera fakturan.")
    absence = Absence.objects.create(agreement=agreement, kind=kind, from_on=from_on, to_on=to_on, by=by.person)
    Entry.write("absence.recorded", absence, by=by.person, owner=agreement.lender)
    for basis in touched:
        _write_lines(basis, agreement)
    return absence


@transaction.atomic
def check(basis: Basis, *, by: Actor, today: date) -> None:
    """Say that the lines are right.

    :raises Refused: unless the lender's finance checks a basis with lines that can be billed.
    """
    basis = _locked(basis)
    if missing := _missing(basis):
        raise Refused(" ".join(missing))
    _take("check", basis, by=by)
    basis.checked_by = by.person
    basis.save(update_fields=["checked_by"])
    notices.checked(basis, today)


@transaction.atomic
def approve(basis: Basis, *, by: Actor) -> None:
    """Approve a checked basis; above the employer's limit it takes a second person.

    :raises Refused: unless the lender's finance approves, with four eyes where they are needed.
    """
    basis = _locked(basis)
    _take("approve", basis, by=by)
    if reason := why_not_approve(
        by, basis, gross=gross_of(basis), limit=basis.agreement.lender.billing.four_eyes_above
    ):
        raise Refused(reason)
    basis.approved_by = by.person
    basis.save(update_fields=["approved_by"])


@transaction.atomic
def send_back(basis: Basis, *, by: Actor, reason: str, today: date) -> None:
    """Ask for the basis to be checked again.

    :raises Refused: unless the lender's finance does it, with a reason, before the file has left.
    """
    basis = _locked(basis)
    _take("send_back", basis, by=by, reason=reason)
    basis.checked_by = basis.approved_by = None
    basis.save(update_fields=["checked_by", "approved_by"])
    if not basis.is_credit:
        _write_lines(basis, basis.agreement)


@transaction.atomic
def export(basis: Basis, *, by: Actor, today: date) -> Invoice:
    """Give the invoice its number, write the file, check it, and lock the lines.

    :raises Refused: unless the lender's finance exports an approved basis and the file breaks no rule.
    """
    basis = _locked(basis)
    _take("export", basis, by=by)
    decision = basis.agreement.vat
    if decision is None:
        raise Refused("Besluta först om moms på avtalet.")
    seller = basis.agreement.lender
    due_on = today + timedelta(days=seller.billing.payment_days)
    number = _next_number(seller, today)
    try:
        xml = invoice_file(basis, number=number, issued_on=today, due_on=due_on)
    except CannotWriteError as unfit:
        raise Refused(str(unfit)) from unfit
    if faults := why_not_leave(xml, settings.PEPPOL_RULES):
        raise Refused(" ".join(faults))
    net = Decimal(basis.net)
    invoice = Invoice.objects.create(
        basis=basis, seller=seller, number=number, issued_on=today, due_on=due_on, net=abs(net),
        vat=abs(vat_of(net, decision.treatment)), xml=xml.decode(), digest=hashlib.sha256(xml).hexdigest(),
    )  # fmt: skip
    notices.exported(basis, invoice, today)
    return invoice


@transaction.atomic
def credit(basis: Basis, *, by: Actor, reason: str, today: date) -> Basis:
    """Propose the crediting of a whole invoice that has left.

    :raises Refused: unless the lender's finance credits an exported invoice once, with a reason.
    """
    basis = _locked(basis)
    if refusal := BASIS.steps["check"].guard(by, basis):
        raise Refused(refusal)
    if basis.state != BasisState.EXPORTED or basis.is_credit:
        raise Refused("Bara en faktura som har lämnats kan krediteras.")
    if not reason.strip():
        raise Refused("Skriv varför fakturan krediteras.")
    try:
        with transaction.atomic():
            made = Basis.objects.create(
                agreement=basis.agreement, month=basis.month, kind=BasisKind.CREDIT, of=basis, note=reason.strip(),
                made_at=clock.now(),
            )  # fmt: skip
    except IntegrityError as twice:
        raise Refused("Fakturan är redan krediterad.") from twice
    Line.objects.bulk_create(
        [Line(basis=made, number=x.number, kind=x.kind, text=x.text, amount=x.amount) for x in basis.lines.all()]
    )
    Entry.write("basis.credited", made, by=by.person, owner=basis.agreement.lender, reason=reason, target=made.state)
    return made


@transaction.atomic
def keep_details(employer: Any, *, by: Actor, **fields: Any) -> BillingDetails:
    """Keep how the employer sends and receives invoices.

    :raises Refused: unless the employer's own finance writes them.
    """
    if not by.is_finance_at(employer.pk):
        raise Refused("Endast arbetsgivarens egen ekonomi kan ändra fakturauppgifterna.")
    details, _ = BillingDetails.objects.update_or_create(employer=employer, defaults=fields)
    Entry.write("billing.described", details, by=by.person, owner=employer)
    return details


@transaction.atomic
def let_the_day_come(today: date) -> int:
    """Propose the bases of every finished month that a loan ran in. Running it again proposes nothing more.

    :returns: how many new bases there are.
    """
    before = Basis.objects.count()
    begun = Agreement.objects.filter(first_day__isnull=False, first_day__lt=month_of(today))
    first = begun.order_by("first_day").values_list("first_day", flat=True).first()
    month = max(month_of(first), add_months(month_of(today), -12)) if first else month_of(today)
    while month < month_of(today):
        prepare(month, today=today)
        month = add_months(month, 1)
    return Basis.objects.count() - before


def gross_of(basis: Basis) -> Decimal:
    """Return the sum with VAT in kronor; without VAT while nothing is decided."""
    net = Decimal(basis.net)
    vat = basis.agreement.vat
    return net + (vat_of(net, vat.treatment) if vat else 0)


def _missing(basis: Basis) -> list[str]:
    agreement = basis.agreement
    return why_not_bill(
        vat=agreement.vat, version=agreement.version,
        seller=getattr(agreement.lender, "billing", None), buyer=getattr(agreement.receiver, "billing", None),
    )  # fmt: skip


def _locked(basis: Basis) -> Basis:
    Basis.objects.select_for_update().get(pk=basis.pk)
    return queries.whole(Basis.objects.filter(pk=basis.pk)).get()


def _take(name: str, basis: Basis, *, by: Actor, reason: str = "") -> None:
    BASIS.take(name, obj=basis, by=by, owner=basis.agreement.lender, reason=reason)


def _next_number(seller: Any, today: date) -> str:
    InvoiceSeries.objects.bulk_create([InvoiceSeries(seller=seller, year=today.year)], ignore_conflicts=True)
    series = InvoiceSeries.objects.select_for_update().get(seller=seller, year=today.year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{today.year}{series.last:05d}"
