"""What has happened this year, and what waits on every desk when the story begins."""

from datetime import date, datetime, timedelta

from kollega.assignments import actions as assignments
from kollega.core import clock
from kollega.demo import texts
from kollega.demo.cast import BV, CSN, DIGG, HBG, LST, MIUN, PERSTORP, SPV, SUNDSVALL
from kollega.demo.seed.around import ask_waiver, counter, evaluate, get_ready, plan_talk
from kollega.demo.seed.money import book, by_the_hour, hand_over, percentages, report_weeks, revise, ways_out
from kollega.demo.seed.steps import (
    accept,
    announce,
    answer,
    ask_around,
    bill,
    dispute,
    let_days_come,
    loan,
    meet,
    offer,
    select,
    sign,
    support,
)
from kollega.demo.seed.world import World
from kollega.invoicing import actions as invoicing
from kollega.invoicing.models import Basis
from kollega.lending import actions as lending
from kollega.lending.models import Agreement
from kollega.lending.terms import Vat
from kollega.networks.terms import Whom
from kollega.pages.tasks import let_the_day_come
from kollega.people.terms import DutyKind


def history(world: World) -> None:
    """Play the year: loans that are over, that run, that wait and that came to nothing."""
    over = loan(
        world,
        start=date(2026, 1, 12),
        person="Ida Lindqvist",
        employer=BV,
        contact="Jonas Ek",
        text="arende",
        answer_by=date(2026, 2, 15),
        starts_on=date(2026, 4, 13),
        ends_on=date(2026, 7, 31),
    )
    let_days_come(date(2026, 4, 1), date(2026, 7, 10))
    plan_talk(over, on=date(2026, 7, 13), at=datetime(2026, 7, 28, 10, 0, tzinfo=clock.STOCKHOLM), place="Bengts rum")
    get_ready(over, "return", on=date(2026, 7, 29))
    let_days_come(date(2026, 7, 11), date(2026, 8, 2))
    with clock.at(date(2026, 8, 3)):
        lending.confirm_return(over, by=world.by("Bengt Sjö"), today=clock.today())
        let_the_day_come(clock.today())
    evaluate(over, on=date(2026, 8, 12))
    for month in (4, 5, 6, 7):
        bill(world, over, date(2026, month, 1), on=date(2026, month + 1, 9), paid_after=26)
    returning = _going(world)
    let_days_come(date(2026, 8, 4), date(2026, 11, 20))
    plan_talk(returning, on=date(2026, 11, 18), at=datetime(2026, 12, 2, 13, 30, tzinfo=clock.STOCKHOLM), place="Rum 4")
    get_ready(returning, "return", on=date(2026, 11, 19), parties=("receiver",), most=2)
    report_weeks(on=date(2026, 11, 19))
    revise(world, on=date(2026, 11, 20))
    ways_out(world)
    lent = Agreement.objects.get(employment__person=world.people["Fatima Olsson"])
    bill(world, lent, date(2026, 9, 1), on=date(2026, 10, 7))
    hand_over(on=date(2026, 10, 7))
    september = bill(world, returning, date(2026, 9, 1), on=date(2026, 10, 8))
    hand_over(on=date(2026, 10, 8))
    book(world, month=date(2026, 10, 1), on=date(2026, 11, 2))
    dispute(world, september, on=date(2026, 11, 18), reason=texts.DISPUTE)
    with clock.at(date(2026, 11, 9)):
        nils = world.by("Nils Berg")
        invoicing.check(Basis.objects.get(agreement=returning, month=date(2026, 10, 1)), by=nils, today=clock.today())


def _going(world: World) -> Agreement:
    """Lend four colleagues who are away now or soon; return the loan that ends first."""
    percentages(world)
    loan(
        world, start=date(2026, 5, 18), person="Erik Holm", employer=SPV, contact="Bengt Sjö", text="utvarder",
        terms={"salary": 51500}, answer_by=date(2026, 6, 15), starts_on=date(2026, 9, 1), ends_on=date(2027, 2, 26),
    )  # fmt: skip
    returning = loan(
        world, start=date(2026, 6, 8), person="Viktor Ros", employer=DIGG, contact="Tove Hedman", text="oppna",
        vat=Vat.STANDARD, terms={"salary": 49000}, answer_by=date(2026, 7, 1), starts_on=date(2026, 9, 14),
        ends_on=date(2026, 12, 11),
    )  # fmt: skip
    loan(
        world, start=date(2026, 4, 6), person="Fatima Olsson", employer=PERSTORP, contact="Birgit Åhl",
        text="upphandling", terms={"salary": 43500}, answer_by=date(2026, 5, 4), starts_on=date(2026, 8, 17),
        ends_on=date(2027, 1, 29),
    )  # fmt: skip
    coming = loan(
        world, start=date(2026, 10, 5), person="Lo Sandberg", employer=MIUN, contact="Johan Vide", text="kommunikation",
        terms={"salary": 41200}, answer_by=date(2026, 10, 30), starts_on=date(2027, 1, 11), ends_on=date(2027, 4, 30),
    )  # fmt: skip
    by_the_hour(world)
    get_ready(coming, "start", on=date(2026, 11, 19), parties=("receiver",))
    get_ready(coming, "start", on=date(2026, 11, 19), parties=("lender",), most=1)
    return returning


def open_matters(world: World) -> None:
    """Leave something on every desk: calls to answer, answers to decide, terms to write, accept and sign."""
    _answers(world)
    ask_around(world, on=date(2026, 11, 18))
    _calls(world)
    _agreements_on_their_way(world)
    _unpublished(world)


def _answers(world: World) -> None:
    """Leave two assignments open, with answers that wait for a manager, for the receiver, and one that was not now."""
    archive = announce(
        world,
        on=date(2026, 11, 9),
        employer=CSN,
        contact="Petra Sandström",
        text="arkiv",
        answer_by=date(2026, 12, 12),
        starts_on=date(2027, 3, 1),
        ends_on=date(2027, 4, 30),
    )
    waiting = answer(world, archive, on=date(2026, 11, 12), person="Eva-Lena Sten")
    support(world, waiting, on=date(2026, 11, 17))
    meet(world, waiting, on=date(2026, 11, 19))
    security = announce(
        world,
        on=date(2026, 11, 2),
        employer=DIGG,
        contact="Tove Hedman",
        text="sakerhet",
        answer_by=date(2026, 12, 4),
        starts_on=date(2027, 2, 15),
        ends_on=date(2027, 6, 30),
    )
    answer(world, security, on=date(2026, 11, 13), person="Nina Ståhl", share=50)
    unsaid = answer(world, security, on=date(2026, 11, 16), person="Ida Lindqvist", share=50)
    with clock.at(date(2026, 11, 19)):
        assignments.ask_more(unsaid, comment=texts.MORE, by=world.by("Bengt Sjö"), today=clock.today())
    no = answer(world, security, on=date(2026, 11, 5), person="Sofia Lund")
    with clock.at(date(2026, 11, 10)):
        assignments.decline(no, reason=texts.NO, by=world.by("Petra Sandström"), today=clock.today())


def _calls(world: World) -> None:
    """Leave two assignments open that nobody has answered."""
    announce(
        world,
        on=date(2026, 11, 16),
        employer=SUNDSVALL,
        contact="Yusuf Demir",
        text="strateg",
        group=world.networks["sundsvall"].groups.get(whom=Whom.HR),
        answer_by=date(2026, 12, 18),
        starts_on=date(2027, 3, 15),
        ends_on=date(2027, 9, 14),
    )
    announce(
        world,
        on=date(2026, 11, 18),
        employer=HBG,
        contact="Gunilla Frost",
        text="upphandling",
        answer_by=date(2026, 12, 10),
        starts_on=date(2027, 2, 22),
        ends_on=date(2027, 8, 20),
    )


def _unpublished(world: World) -> None:
    """Leave one assignment with HR, and one that is only a draft."""
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
        ("Ida Lindqvist", MIUN, "Johan Vide", "kommunikation", 6),
    ]
    for n, (person, employer, contact, text, stage) in enumerate(ways):
        start = date(2026, 10, 12) + timedelta(days=n)
        call = announce(
            world,
            on=start,
            employer=employer,
            contact=contact,
            text=text,
            answer_by=date(2026, 11, 6),
            starts_on=date(2027, 2, 1) + timedelta(days=7 * n) if stage < 6 else date(2027, 1, 11),
            ends_on=date(2027, 5, 28),
        )
        interest = answer(world, call, on=start + timedelta(days=3), person=person)
        support(world, interest, on=start + timedelta(days=9))
        agreement = select(world, interest, on=date(2026, 11, 9) + timedelta(days=n))
        _carry(world, agreement, person=person, stage=stage)


def _carry(world: World, agreement: Agreement, *, person: str, stage: int) -> None:
    """Take an agreement to where it stands today: with the lender, the receiver, the signers, or ended."""
    if stage >= 2:
        offer(world, agreement, on=date(2026, 11, 16))
    if stage in {3, 5}:
        accept(world, agreement, on=date(2026, 11, 17))
    if stage == 3:
        sign(world, agreement, on=date(2026, 11, 19), parties=1)
    if stage == 4:
        with clock.at(date(2026, 11, 18)):
            lending.withdraw(agreement, by=world.by(person), reason=texts.WITHDRAWN, today=clock.today())
    if stage == 6:
        counter(world, agreement, on=date(2026, 11, 18), share=50, travel="Vi betalar resor och boende")
        ask_waiver(agreement, first_day=date(2027, 1, 11), on=date(2026, 11, 20))
    if stage == 5:
        with clock.at(date(2026, 11, 20)):
            lending.decline(
                agreement,
                by=world.at(DutyKind.HEAD_OF_HR, agreement.lender),
                reason=texts.DECLINED,
                today=clock.today(),
            )
