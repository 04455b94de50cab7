"""The month run: proposed in batches by the worker, then checked, approved and sent many at once."""

from collections.abc import Iterable
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
from kollega.invoicing.terms import BATCH, STEP_BATCH, RunStep
from kollega.lending import queries as lending
from kollega.networks.models import Employer
from kollega.people.queries import actor
from kollega.people.rules import Actor


@transaction.atomic
def start_run(employer: Employer, *, month: date, by: Actor, today: date) -> Run:
    """Ask that the month is proposed for all the employer's loans; asking again while it runs gives the same run.

    :raises Refused: unless the employer's own finance asks, for a month that is over and where nothing else runs.
    """
    _must_be_finance(employer, by)
    if not is_ripe(month, today):
        raise Refused("Månaden är inte slut än.")
    hold(employer)
    running = _running(employer, month)
    if running and running.step == RunStep.PROPOSE:
        return running
    total = lending.of_month(month).filter(lender=employer).count()
    return _begin(employer, month, RunStep.PROPOSE, total=total, by=by)


@transaction.atomic
def take_many(step: str, which: Iterable[UUID], *, employer: Employer, month: date, by: Actor, today: date) -> Run:
    """Check, approve or send many bases of a month: the first of them now, the rest by the worker.

    Those that cannot be taken stay as they are, and are named in the run with the reason.

    :raises Refused: unless the employer's own finance does it, while nothing else runs in the month.
    """
    _must_be_finance(employer, by)
    hold(employer)
    found = Basis.objects.filter(pk__in=list(which), agreement__lender=employer, month=month)
    which = list(found.order_by("agreement_id", "kind").values_list("pk", flat=True))
    run = _begin(employer, month, RunStep(step), total=len(which), by=by, which=which)
    _take_some(run, today)
    return run


@transaction.atomic
def run_next_batch() -> Run | None:
    """Take the next of the run that has waited longest; None when there is none. Each is taken once.

    Whoever waits for it is told once when the run is done, and not of every loan.
    """
    waiting = Run.objects.select_for_update(skip_locked=True, of=("self",)).select_related("employer", "by")
    run = waiting.filter(finished_at__isnull=True).order_by("at").first()
    if run is None:
        return None
    take = _propose_some if run.step == RunStep.PROPOSE else _take_some
    take(run, clock.today())
    if run.finished_at:
        notices.run_finished(run, clock.today())
    return run


def _must_be_finance(employer: Employer, by: Actor) -> None:
    if not by.is_finance_at(employer.pk):
        raise Refused("Endast arbetsgivarens egen ekonomi kan köra månaden.")


def _running(employer: Employer, month: date) -> Run | None:
    return Run.objects.filter(employer=employer, month=month, finished_at__isnull=True).first()


def _begin(employer: Employer, month: date, step: RunStep, *, total: int, by: Actor, **about: Any) -> Run:
    """Begin a run of a month whose employer is held."""
    if _running(employer, month):
        raise Refused("Månaden körs redan. Vänta tills sidan säger att den är klar, och gör sedan om.")
    now = clock.now()
    run = Run.objects.create(employer=employer, month=month, step=step, by=by.person, at=now, total=total, **about)
    Entry.write("run.started", run, by=by.person, owner=employer, month=str(month), step=step)
    return run


def _propose_some(run: Run, today: date) -> None:
    loans = lending.running_in(run.month).filter(lender=run.employer).order_by("pk")
    if run.last:
        loans = loans.filter(pk__gt=run.last)
    batch = list(loans.select_for_update(of=("self",))[:BATCH])
    if batch:
        hold(run.employer)
        propose_many(batch, run.month, today)
        run.last = batch[-1].pk
    _count(run, len(batch), is_last=len(batch) < BATCH)


def _take_some(run: Run, today: date) -> None:
    """Take the next bases as the one who asked, with the duties they have now."""
    by = actor(run.by, today)
    batch = run.which[run.done : run.done + STEP_BATCH]
    found = queries.whole(Basis.objects.filter(pk__in=batch)).in_bulk()
    for basis in (found[pk] for pk in batch if pk in found):
        try:
            with transaction.atomic():
                _take_one(run.step, basis, by=by, today=today)
        except Refused as refused:
            run.refused.append([str(basis.pk), str(refused)])
    _count(run, len(batch), is_last=run.done + len(batch) >= run.total)


def _count(run: Run, more: int, *, is_last: bool) -> None:
    run.done += more
    run.finished_at = clock.now() if is_last else None
    run.save(update_fields=["done", "last", "refused", "finished_at"])


def _take_one(step: str, basis: Basis, *, by: Actor, today: date) -> Any:
    if step == RunStep.CHECK:
        return bases.check(basis, by=by, today=today)
    if step == RunStep.APPROVE:
        return bases.approve(basis, by=by)
    return bases.export(basis, by=by, today=today)
