"""What the demo's loans cost in other ways than by salary alone: percentages, a loan by the hour, a new salary."""

from datetime import date
from decimal import Decimal

from kollega.core import clock
from kollega.core.fetch import Unreachable
from kollega.demo import texts
from kollega.demo.cast import BV, HBG, LST
from kollega.demo.seed.steps import loan
from kollega.demo.seed.world import World
from kollega.invoicing import actions as invoicing
from kollega.invoicing.models import Hours
from kollega.invoicing.terms import ACCOUNTS, COLUMNS, LedgerKind, Way
from kollega.lending import actions as lending
from kollega.lending.models import Agreement
from kollega.lending.terms import CostModel, Vat
from kollega.networks.terms import EmployerKind
from kollega.people.queries import actor


def percentages(world: World) -> None:
    """Keep one employer's percentages from two days, and how its finance suggests VAT."""
    by, employer = world.by("Nils Berg"), world.employers[BV]
    for on, overhead in ((date(2026, 1, 1), 5), (date(2027, 1, 1), 6)):
        with clock.at(date(2026, 5, 4)):
            lending.set_rates(
                employer, from_on=on, contribution_percent=Decimal("31.42"), overhead_percent=Decimal(overhead), by=by
            )
    with clock.at(date(2026, 5, 4)):
        kind, reason = EmployerKind.AGENCY, texts.VAT_REASONS[Vat.OUTSIDE]
        lending.set_vat_default(employer, receiver_kind=kind, treatment=Vat.OUTSIDE, reason=reason, by=by)


def ways_out(world: World) -> None:
    """Let one employer's invoices leave to a folder, and another's to an access point that does not answer."""
    ways = (("Nils Berg", BV, Way.FOLDER, ""), ("Leif Torn", HBG, Way.HTTP, texts.ACCESS_POINT))
    for name, employer, way, address in ways:
        with clock.at(date(2026, 9, 1)):
            invoicing.keep_route(world.employers[employer], by=world.by(name), way=way, address=address, token="")
    with clock.at(date(2026, 9, 1)):
        employer, by = world.employers[BV], world.by("Nils Berg")
        invoicing.keep_ledger(employer, by=by, columns=list(COLUMNS), **(ACCOUNTS | {"income": "3990"}))


def hand_over(*, on: date) -> None:
    """Hand over what waits that day, and try in vain as long as there is any use."""
    with clock.at(on):
        waiting = invoicing.deliver_next(ask=_silent)
    while waiting and waiting.next_at:
        with clock.at(waiting.next_at):
            waiting = invoicing.deliver_next(ask=_silent)


def _silent(address: str, **_: object) -> bytes:
    raise Unreachable("Källan svarar inte. Försök igen senare.")


def book(world: World, *, month: date, on: date) -> None:
    """Write the file of a month's invoices for the bookkeeping."""
    with clock.at(on):
        by = world.by("Nils Berg")
        invoicing.book(world.employers[BV], month=month, kind=LedgerKind.SIE, by=by, today=on)


def by_the_hour(world: World) -> None:
    """Lend someone for some hours a week."""
    loan(
        world, start=date(2026, 7, 6), person="Mathias Öberg", employer=LST, contact="Rolf Hägg", text="tjanst",
        terms={"cost_model": CostModel.HOURLY, "hourly_amount": Decimal(640), "monthly_hours": Decimal(60)},
        answer_by=date(2026, 8, 3), starts_on=date(2026, 10, 5), ends_on=date(2026, 12, 18),
    )  # fmt: skip


def report_weeks(*, on: date) -> None:
    """Let the colleague report the weeks of October, and the leader attest all but the last."""
    with clock.at(on):
        weeks = list(Hours.objects.filter(from_on__month=10).order_by("from_on"))
        for week, (worked, note) in zip(weeks, texts.HOURS, strict=True):
            person, leader = week.agreement.person, week.agreement.leader
            invoicing.report(week, worked=Decimal(worked), note=note, by=actor(person, on), today=on)
            if week != weeks[-1]:
                invoicing.attest(week, by=actor(leader, on))


def revise(world: World, *, on: date) -> None:
    """Write a salary that was settled after two months of the loan were counted."""
    with clock.at(on):
        lending.revise_salary(
            Agreement.objects.get(employment__person=world.people["Erik Holm"]), from_on=date(2026, 10, 1),
            monthly_salary=Decimal(53100), reason=texts.REVISED, by=world.by("Sara Nyman"), today=on,
        )  # fmt: skip
