"""The month run: proposed in batches by the worker, then checked, approved and sent many at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry, hold
from kollega.core.workflow import Refused
from kollega.invoicing import notices, queries
from kollega.invoicing.actions import bases
from kollega.invoicing.actions.months import propose_many
from kollega.invoicing.models import Basis, Run
from kollega.invoicing.rules import is_ripe
from kollega.invoicing.terms import BATCH
from kollega.lending import queries as lending
from kollega.networks.models import Employer
from kollega.people.rules import Actor


@dataclass
class Outcome:
    """What became of many that were taken at once: how many were done, and why others were not."""

    done: int = 0
    refused: list[tuple[Basis, str]] = field(default_factory=list)


@transaction.atomic
def start_run(employer: Employer, *, month: date, by: Actor, today: date) -> Run:
    """Ask that the month is proposed for all the employer's loans; asking again while it runs gives the same run.

    :raises Refused: unless the employer's own finance asks, for a month that is over.
    """
    if not by.is_finance_at(employer.pk):
        raise Refused("Endast arbetsgivarens egen ekonomi kan köra månaden.")
    if not is_ripe(month, today):
        raise Refused("Månaden är inte slut än.")
    hold(employer)
    if running := Run.objects.filter(employer=employer, month=month, finished_at__isnull=True).first():
        return running
    total = lending.running_in(month).filter(lender=employer).count()
    run = Run.objects.create(employer=employer, month=month, by=by.person, at=clock.now(), total=total)
    Entry.write("run.started", run, by=by.person, owner=employer, month=str(month))
    return run


@transaction.atomic
def run_next_batch() -> Run | None:
    """Take the next loans of the run that has waited longest; None when there is none. Each loan is taken once.

    Finance is told once when the run is done, and not of every loan.
    """
    waiting = Run.objects.select_for_update(skip_locked=True, of=("self",)).select_related("employer")
    run = waiting.filter(finished_at__isnull=True).order_by("at").first()
    if run is None:
        return None
    loans = lending.running_in(run.month).filter(lender=run.employer).order_by("pk")
    if run.last:
        loans = loans.filter(pk__gt=run.last)
    batch = list(loans.select_for_update(of=("self",))[:BATCH])
    if batch:
        hold(run.employer)
        propose_many(batch, run.month, clock.today())
    run.done += len(batch)
    run.last = batch[-1].pk if batch else run.last
    if len(batch) < BATCH:
        run.finished_at = clock.now()
        notices.run_finished(run, clock.today())
    run.save(update_fields=["done", "last", "finished_at"])
    return run


@transaction.atomic
def take_many(name: str, which: Iterable[UUID], *, employer: Employer, by: Actor, today: date) -> Outcome:
    """Check, approve or send many bases at once. Those that cannot be taken stay, and are named with the reason.

    :raises Refused: unless the employer's own finance does it.
    """
    if not by.is_finance_at(employer.pk):
        raise Refused("Endast arbetsgivarens egen ekonomi kan göra det.")
    outcome = Outcome()
    found = Basis.objects.filter(pk__in=list(which), agreement__lender=employer)
    for basis in queries.whole(found).order_by("agreement_id", "month"):
        try:
            with transaction.atomic():
                _take_one(name, basis, by=by, today=today)
        except Refused as refused:
            outcome.refused.append((basis, str(refused)))
        else:
            outcome.done += 1
    return outcome


def _take_one(name: str, basis: Basis, *, by: Actor, today: date) -> Any:
    if name == "check":
        return bases.check(basis, by=by, today=today)
    if name == "approve":
        return bases.approve(basis, by=by)
    return bases.export(basis, by=by, today=today)
