"""What waits for a person among agreements."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from kollega.core.desk import Pile, Task
from kollega.lending.models import (
    Agreement,
    Change,
    Consent,
    Evaluation,
    Point,
    Signature,
    SignOff,
    VatDecision,
    Version,
    Waiver,
)
from kollega.lending.queries import whole
from kollega.lending.terms import (
    BOUND,
    RETURN_PLANNING_DAYS,
    AgreementState,
    ChangeKind,
    ChangeState,
    Moment,
    Party,
    Side,
    WaiverState,
)
from kollega.people.queries import actor
from kollega.people.terms import DutyKind

S = AgreementState


def piles_for(person: Any, today: date) -> list[Pile]:
    """Return what the person has to do: write, accept and sign terms, decide VAT, confirm returns."""
    by = actor(person, today)
    contact, finance = by.at(DutyKind.CONTACT), by.at(DutyKind.FINANCE)
    piles = [_pile(_to_sign(by), lambda a: _sign(a, today))]
    piles.append(_pile(_to_answer(by), lambda a: _answer(a, today)))
    piles.append(_pile(_to_waive(by), lambda a: _waive(a, today)))
    soon = Q(first_day__lte=today + timedelta(days=RETURN_PLANNING_DAYS))
    piles.append(_pile(soon & _to_prepare(by, S.NOTICE, Moment.START), lambda a: _prepare(a, Moment.START, today)))
    piles.append(_pile(_to_prepare(by, S.RETURNING, Moment.RETURN), lambda a: _prepare(a, Moment.RETURN, today)))
    piles.append(_pile(_to_evaluate(by), lambda a: _evaluate(a, today)))
    if contact:
        piles.append(_pile(Q(state=S.DRAFT, lender__in=contact), lambda a: _write(a, today)))
        piles.append(_pile(Q(state=S.OFFERED, receiver__in=contact), lambda a: _read(a, today)))
        piles.append(_pile(Q(state=S.COUNTERED, lender__in=contact), lambda a: _countered(a, today)))
    if by.manages_at or contact:
        without_manager = Q(employment__manager=None, lender__in=contact) & ~Q(employment__person=by.person)
        back = Q(state=S.RETURNING, last_day__lte=today) & (_managed_by(by) | without_manager)
        piles.append(_pile(back, lambda a: _confirm(a, today)))
    if finance:
        undecided = ~Exists(VatDecision.objects.filter(agreement=OuterRef("pk")))
        piles.append(_pile(Q(undecided, state__in=BOUND, lender__in=finance), lambda a: _decide(a, today)))
    return piles


def _pile(which: Q, told: Callable[[Agreement], Task]) -> Pile:
    return Pile(rows=Agreement.objects.filter(which), whole=whole, told=told)


def _to_sign(by: Any) -> Q:
    """Return the agreements where a party that the person signs for is left: `rules.parties_of` as a condition.

    tests/lending/test_desk.py holds the two to each other.
    """
    own = Q(employment__person=by.person)
    left = own & _unsigned(Party.EMPLOYEE)
    if head := by.at(DutyKind.HEAD_OF_HR):
        for_lender = Q(lender__in=head) & _unsigned(Party.LENDER)
        left |= ~own & (for_lender | Q(receiver__in=head) & _unsigned(Party.RECEIVER))
    asked = Change.objects.filter(agreement=OuterRef("pk"), state=ChangeState.SIGNING)
    return Q(Q(state=S.SIGNING) | Q(Exists(asked))) & left


def _to_answer(by: Any) -> Q:
    """Return the agreements where someone has asked for a change that this person's yes is missing for.

    What the person may answer is `rules.why_not_consent` and the guard of `agree`, as a condition.
    """
    contact = by.at(DutyKind.CONTACT)
    own = Q(employment__person=by.person)
    lender, receiver = Q(lender__in=contact) & ~own, Q(receiver__in=contact) & ~own
    extension = _asked(ChangeKind.EXTENSION) & (Q(lender__in=contact) | _managed_by(by))
    early = (
        _asked(ChangeKind.EARLY_END, Party.LENDER) & lender | _asked(ChangeKind.EARLY_END, Party.RECEIVER) & receiver
    )
    hired = (
        _asked(ChangeKind.CONVERSION, Party.EMPLOYEE) & own | _asked(ChangeKind.CONVERSION, Party.RECEIVER) & receiver
    )
    return extension | early | hired


def _to_waive(by: Any) -> Q:
    """Return the agreements whose notice someone wants to shorten, and that wait for this person's yes.

    Who that is, is `rules.waivers.only_the_other`, as a condition.
    """
    asked = Waiver.objects.filter(agreement=OuterRef("pk"), state=WaiverState.ASKED).exclude(asked_by=by.person)
    is_contact = Q(lender__in=by.at(DutyKind.CONTACT))
    is_manager = _managed_by(by) | is_contact & Q(employment__manager=None)
    as_contact, as_manager = Exists(asked.filter(side=Side.MANAGER)), Exists(asked.filter(side=Side.CONTACT))
    return Q(Q(as_contact) & is_contact | Q(as_manager) & is_manager) & ~Q(employment__person=by.person)


def _to_prepare(by: Any, state: str, moment: str) -> Q:
    """Return the agreements whose list has a side that this person answers for and that is not done.

    Who that is, is `rules.around.parties_preparing`, as a condition.
    """
    contact = by.at(DutyKind.CONTACT)
    led = Q(leader=by.person)
    for person_id, employer_id in by.stands_in_for:
        led |= Q(leader_id=person_id, receiver_id=employer_id)
    done = SignOff.objects.filter(agreement=OuterRef("pk"), moment=moment)
    lender = (Q(lender__in=contact) | _managed_by(by)) & ~Exists(done.filter(party=Party.LENDER))
    receiver = (Q(receiver__in=contact) | led) & ~Exists(done.filter(party=Party.RECEIVER))
    has_list = Exists(Point.objects.filter(agreement=OuterRef("pk"), moment=moment))
    return Q(has_list, state=state) & (lender | receiver) & ~Q(employment__person=by.person)


def _to_evaluate(by: Any) -> Q:
    said = Evaluation.objects.filter(agreement=OuterRef("pk"), person=by.person)
    mine = Q(employment__person=by.person) | Q(employment__manager=by.person) | Q(leader=by.person)
    return Q(~Exists(said), state__in=(S.RETURNED, S.CONVERTED)) & mine


def _asked(kind: str, without: str = "") -> Q:
    found = Change.objects.filter(agreement=OuterRef("pk"), kind=kind, state=ChangeState.ASKED)
    said = Consent.objects.filter(change=OuterRef("pk"), party=without)
    return Q(Exists(found.filter(~Exists(said)) if without else found))


def _unsigned(party: str) -> Q:
    newest = Version.objects.filter(agreement=OuterRef(OuterRef("pk"))).order_by("-number").values("pk")[:1]
    return Q(~Exists(Signature.objects.filter(version=Subquery(newest), party=party)))


def _managed_by(by: Any) -> Q:
    managed = Q(employment__manager=by.person)
    for person_id, employer_id in by.stands_in_for:
        managed |= Q(employment__manager_id=person_id, lender_id=employer_id)
    return managed


def _write(agreement: Agreement, today: date) -> Task:
    title = f"Skriv villkoren för lånet av {agreement.person}"
    return _task(agreement, title, "Skriv villkor", "edit", agreement.version.starts_on, today)


def _read(agreement: Agreement, today: date) -> Task:
    title = f"Ta ställning till villkoren för {agreement.person}"
    return _task(agreement, title, "Läs villkoren", "file", agreement.version.starts_on, today)


def _sign(agreement: Agreement, today: date) -> Task:
    title = f"Skriv under avtalet om {agreement.person}"
    return _task(agreement, title, "Skriv under", "edit", agreement.to_sign.starts_on, today)


def _answer(agreement: Agreement, today: date) -> Task:
    change = agreement.open_change
    what = change.get_kind_display().lower() if change else "en ändring"
    title = f"Svara om {what} för {agreement.person}"
    return _task(agreement, title, "Läs och svara", "file", agreement.last_day, today)


def _countered(agreement: Agreement, today: date) -> Task:
    title = f"Svara på motbudet om {agreement.person}"
    return _task(agreement, title, "Läs motbudet", "file", agreement.version.starts_on, today)


def _waive(agreement: Agreement, today: date) -> Task:
    title = f"Svara om tidigare start för {agreement.person}"
    return _task(agreement, title, "Läs och svara", "calendar", agreement.version.starts_on, today)


def _prepare(agreement: Agreement, moment: str, today: date) -> Task:
    is_start = moment == Moment.START
    title = f"Gör klart inför {'starten' if is_start else 'återkomsten'} för {agreement.person}"
    due_on = agreement.first_day if is_start else agreement.last_day
    return _task(agreement, title, "Öppna listan", "check", due_on, today, at="lending:checklist", more=[moment])


def _evaluate(agreement: Agreement, today: date) -> Task:
    title = f"Säg hur lånet av {agreement.person} gick"
    return _task(agreement, title, "Svara", "edit", None, today, at="lending:evaluate")


def _confirm(agreement: Agreement, today: date) -> Task:
    title = f"Bekräfta att {agreement.person} är tillbaka"
    return _task(agreement, title, "Bekräfta", "check", agreement.last_day, today)


def _decide(agreement: Agreement, today: date) -> Task:
    title = f"Besluta om moms för lånet av {agreement.person}"
    return _task(agreement, title, "Besluta", "coin", agreement.first_day, today)


def _task(
    agreement: Agreement, title: str, button: str, icon: str, due_on: date | None, today: date, *,
    at: str = "lending:agreement", more: Iterable[str] = (),
) -> Task:  # fmt: skip
    between = f"{agreement.lender} lånar ut till {agreement.receiver}"
    url = reverse(at, args=[agreement.pk, *more])
    return Task(title=title, context=between, url=url, button=button, due_on=due_on, icon=icon, today=today)
