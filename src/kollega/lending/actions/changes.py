"""What can be asked of a loan that runs, and the answers: extension, an early end, employment at the receiver."""

from datetime import date
from typing import Any

from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.lending import notices
from kollega.lending.actions.held import cut, freeze, hold_days, locked, take
from kollega.lending.models import Agreement, Change, Consent, Version
from kollega.lending.rules import (
    CHANGES,
    parties_speaking,
    why_not_ask,
    why_not_begin,
    why_not_consent,
    why_not_convert,
    why_not_end_early,
    why_not_extend,
)
from kollega.lending.rules.changes import ONE_DAY
from kollega.lending.terms import ASKERS, CONSENTS, TERMS, ChangeKind
from kollega.people.rules import Actor


@transaction.atomic
def ask_to_extend(
    agreement: Agreement, *, ends_on: date, share: int, starts_on: date | None, reason: str, assessment: str,
    by: Actor, today: date,
) -> Change:  # fmt: skip
    """Ask that the loan goes on, as a new version of the terms; the lender answers, and then all three sign.

    :param starts_on: from when another share rules; the day after the last where none is given.
    :param assessment: the new assessment of the need, which a staff loan past six months of full time rests on.
    :raises Refused: unless the receiver's contact or the employee asks, once at a time, for what the form allows.
    """
    agreement = _askable(agreement, ChangeKind.EXTENSION, by=by, reason=reason)
    begins = starts_on or agreement.days[1] + ONE_DAY
    if refusal := why_not_extend(
        agreement, starts_on=begins, ends_on=ends_on, share=share, assessment=assessment, today=today
    ):
        raise Refused(refusal)
    kept = {name: getattr(agreement.version, name) for name in TERMS}
    kept |= {"starts_on": begins, "ends_on": ends_on, "share": share, "assessment": assessment.strip()}
    number = max(v.number for v in agreement.versions.all()) + 1
    version = Version.objects.create(agreement=agreement, number=number, made_by=by.person, made_at=clock.now(), **kept)
    change = _ask(agreement, ChangeKind.EXTENSION, by=by, reason=reason, last_day=ends_on, version=version)
    notices.extension_asked(agreement, change, today)
    return change


@transaction.atomic
def ask_to_end(agreement: Agreement, *, last_day: date, reason: str, by: Actor, today: date) -> Change:
    """Ask that the loan ends before its last day; it holds when both contacts have said yes.

    :raises Refused: unless a party asks, for a day that keeps the notice that the agreement has.
    """
    agreement = _askable(agreement, ChangeKind.EARLY_END, by=by, reason=reason)
    if refusal := why_not_end_early(agreement, last_day=last_day, today=today):
        raise Refused(refusal)
    return _ask_for_consent(agreement, ChangeKind.EARLY_END, last_day=last_day, reason=reason, by=by, today=today)


@transaction.atomic
def ask_to_employ(agreement: Agreement, *, last_day: date, reason: str, by: Actor, today: date) -> Change:
    """Ask that the receiver employs the person after the loan; it holds when the receiver and the employee say yes.

    :raises Refused: unless the receiver's contact or the employee asks, for a day within the loan.
    """
    agreement = _askable(agreement, ChangeKind.CONVERSION, by=by, reason=reason)
    if refusal := why_not_convert(agreement, last_day=last_day, today=today):
        raise Refused(refusal)
    return _ask_for_consent(agreement, ChangeKind.CONVERSION, last_day=last_day, reason=reason, by=by, today=today)


def _askable(agreement: Agreement, kind: ChangeKind, *, by: Actor, reason: str) -> Agreement:
    agreement = locked(agreement)
    if refusal := why_not_ask(by, agreement, kind, is_open=agreement.open_change is not None):
        raise Refused(refusal)
    if not reason.strip():
        raise Refused("Skriv varför, så att den som berörs förstår.")
    return agreement


def _ask(agreement: Agreement, kind: ChangeKind, *, by: Actor, reason: str, **about: Any) -> Change:
    party = next(p for p in parties_speaking(by, agreement) if p in ASKERS[kind])
    change = Change.objects.create(
        agreement=agreement, kind=kind, party=party, reason=reason.strip(), asked_by=by.person, asked_at=clock.now(),
        **about,
    )  # fmt: skip
    Entry.write(f"{CHANGES[kind].noun}.asked", change, by=by.person, owner=agreement.lender, reason=change.reason)
    return change


def _ask_for_consent(
    agreement: Agreement, kind: ChangeKind, *, by: Actor, reason: str, last_day: date, today: date
) -> Change:
    change = _ask(agreement, kind, by=by, reason=reason, last_day=last_day)
    notices.consent_asked(agreement, change, today)
    if set(parties_speaking(by, agreement)) & set(CONSENTS[kind]):
        _say_yes(agreement, change, by=by, today=today)
    return change


@transaction.atomic
def agree(change: Change, *, by: Actor, today: date) -> None:
    """Say yes for the lender to an extension, and freeze its terms for signing.

    :raises Refused: unless the manager or the lender's contact answers in time.
    """
    agreement, change = _held(change)
    CHANGES[change.kind].take("agree", obj=change, by=by, owner=agreement.lender)
    version = agreement.to_sign
    if refusal := why_not_begin(agreement, version, today=today):
        raise Refused(refusal)
    freeze(agreement, version, today)
    notices.to_be_signed(agreement, today)


@transaction.atomic
def consent(change: Change, *, by: Actor, today: date) -> None:
    """Say yes to an early end or to employment at the receiver; with the last yes the last day is moved.

    :raises Refused: unless a party whose yes is missing says it, before the day has passed.
    """
    agreement, change = _held(change)
    _say_yes(agreement, change, by=by, today=today)


def _say_yes(agreement: Agreement, change: Change, *, by: Actor, today: date) -> None:
    said = {c.party for c in change.consents.all()}
    if refusal := why_not_consent(by, change, said=said, today=today):
        raise Refused(refusal)
    needed = set(CONSENTS[ChangeKind(change.kind)])
    for party in set(parties_speaking(by, agreement)) & needed - said:
        Consent.objects.create(change=change, party=party, person=by.person, at=clock.now())
        said.add(party)
        Entry.write(f"{CHANGES[change.kind].noun}.consented", change, by=by.person, owner=agreement.lender, party=party)
    if needed <= said:
        _shorten(agreement, change, by=by, today=today)


def _shorten(agreement: Agreement, change: Change, *, by: Actor, today: date) -> None:
    """Move the last day: the terms rule no longer, and the person is free after it."""
    CHANGES[change.kind].take("hold", obj=change, by=by, owner=agreement.lender)
    cut(agreement, last=change.last_day)
    agreement.last_day = change.last_day
    agreement.save(update_fields=["last_day"])
    hold_days(agreement)
    take("shorten", agreement, by=None)
    notices.shortened(agreement, change, today)


@transaction.atomic
def decline_change(change: Change, *, by: Actor, reason: str, today: date) -> None:
    """Say no to what was asked, and why; the loan goes on as it was.

    :raises Refused: unless someone whose yes is asked for says no, with a reason, before it holds.
    """
    agreement, change = _held(change)
    CHANGES[change.kind].take("decline", obj=change, by=by, owner=agreement.lender, reason=reason)
    notices.change_fell(agreement, change, reason, today)


@transaction.atomic
def take_back(change: Change, *, by: Actor, today: date) -> None:
    """Take back what was asked; the loan goes on as it was.

    :raises Refused: unless whoever asked, or their party, does it before it holds.
    """
    agreement, change = _held(change)
    CHANGES[change.kind].take("take_back", obj=change, by=by, owner=agreement.lender)
    notices.change_fell(agreement, change, "Den som frågade tog tillbaka frågan.", today)


def _held(change: Change) -> tuple[Agreement, Change]:
    """Return the agreement, locked, and the change as it stands under that lock."""
    agreement = locked(change.agreement)
    return agreement, next(c for c in agreement.changes.all() if c.pk == change.pk)
