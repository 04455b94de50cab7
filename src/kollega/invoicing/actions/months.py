"""The months: what is proposed when one is over, and the days that are not paid for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q, prefetch_related_objects

from kollega.core.log import Entry, hold_all
from kollega.core.periods import add_months, month_of, months_between
from kollega.core.workflow import Refused
from kollega.invoicing import notices, queries
from kollega.invoicing.actions.hours import open_weeks
from kollega.invoicing.actions.invoices import remind
from kollega.invoicing.actions.lines import follow, is_counted, propose, propose_all, write_lines
from kollega.invoicing.models import Absence, Basis
from kollega.invoicing.rules import is_ripe
from kollega.invoicing.terms import GONE, MONTH_SUM_DAY, BasisKind, BasisState
from kollega.lending import queries as lending
from kollega.lending.models import Agreement
from kollega.lending.terms import BOUND, AgreementState, CostModel
from kollega.people.rules import Actor


@transaction.atomic
def prepare(month: date, *, today: date) -> list[Basis]:
    """Propose the month's basis for every loan that ran in it; running it again changes nothing that has been checked.

    :returns: the bases that are open: the new ones, and those that follow what is agreed.
    :raises Refused: while the month still runs.
    """
    if not is_ripe(month, today):
        raise Refused("Månaden är inte slut än.")
    return _prepare_all([month], today)


def _prepare_all(months: Sequence[date], today: date) -> list[Basis]:
    """Propose the months, the first one first, for every loan that waits; what others hold is left for the next run."""
    of_month = {month: set(queries.waiting_in(month)) for month in months}
    found = Agreement.objects.filter(pk__in=set().union(*of_month.values())).order_by("number")
    free = found.select_for_update(of=("self",), skip_locked=True)
    held = list(lending.priced(free).prefetch_related(*queries.COUNTED_FROM))
    # The chains are taken in one order.
    hold_all({agreement.lender for agreement in held})
    bases = []
    for month, which in of_month.items():
        waiting = [agreement for agreement in held if agreement.pk in which]
        bases += _follow_open(waiting, month)
        bases += [propose(agreement, month, by=None, today=today) for agreement in _without(waiting, month, today)]
    return bases


def propose_many(agreements: Sequence[Agreement], month: date, today: date) -> None:
    """Propose the month of many agreements that the caller has locked: those without it all at once."""
    prefetch_related_objects(agreements, *queries.COUNTED_FROM)
    _follow_open(agreements, month)
    propose_all(_without(agreements, month, today), month)


def _follow_open(agreements: Sequence[Agreement], month: date) -> list[Basis]:
    """Let the month's open bases follow what is agreed and reported, and return them; what is checked is left."""
    held = {agreement.pk: agreement for agreement in agreements}
    open_now = Basis.objects.filter(
        agreement__in=held, month=month, kind=BasisKind.INVOICE, state=BasisState.PROPOSED
    ).select_for_update(of=("self",), skip_locked=True)
    found = list(open_now.prefetch_related("lines").order_by("pk"))
    for basis in found:
        basis.agreement = held[basis.agreement_id]
        if not is_counted(basis):
            write_lines(basis, basis.agreement)
    return found


def _without(agreements: Sequence[Agreement], month: date, today: date) -> list[Agreement]:
    """Return those that have begun and have no basis for the month. One that was credited waits for someone to ask."""
    kinds = Basis.objects.filter(agreement__in=agreements, month=month, kind=BasisKind.INVOICE)
    known = set(kinds.exclude(state=BasisState.DROPPED).values_list("agreement_id", flat=True))
    return [a for a in agreements if a.pk not in known and a.days[0] <= today]


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
    touched = (
        Basis.objects.select_for_update()
        .filter(
            agreement=agreement,
            kind=BasisKind.INVOICE,
            month__gte=month_of(from_on),
            month__lt=add_months(month_of(to_on), 1),
        )
        .exclude(state__in=GONE)
    )
    if any(basis.state != BasisState.PROPOSED for basis in touched):
        raise Refused("Månaden är redan kontrollerad. Skicka tillbaka underlaget först, eller rätta fakturan.")
    absence = Absence.objects.create(agreement=agreement, kind=kind, from_on=from_on, to_on=to_on, by=by.person)
    Entry.write("absence.recorded", absence, by=by.person, owner=agreement.lender)
    for basis in touched:
        write_lines(basis, agreement)
    return absence


@transaction.atomic
def let_the_day_come(today: date) -> int:
    """Propose the bases of every finished month that a loan ran in, and remind of what is not paid. Again does no more.

    :returns: how many new bases there are.
    """
    before = Basis.objects.count()
    begun = Agreement.objects.filter(first_day__isnull=False, first_day__lt=month_of(today))
    first = begun.order_by("first_day").values_list("first_day", flat=True).first()
    month = max(month_of(first), add_months(month_of(today), -12)) if first else month_of(today)
    _open_weeks(month, today)
    _prepare_all(months_between(month, today)[:-1], today)
    _let_fall(today)
    remind(today)
    _tell_managers(today)
    return Basis.objects.count() - before


def _tell_managers(today: date) -> None:
    """Tell each manager what last month came to for the colleagues they have lent, once, when it has been billed."""
    if today.day < MONTH_SUM_DAY:
        return
    month = add_months(month_of(today), -1)
    of_month = Basis.objects.filter(month=month, state__in=[BasisState.EXPORTED, BasisState.PAID], kind="invoice")
    by_manager: dict[Any, list[Basis]] = {}
    for basis in queries.whole(of_month):
        if manager := basis.agreement.employment.manager:
            by_manager.setdefault(manager, []).append(basis)
    for manager, bases in by_manager.items():
        notices.month_sum(manager, bases, month)


def _open_weeks(month: date, today: date) -> None:
    """Open the weeks to report of every loan that has been paid by the hour in the month or since."""
    by_hour = Agreement.objects.filter(
        state__in=BOUND, versions__cost_model=CostModel.HOURLY, first_day__lte=today, last_day__gte=month
    ).order_by()
    found = Agreement.objects.filter(pk__in=by_hour.values("pk")).select_for_update(of=("self",), skip_locked=True)
    for agreement in lending.priced(found).prefetch_related("hours"):
        open_weeks(agreement, month, today)


def _let_fall(today: date) -> None:
    """Let every open basis fall whose month the loan no longer has days in: it was called off, or ended before."""
    is_over = Q(agreement__state=AgreementState.CANCELLED) | Q(agreement__last_day__lt=F("month"))
    open_now = Basis.objects.filter(is_over, kind=BasisKind.INVOICE, state=BasisState.PROPOSED)
    found = Agreement.objects.filter(pk__in=open_now.values("agreement"))
    held = {a.pk: a for a in lending.whole(found.select_for_update(of=("self",), skip_locked=True))}
    hold_all({agreement.lender for agreement in held.values()})
    for basis in open_now.filter(agreement__in=held).select_for_update(of=("self",), skip_locked=True):
        follow(basis, held[basis.agreement_id], today)
