"""Checking, approving and sending what the receiver owes."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction

from kollega.core.workflow import Refused
from kollega.invoicing import notices, queries
from kollega.invoicing.actions.deliveries import send_out
from kollega.invoicing.actions.hours import lock_hours
from kollega.invoicing.actions.lines import follow, must_be_current, write_lines
from kollega.invoicing.files import invoice_file, invoice_paper, why_not_leave
from kollega.invoicing.models import Basis, Invoice, InvoicePaper, InvoiceSeries
from kollega.invoicing.rules import BASIS, Obstacle, obstacles_of, vat_of, why_hours_are_missing, why_not_approve
from kollega.invoicing.terms import BasisKind, BasisState
from kollega.lending.models import Agreement
from kollega.people.rules import Actor
from kollega.peppol.ubl import CannotWriteError


@transaction.atomic
def check(basis: Basis, *, by: Actor, today: date) -> None:
    """Say that the lines are right.

    :raises Refused: unless the lender's finance checks a basis that can be billed, with the lines that hold now.
    """
    basis = _locked(basis)
    if missing := missing_of(basis):
        raise Refused(" ".join(missing))
    _take("check", basis, by=by)
    must_be_current(basis)
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
    must_be_current(basis)
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
        write_lines(basis, basis.agreement)


@transaction.atomic
def recount(basis: Basis, *, by: Actor, today: date) -> Basis:
    """Count an open basis anew by the terms in force; it is checked again, or falls where nothing is left to bill.

    :raises Refused: unless the lender's finance asks before the file has left.
    """
    basis = _locked(basis)
    _take("recount", basis, by=by)
    basis.checked_by = basis.approved_by = None
    basis.save(update_fields=["checked_by", "approved_by"])
    if not basis.is_credit:
        follow(basis, basis.agreement, today)
    return basis


@transaction.atomic
def export(basis: Basis, *, by: Actor, today: date) -> Invoice:
    """Give the invoice its number, write the file and its paper for people, check both, and lock the lines.

    :raises Refused: unless the lender's finance exports an approved basis, the file breaks no rule, and the paper
        holds all of it.
    """
    basis = _locked(basis)
    _take("export", basis, by=by)
    must_be_current(basis)
    decision = basis.vat
    if decision is None:
        raise Refused("Besluta först om moms på avtalet.")
    if _credit_waits(basis):
        raise Refused("Krediteringen av månadens förra faktura behöver lämnas först.")
    seller = basis.agreement.lender
    due_on = today + timedelta(days=seller.billing.payment_days)
    number = _next_number(seller, today)
    try:
        xml = invoice_file(basis, number=number, issued_on=today, due_on=due_on)
        pdf = invoice_paper(basis, number=number, issued_on=today, due_on=due_on)
    except CannotWriteError as unfit:
        raise Refused(str(unfit)) from unfit
    if faults := why_not_leave(xml, settings.PEPPOL_RULES):
        raise Refused(" ".join(faults))
    net = Decimal(basis.net)
    invoice = Invoice.objects.create(
        basis=basis, seller=seller, number=number, issued_on=today, due_on=due_on, net=abs(net),
        vat_decision=decision, vat=abs(vat_of(net, decision.treatment)), xml=xml.decode(),
        digest=hashlib.sha256(xml).hexdigest(),
    )  # fmt: skip
    InvoicePaper.objects.create(invoice=invoice, pdf=pdf, digest=hashlib.sha256(pdf).hexdigest())
    send_out(invoice)
    lock_hours(basis, is_billed=True)
    notices.exported(basis, invoice, today)
    return invoice


def gross_of(basis: Basis) -> Decimal:
    """Return the sum with VAT in kronor; without VAT while nothing is decided."""
    net = Decimal(basis.net)
    vat = basis.vat
    return net + (vat_of(net, vat.treatment) if vat else 0)


def _credit_waits(basis: Basis) -> bool:
    """Whether the month has a credit that is not on its way; the new invoice would be the second one till it is."""
    credits = Basis.objects.filter(agreement=basis.agreement, month=basis.month, kind=BasisKind.CREDIT)
    return not basis.is_credit and credits.exclude(state=BasisState.EXPORTED).exists()


def obstacles_to(basis: Basis) -> list[Obstacle]:
    """Return what is missing before the basis can be billed, and where it is mended."""
    agreement = basis.agreement
    absent = None if basis.is_credit else why_hours_are_missing(agreement.prices, basis.month, agreement.hours.all())
    return obstacles_of(
        vat=basis.vat, version=basis.terms, hours=absent,
        seller=getattr(agreement.lender, "billing", None), buyer=getattr(agreement.receiver, "billing", None),
    )  # fmt: skip


def missing_of(basis: Basis) -> list[str]:
    """Return what is missing before the basis can be billed, as sentences."""
    return [obstacle.sentence for obstacle in obstacles_to(basis)]


def _locked(basis: Basis) -> Basis:
    """Return the basis under its lock. The agreement is held first: its terms may not change while they are billed."""
    Agreement.objects.select_for_update(of=("self",)).get(pk=basis.agreement_id)
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
