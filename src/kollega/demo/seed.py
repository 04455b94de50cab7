"""Builds the demo: two networks, their people, and a year of loans, by the same actions that the pages use.

The same day in, the same rows out: nothing here is random, and every step is taken with the clock held at its own day.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from kollega.assignments import actions as assignments
from kollega.assignments.models import Call, Interest
from kollega.core import clock
from kollega.core.models import Installation
from kollega.core.periods import add_months
from kollega.demo import cast, texts
from kollega.demo.cast import BV, CSN, DIGG, HBG, LST, MIUN, PERSTORP, SPV, SUNDSVALL
from kollega.identity import actions as identity
from kollega.invoicing import actions as invoicing
from kollega.invoicing.models import Basis, BillingDetails
from kollega.lending import actions as lending
from kollega.lending import queries as lending_queries
from kollega.lending.models import Agreement
from kollega.lending.terms import RETURN_PLANNING_DAYS, Vat
from kollega.networks.models import Employer, Membership, Network, Unit
from kollega.outbox.models import Message
from kollega.pages.tasks import let_the_day_come
from kollega.people import actions as people
from kollega.people.models import Duty, Employment, Person
from kollega.people.queries import actor
from kollega.people.rules import Actor
from kollega.people.terms import DutyKind, Visibility
from kollega.taxonomy import actions as taxonomy
from kollega.taxonomy.queries import suggest
from kollega.taxonomy.terms import Kind
from kollega.vacancies import actions as vacancies
from kollega.vacancies.files import jobsearch_ads
from kollega.vacancies.terms import Source

MORNING = datetime(2026, 11, 23, 9, tzinfo=clock.STOCKHOLM)
"""The Monday when the story begins."""
METHOD = "Kod i mejl"


@dataclass
class World:
    """What the seed has made so far, by name."""

    employers: dict[str, Employer] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    networks: dict[str, Network] = field(default_factory=dict)

    def by(self, name: str) -> Actor:
        return actor(self.people[name], clock.today())

    def at(self, kind: str, employer: Employer) -> Actor:
        """Return the person who carries the duty at the employer."""
        duty = (
            Duty.objects.filter(kind=kind, employer=employer).select_related("person").order_by("person__email").first()
        )
        if duty is None:
            raise LookupError(f"no {kind} at {employer}")
        return actor(duty.person, clock.today())


@transaction.atomic
def build(now: datetime) -> None:
    """Fill an empty database with the demo, whose clock stands at the story's Monday.

    :raises RuntimeError: if the database holds anyone already, so that real people are never mixed with invented ones.
    """
    if Person.objects.exists():
        raise RuntimeError("the database is not empty")
    with clock.at(datetime(2026, 1, 5, 9, tzinfo=clock.STOCKHOLM)):
        world = _networks()
        _people(world)
        taxonomy.load_starter()
        _profiles(world)
    _history(world)
    with clock.at(MORNING):
        _open_matters(world)
        ads, _ = jobsearch_ads(json.dumps(texts.ads()).encode())
        vacancies.import_ads(ads, source=Source.JOBSEARCH)
        let_the_day_come(clock.today())
        _read_the_old_mail()
    Installation.objects.create(id=1, is_demo=True, clock_offset=MORNING - now)


def _networks() -> World:
    world = World()
    for slug, members in (("sundsvall", cast.SUNDSVALL_MEMBERS), ("helsingborg", cast.HELSINGBORG_MEMBERS)):
        network = Network.objects.create(slug=slug, **texts.NETWORKS[slug])
        world.networks[slug] = network
        for name, short, kind, number, city, postcode, code in members:
            employer = Employer.objects.create(
                name=name, short_name=short, kind=kind, org_number=number, city=city, postcode=postcode, municipality_code=code,
                about=texts.ABOUT.get(name, ""),
            )  # fmt: skip
            is_associate = name == MIUN
            Membership.objects.create(
                network=network,
                employer=employer,
                from_on=date(2019, 1, 1),
                kind="associate" if is_associate else "full",
            )
            if number:
                _billing(employer, number.replace("-", ""))
            Unit.objects.create(employer=employer, code="1", name="Verksamhetsstöd")
            world.employers[name] = employer
    return world


def _billing(employer: Employer, number: str) -> None:
    giro = {"2021005489": "5050-1055", "2021001819": "5786-1031"}.get(number, "5050-1055")
    BillingDetails.objects.create(
        employer=employer, endpoint=number, vat_number=f"SE{number}01", bankgiro=giro, contact_name="Ekonomienheten",
        contact_email=f"ekonomi@{cast.HOME}",
    )  # fmt: skip


def _people(world: World) -> None:
    for role in cast.EVERYONE:
        given, _, family = role.name.partition(" ")
        person = Person.objects.create_user(role.email, given_name=given, family_name=family)
        identity.welcome(person)
        world.people[role.name] = person
    for role in cast.EVERYONE:
        employer = world.employers[role.employer]
        Employment.objects.create(
            person=world.people[role.name], employer=employer, title=role.title, from_on=date(2021, 2, 1),
            manager=world.people.get(role.manager), unit=employer.units.first(),
        )  # fmt: skip
        if role.duty == DutyKind.COORDINATOR:
            Duty.objects.create(
                person=world.people[role.name],
                kind=role.duty,
                network=world.networks["sundsvall"],
                from_on=date(2021, 2, 1),
            )
        elif role.duty:
            Duty.objects.create(
                person=world.people[role.name], kind=role.duty, employer=employer, from_on=date(2021, 2, 1)
            )


def _profiles(world: World) -> None:
    for name, (words, looks_for, visible_to) in texts.PROFILES.items():
        skills = [found for word in words if (found := suggest(Kind.SKILL, word, 1).first())]
        people.describe(
            world.people[name],
            looks_for=looks_for,
            visible_to=Visibility(visible_to),
            skills=skills,
            languages=[],
            places=[],
        )


def _call(world: World, *, on: date, employer: str, contact: str, text: str, **fields: Any) -> Call:
    """Announce and publish an assignment on a day."""
    network = world.networks["helsingborg" if employer in {HBG, PERSTORP} else "sundsvall"]
    with clock.at(on):
        call = assignments.draft(
            by=world.by(contact), employer=world.employers[employer], network=network, **texts.CALLS[text] | fields
        )
        assignments.submit(call, by=world.by(contact), today=on)
        assignments.publish(call, by=world.at(DutyKind.CONTACT, call.employer), today=on)
    return call


def _answer(world: World, call: Call, *, on: date, person: str, share: int | None = None) -> Interest:
    """Answer a call on a day."""
    with clock.at(on):
        employment = world.people[person].employments.get()
        interest = assignments.save_answer(
            call, employment=employment, by=world.by(person), today=on, share=share or call.share, can_start_on=call.starts_on,
            statement=texts.STATEMENTS.get(person, texts.STATEMENT), has_talked=True,
        )  # fmt: skip
        assignments.send(interest, by=world.by(person), today=on)
    return interest


def _support(world: World, interest: Interest, *, on: date) -> None:
    with clock.at(on):
        manager = actor(interest.employment.manager, on)
        assignments.endorse(interest, rows=texts.PLAN, message=texts.YES, by=manager, today=on)


def _select(world: World, interest: Interest, *, on: date) -> Agreement:
    with clock.at(on):
        agreement = assignments.select(interest, by=actor(interest.call.contact, on), today=on)
    if agreement is None:
        raise LookupError("no form of lending fits")
    return agreement


def _offer(world: World, agreement: Agreement, *, on: date, salary: int = 46000) -> None:
    with clock.at(on):
        contact = world.at(DutyKind.CONTACT, agreement.lender)
        lending.write_terms(
            agreement, by=contact, monthly_salary=Decimal(salary), contribution_percent=Decimal("31.42"),
            overhead_percent=Decimal(5), travel="Mottagaren betalar resor i tjänsten", equipment="Dator från utlånaren",
            secrecy="Sekretess hos mottagaren gäller", buyer_reference=f"{agreement.receiver.initials}-4410",
            union_informed_on=on, is_insurance_checked=True,
        )  # fmt: skip
        lending.offer(agreement, by=contact, today=on)


def _accept(world: World, agreement: Agreement, *, on: date) -> None:
    with clock.at(on):
        lending.accept(agreement, by=world.at(DutyKind.CONTACT, agreement.receiver), today=on)


def _sign(world: World, agreement: Agreement, *, on: date, parties: int = 3) -> None:
    with clock.at(on):
        agreement.refresh_from_db()
        agreement = lending_queries.whole(Agreement.objects.filter(pk=agreement.pk)).get()
        signers = [
            world.at(DutyKind.HEAD_OF_HR, agreement.receiver), actor(agreement.person, on),
            world.at(DutyKind.HEAD_OF_HR, agreement.lender),
        ]  # fmt: skip
        for signer in signers[:parties]:
            lending.sign(agreement, by=signer, method=METHOD, digest=agreement.version.digest, today=on)


def _decide_vat(world: World, agreement: Agreement, *, on: date, treatment: str = Vat.OUTSIDE) -> None:
    with clock.at(on):
        reason = texts.VAT_REASONS[treatment]
        lending.decide_vat(
            agreement, treatment=treatment, reason=reason, by=world.at(DutyKind.FINANCE, agreement.lender)
        )


def _loan(
    world: World, *, start: date, person: str, vat: str = Vat.OUTSIDE, salary: int = 46000, **call: Any
) -> Agreement:
    """Play a loan from announcement to three signatures, in the three weeks after `start`."""
    day = [start + timedelta(days=n) for n in (0, 3, 7, 12, 14, 17, 20)]
    announced = _call(world, on=day[0], **call)
    interest = _answer(world, announced, on=day[1], person=person)
    _support(world, interest, on=day[2])
    agreement = _select(world, interest, on=day[3])
    _offer(world, agreement, on=day[4], salary=salary)
    _accept(world, agreement, on=day[5])
    _sign(world, agreement, on=day[6])
    _decide_vat(world, agreement, on=day[6], treatment=vat)
    return agreement


def _days(first: date, last: date) -> None:
    """Let the days between come, in order: those when a call closes, a loan moves, or a month turns."""
    days = {add_months(first.replace(day=1), n) for n in range(13)}
    days |= {call.answer_by + timedelta(days=1) for call in Call.objects.all()}
    for agreement in Agreement.objects.filter(first_day__isnull=False):
        days |= {agreement.first_day, agreement.last_day - timedelta(days=RETURN_PLANNING_DAYS), agreement.last_day}
    for day in sorted(day for day in days if first <= day <= last):
        with clock.at(day):
            let_the_day_come(day)


def _history(world: World) -> None:
    """Play the year: loans that are over, that run, that wait and that came to nothing."""
    over = _loan(world, start=date(2026, 1, 12), person="Ida Lindqvist", employer=BV, contact="Jonas Ek", text="arende",
                 answer_by=date(2026, 2, 15), starts_on=date(2026, 4, 13), ends_on=date(2026, 7, 31))  # fmt: skip
    _days(date(2026, 4, 1), date(2026, 8, 2))
    with clock.at(date(2026, 8, 3)):
        lending.confirm_return(over, by=world.by("Bengt Sjö"), today=clock.today())
        let_the_day_come(clock.today())
    for month in (4, 5, 6, 7):
        _bill(world, over, date(2026, month, 1), on=date(2026, month + 1, 9))
    _loan(world, start=date(2026, 5, 18), person="Erik Holm", employer=SPV, contact="Bengt Sjö", text="utvarder", salary=51500,
          answer_by=date(2026, 6, 15), starts_on=date(2026, 9, 1), ends_on=date(2027, 2, 26))  # fmt: skip
    returning = _loan(world, start=date(2026, 6, 8), person="Viktor Ros", employer=DIGG, contact="Tove Hedman", text="oppna",
                      vat=Vat.STANDARD, salary=49000, answer_by=date(2026, 7, 1), starts_on=date(2026, 9, 14),
                      ends_on=date(2026, 12, 11))  # fmt: skip
    _loan(world, start=date(2026, 4, 6), person="Fatima Olsson", employer=PERSTORP, contact="Birgit Åhl", text="upphandling",
          salary=43500, answer_by=date(2026, 5, 4), starts_on=date(2026, 8, 17), ends_on=date(2027, 1, 29))  # fmt: skip
    _loan(world, start=date(2026, 10, 5), person="Lo Sandberg", employer=MIUN, contact="Johan Vide", text="kommunikation",
          salary=41200, answer_by=date(2026, 10, 30), starts_on=date(2027, 1, 11), ends_on=date(2027, 4, 30))  # fmt: skip
    _days(date(2026, 8, 4), date(2026, 11, 20))
    _bill(world, returning, date(2026, 9, 1), on=date(2026, 10, 8))
    with clock.at(date(2026, 11, 9)):
        nils = world.by("Nils Berg")
        invoicing.check(Basis.objects.get(agreement=returning, month=date(2026, 10, 1)), by=nils, today=clock.today())


def _bill(world: World, agreement: Agreement, month: date, *, on: date) -> None:
    """Check, approve and export one month."""
    with clock.at(on):
        basis = Basis.objects.get(agreement=agreement, month=month)
        finance = world.at(DutyKind.FINANCE, agreement.lender)
        invoicing.check(basis, by=finance, today=on)
        second = actor(_second_finance(agreement.lender, finance), on)
        invoicing.approve(basis, by=second)
        invoicing.export(basis, by=finance, today=on)


def _second_finance(employer: Employer, first: Actor) -> Person:
    """Return another finance officer, or the same where the employer has one and the sum allows it."""
    others = Person.objects.filter(duties__employer=employer, duties__kind=DutyKind.FINANCE).exclude(pk=first.pk)
    return others.first() or first.person


def _open_matters(world: World) -> None:
    """Leave something on every desk: calls to answer, answers to decide, terms to write, accept and sign."""
    archive = _call(world, on=date(2026, 11, 9), employer=CSN, contact="Petra Sandström", text="arkiv", answer_by=date(2026, 12, 12),
                    starts_on=date(2027, 3, 1), ends_on=date(2027, 4, 30))  # fmt: skip
    waiting = _answer(world, archive, on=date(2026, 11, 12), person="Eva-Lena Sten")
    _support(world, waiting, on=date(2026, 11, 17))
    security = _call(world, on=date(2026, 11, 2), employer=DIGG, contact="Tove Hedman", text="sakerhet", answer_by=date(2026, 12, 4),
                     starts_on=date(2027, 2, 15), ends_on=date(2027, 6, 30))  # fmt: skip
    _answer(world, security, on=date(2026, 11, 13), person="Nina Ståhl", share=50)
    no = _answer(world, security, on=date(2026, 11, 5), person="Sofia Lund")
    with clock.at(date(2026, 11, 10)):
        assignments.decline(no, reason=texts.NO, by=world.by("Petra Sandström"), today=clock.today())
    _call(world, on=date(2026, 11, 16), employer=SUNDSVALL, contact="Yusuf Demir", text="strateg", answer_by=date(2026, 12, 18),
          starts_on=date(2027, 3, 15), ends_on=date(2027, 9, 14))  # fmt: skip
    _call(world, on=date(2026, 11, 18), employer=HBG, contact="Gunilla Frost", text="upphandling", answer_by=date(2026, 12, 10),
          starts_on=date(2027, 2, 22), ends_on=date(2027, 8, 20))  # fmt: skip
    _agreements_on_their_way(world)
    with clock.at(date(2026, 11, 20)):
        asked = texts.CALLS["kommunikation"] | {
            "answer_by": date(2026, 12, 20),
            "starts_on": date(2027, 3, 1),
            "ends_on": date(2027, 5, 31),
        }
        for contact, employer, is_sent in (("Petra Sandström", CSN, True), ("Jonas Ek", BV, False)):
            call = assignments.draft(
                by=world.by(contact), employer=world.employers[employer], network=world.networks["sundsvall"], **asked
            )
            if is_sent:
                assignments.submit(call, by=world.by(contact), today=clock.today())


def _agreements_on_their_way(world: World) -> None:
    ways = [
        ("Mathias Öberg", CSN, "Petra Sandström", "system", 1),
        ("Eva-Lena Sten", SPV, "Bengt Sjö", "utvarder", 2),
        ("Sofia Lund", DIGG, "Tove Hedman", "oppna", 3),
        ("Ida Lindqvist", LST, "Rolf Hägg", "arende", 4),
        ("Nina Ståhl", SPV, "Bengt Sjö", "jurist", 5),
    ]
    for n, (person, employer, contact, text, stage) in enumerate(ways):
        start = date(2026, 10, 12) + timedelta(days=n)
        call = _call(world, on=start, employer=employer, contact=contact, text=text, answer_by=date(2026, 11, 6),
                     starts_on=date(2027, 2, 1) + timedelta(days=7 * n), ends_on=date(2027, 5, 28))  # fmt: skip
        interest = _answer(world, call, on=start + timedelta(days=3), person=person)
        _support(world, interest, on=start + timedelta(days=9))
        agreement = _select(world, interest, on=date(2026, 11, 9) + timedelta(days=n))
        if stage >= 2:
            _offer(world, agreement, on=date(2026, 11, 13))
        if stage in {3, 5}:
            _accept(world, agreement, on=date(2026, 11, 17))
        if stage == 3:
            _sign(world, agreement, on=date(2026, 11, 19), parties=1)
        if stage == 4:
            with clock.at(date(2026, 11, 18)):
                lending.withdraw(agreement, by=world.by(person), reason=texts.WITHDRAWN, today=clock.today())
        if stage == 5:
            with clock.at(date(2026, 11, 20)):
                lending.decline(
                    agreement,
                    by=world.at(DutyKind.HEAD_OF_HR, agreement.lender),
                    reason=texts.DECLINED,
                    today=clock.today(),
                )


def _read_the_old_mail() -> None:
    """Let what was told before this week be read and sent, so that the counters show what is new."""
    old = Message.objects.filter(created_at__lt=MORNING - timedelta(days=5))
    old.update(read_at=clock.now())
    Message.objects.filter(created_at__lt=MORNING).update(sent_at=clock.now())
