"""What waits for finance."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse

from kollega.core.desk import Pile, Task
from kollega.core.periods import add_months, month_of
from kollega.invoicing import queries
from kollega.invoicing.models import Basis, Delivery, Hours
from kollega.invoicing.rules import month_name
from kollega.invoicing.terms import COUNTED, OPEN, BasisKind, BasisState, HoursState
from kollega.lending.models import Agreement
from kollega.lending.queries import whole as whole_agreements
from kollega.lending.terms import AgreementState
from kollega.people.queries import actor
from kollega.people.terms import DutyKind

WORDS = {
    BasisState.PROPOSED: ("Granska", "coin"),
    BasisState.CHECKED: ("Godkänn", "check"),
    BasisState.APPROVED: ("Skapa e-fakturan för", "file"),
    BasisState.DISPUTED: ("Svara på bestridandet av", "warning"),
}


def piles_for(person: Any, today: date) -> list[Pile]:
    """Return the bases that the person's employers have to check, approve, send or answer for; four eyes see each."""
    by = actor(person, today)
    places = by.at(DutyKind.FINANCE)
    piles = _hours(person, by, today)
    if not places:
        return piles
    of_month = Hours.objects.filter(
        agreement=OuterRef("agreement"), from_on__year=OuterRef("month__year"), from_on__month=OuterRef("month__month")
    )
    rows = (
        Basis.objects.filter(agreement__lender__in=places, state__in=list(WORDS))
        .exclude(state=BasisState.CHECKED, checked_by=person)
        .annotate(lacks_hours=Exists(of_month.exclude(state__in=COUNTED)))
    )
    return [
        *piles,
        Pile(rows=rows, whole=queries.whole, told=lambda basis: _task(basis, today)),
        Pile(rows=queries.not_delivered(queries.deliveries_for(person)), told=lambda row: _deliver(row, today)),
        Pile(rows=_to_settle(places, today), whole=whole_agreements, told=lambda loan: _settle(loan, today)),
    ]


def _hours(person: Any, by: Any, today: date) -> list[Pile]:
    """Return the weeks to write for whoever is lent, and to attest for whoever leads the work."""
    own = Q(agreement__employment__person=person)
    led = Q(agreement__leader=person)
    for person_id, employer_id in by.stands_in_for:
        led |= Q(agreement__leader_id=person_id, agreement__receiver_id=employer_id)
    to_write = Hours.objects.filter(own, state__in=[HoursState.OPEN, HoursState.RETURNED])
    to_attest = Hours.objects.filter(led & ~own, state=HoursState.REPORTED)
    return [
        Pile(rows=to_write, whole=queries.whole_hours, told=lambda hours: _write(hours, today)),
        Pile(rows=to_attest, whole=queries.whole_hours, told=lambda hours: _attest(hours, today)),
    ]


def _write(hours: Hours, today: date) -> Task:
    return _of_week(hours, f"Skriv din tidrapport, {hours}", "Skriv tidrapporten", "edit", today)


def _attest(hours: Hours, today: date) -> Task:
    title = f"Attestera tidrapporten för {hours.agreement.person}, {hours}"
    return _of_week(hours, title, "Attestera", "check", today)


def _of_week(hours: Hours, title: str, button: str, icon: str, today: date) -> Task:
    agreement = hours.agreement
    return Task(
        title=title, context=f"{agreement.lender} lånar ut till {agreement.receiver}", button=button, icon=icon,
        url=reverse("invoicing:hours", args=[agreement.pk]), due_on=hours.to_on + timedelta(days=7), today=today,
    )  # fmt: skip


def _to_settle(places: Any, today: date) -> QuerySet[Agreement]:
    """Return the loans that are over and can be settled: `rules.why_not_settle` as a condition.

    tests/invoicing/test_loans.py holds the two to each other.
    """
    of_loan = Basis.objects.filter(agreement=OuterRef("pk"))
    is_done = Q(state__in=[BasisState.PAID, BasisState.CREDITED]) | Q(is_upheld=True)
    of_last = of_loan.filter(is_done, kind=BasisKind.INVOICE, month=OuterRef("of_month"))
    return Agreement.objects.alias(of_month=TruncMonth("last_day")).filter(
        Exists(of_last), ~Exists(of_loan.filter(state__in=[*OPEN, BasisState.DISPUTED])), lender__in=places,
        state__in=[AgreementState.RETURNED, AgreementState.CONVERTED], last_day__lt=month_of(today),
    )  # fmt: skip


def _settle(agreement: Agreement, today: date) -> Task:
    return Task(
        title=f"Slutreglera lånet av {agreement.person}",
        context=f"{agreement.lender} lånade ut till {agreement.receiver}",
        url=reverse("invoicing:loan", args=[agreement.pk]),
        button="Slutreglera", due_on=None, icon="check", today=today,
    )  # fmt: skip


def _deliver(delivery: Delivery, today: date) -> Task:
    invoice = delivery.invoice
    return Task(
        title=f"Lämna faktura {invoice}", context="Den gick inte att lämna av sig själv.", button="Lämna",
        url=reverse("invoicing:deliveries", args=[invoice.seller_id]), due_on=invoice.issued_on, icon="warning",
        today=today,
    )  # fmt: skip


def _task(basis: Any, today: date) -> Task:
    verb, icon = WORDS[BasisState(basis.state)]
    what = "krediteringen av" if basis.is_credit else "fakturan för"
    title = f"{verb} {month_name(basis.month)}" if verb.endswith("för") else f"{verb} {what} {month_name(basis.month)}"
    lacks_hours = basis.lacks_hours and not basis.is_credit and not basis.has_left
    due_on = basis.invoice.due_on if basis.has_left else add_months(basis.month, 1).replace(day=10)
    context = f"{basis.agreement.person} hos {basis.agreement.receiver}"
    return Task(
        title=title,
        context=f"{context}. Väntar på attesterade tidrapporter." if lacks_hours else context,
        url=reverse("invoicing:basis", args=[basis.pk]),
        button=verb.removesuffix(" för").removesuffix(" på bestridandet av"),
        due_on=None if lacks_hours else due_on,
        icon=icon,
        today=today,
    )
