"""The steps of a loan, each taken on a day of its own."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from kollega.assignments import actions as assignments
from kollega.assignments.models import Call, Interest
from kollega.core import clock
from kollega.core.periods import add_months
from kollega.demo import texts
from kollega.demo.cast import BV, HBG, PERSTORP, SPV
from kollega.demo.seed.world import World
from kollega.invoicing import actions as invoicing
from kollega.invoicing.models import Basis
from kollega.lending import actions as lending
from kollega.lending import queries as lending_queries
from kollega.lending.models import Agreement
from kollega.lending.terms import RETURN_PLANNING_DAYS, Vat
from kollega.networks.models import Employer
from kollega.pages.tasks import let_the_day_come
from kollega.people.models import Person
from kollega.people.queries import actor
from kollega.people.rules import Actor
from kollega.people.terms import DutyKind
from kollega.requesting import actions as requesting

METHOD = "Kod i mejl"


def announce(world: World, *, on: date, employer: str, contact: str, text: str, **fields: Any) -> Call:
    """Announce and publish an assignment on a day."""
    network = world.networks["helsingborg" if employer in {HBG, PERSTORP} else "sundsvall"]
    with clock.at(on):
        call = assignments.draft(
            by=world.by(contact), employer=world.employers[employer], network=network, **texts.CALLS[text] | fields
        )
        assignments.submit(call, by=world.by(contact), today=on)
        assignments.publish(call, by=world.at(DutyKind.CONTACT, call.employer), today=on)
    return call


def answer(world: World, call: Call, *, on: date, person: str, share: int | None = None) -> Interest:
    """Answer a call on a day."""
    with clock.at(on):
        employment = world.people[person].employments.get()
        interest = assignments.save_answer(
            call,
            employment=employment,
            by=world.by(person),
            today=on,
            share=share or call.share,
            can_start_on=call.starts_on,
            statement=texts.STATEMENTS.get(person, texts.STATEMENT),
            has_talked=True,
        )
        assignments.send(interest, by=world.by(person), today=on)
    return interest


def support(world: World, interest: Interest, *, on: date) -> None:
    with clock.at(on):
        manager = actor(interest.employment.manager, on)
        assignments.endorse(interest, rows=texts.PLAN, message=texts.YES, by=manager, today=on)


def meet(world: World, interest: Interest, *, on: date) -> None:
    """Put an answer on the shortlist and offer two times to meet."""
    starts = [datetime(2026, 12, 1, hour, tzinfo=clock.STOCKHOLM) for hour in (9, 10)]
    with clock.at(on):
        by = actor(interest.call.contact, on)
        assignments.shortlist(interest, by=by, today=on)
        assignments.offer_times(interest.call, starts=starts, minutes=45, place="Videomöte", by=by)


def ask_around(world: World, *, on: date) -> None:
    """Let one employer ask another for a specialist, and a manager offer a colleague without a name."""
    with clock.at(on):
        request = requesting.ask(
            asker=world.employers[BV], asked=world.employers[SPV], by=world.by("Lena Kihl"), today=on, **texts.REQUEST,
            starts_on=date(2027, 3, 1), ends_on=date(2027, 8, 31),
        )  # fmt: skip
        ida = world.people["Ida Lindqvist"]
        requesting.suggest(request, said=ida.email, by=world.by("Helen Dahl"), today=on)
        post = world.people["Erik Holm"].employments.get()
        offer = requesting.offer(
            employment=post, network=world.networks["sundsvall"], by=world.by("Petra Sandström"), today=on,
            about=texts.OFFER, share=100, from_on=date(2027, 3, 1), to_on=date(2027, 8, 31),
        )  # fmt: skip
        requesting.consent(offer, by=world.by("Erik Holm"), today=on)


def select(world: World, interest: Interest, *, on: date) -> Agreement:
    with clock.at(on):
        agreement = assignments.select(interest, by=actor(interest.call.contact, on), today=on)
    if agreement is None:
        raise LookupError("no form of lending fits")
    return agreement


def offer(world: World, agreement: Agreement, *, on: date, salary: int = 46000, **terms: Any) -> None:
    with clock.at(on):
        contact = world.at(DutyKind.CONTACT, agreement.lender)
        lending.write_terms(
            agreement,
            by=contact,
            **{
                "monthly_salary": Decimal(salary), "contribution_percent": Decimal("31.42"),
                "overhead_percent": Decimal(5), "travel": "Mottagaren betalar resor i tjänsten",
                "equipment": "Dator från utlånaren", "secrecy": "Sekretess hos mottagaren gäller",
                "buyer_reference": f"{agreement.receiver.initials}-4410", "union_informed_on": on,
                "is_insurance_checked": True,
            } | terms,
        )  # fmt: skip
        lending.offer(agreement, by=contact, today=on)


def accept(world: World, agreement: Agreement, *, on: date) -> None:
    with clock.at(on):
        lending.accept(agreement, by=world.at(DutyKind.CONTACT, agreement.receiver), today=on)


def sign(world: World, agreement: Agreement, *, on: date, parties: int = 3) -> None:
    with clock.at(on):
        agreement.refresh_from_db()
        agreement = lending_queries.whole(Agreement.objects.filter(pk=agreement.pk)).get()
        signers = [
            world.at(DutyKind.HEAD_OF_HR, agreement.receiver),
            actor(agreement.person, on),
            world.at(DutyKind.HEAD_OF_HR, agreement.lender),
        ]
        for signer in signers[:parties]:
            lending.sign(agreement, by=signer, method=METHOD, digest=agreement.version.digest, today=on)


def _decide_vat(world: World, agreement: Agreement, *, on: date, treatment: str = Vat.OUTSIDE) -> None:
    with clock.at(on):
        reason = texts.VAT_REASONS[treatment]
        lending.decide_vat(
            agreement, treatment=treatment, reason=reason, by=world.at(DutyKind.FINANCE, agreement.lender)
        )


def loan(
    world: World, *, start: date, person: str, vat: str = Vat.OUTSIDE, terms: dict[str, Any] | None = None, **call: Any
) -> Agreement:
    """Play a loan from announcement to three signatures, in the three weeks after `start`."""
    day = [start + timedelta(days=n) for n in (0, 3, 7, 12, 14, 17, 20)]
    announced = announce(world, on=day[0], **call)
    interest = answer(world, announced, on=day[1], person=person)
    support(world, interest, on=day[2])
    agreement = select(world, interest, on=day[3])
    offer(world, agreement, on=day[4], **(terms or {}))
    accept(world, agreement, on=day[5])
    sign(world, agreement, on=day[6])
    _decide_vat(world, agreement, on=day[6], treatment=vat)
    return agreement


def let_days_come(first: date, last: date) -> None:
    """Let the days between come, in order: those when a call closes, a loan moves, or a month turns."""
    days = {add_months(first.replace(day=1), n) for n in range(13)}
    days |= {call.answer_by + timedelta(days=1) for call in Call.objects.all()}
    for agreement in Agreement.objects.filter(first_day__isnull=False):
        days |= {agreement.first_day, agreement.last_day - timedelta(days=RETURN_PLANNING_DAYS), agreement.last_day}
    for day in sorted(day for day in days if first <= day <= last):
        with clock.at(day):
            let_the_day_come(day)


def bill(world: World, agreement: Agreement, month: date, *, on: date, paid_after: int = 0) -> Basis:
    """Check, approve and export one month, and note that it was paid some days after; 0 where it is not."""
    with clock.at(on):
        basis = Basis.objects.get(agreement=agreement, month=month)
        finance = world.at(DutyKind.FINANCE, agreement.lender)
        invoicing.check(basis, by=finance, today=on)
        second = actor(_second_finance(agreement.lender, finance), on)
        invoicing.approve(basis, by=second)
        invoicing.export(basis, by=finance, today=on)
    if paid_after:
        paid_on = on + timedelta(days=paid_after)
        with clock.at(paid_on):
            invoicing.pay(basis, paid_on=paid_on, by=finance, today=paid_on)
    return basis


def dispute(world: World, basis: Basis, *, on: date, reason: str) -> None:
    with clock.at(on):
        by = world.at(DutyKind.FINANCE, basis.agreement.receiver)
        invoicing.dispute(basis, by=by, reason=reason, today=on)


def _second_finance(employer: Employer, first: Actor) -> Person:
    """Return another finance officer, or the same where the employer has one and the sum allows it."""
    others = Person.objects.filter(duties__employer=employer, duties__kind=DutyKind.FINANCE).exclude(pk=first.pk)
    return others.first() or first.person
