"""Getting ready for a loan's start and end, the talk about the return, and saying how it went."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.lending import notices
from kollega.lending.actions.held import locked
from kollega.lending.models import Agreement, Evaluation, Point, ReturnTalk, SignOff
from kollega.lending.rules.around import (
    points_of,
    role_of,
    why_not_evaluate,
    why_not_plan_talk,
    why_not_prepare,
    why_not_sign_off,
)
from kollega.lending.terms import Moment, Party, PointKind
from kollega.people.rules import Actor


def open_list(agreement: Agreement, moment: Moment) -> None:
    """Open the list of what is to be ready; opening it again leaves it as it is."""
    rows = [Point(agreement=agreement, moment=moment, **about) for about in points_of(moment)]
    Point.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def prepare(
    agreement: Agreement, *, moment: str, party: str, ready: Iterable[UUID], unneeded: Iterable[UUID], by: Actor
) -> int:
    """Keep which of a side's points are ready, and which the loan does not need; the others are neither.

    :returns: how many points changed.
    :raises Refused: unless someone of that side does it while the list is open and not signed off.
    """
    agreement = locked(agreement)
    points = _side(agreement, moment, party, by)
    done, not_needed, changed = set(ready), set(unneeded), []
    for point in points:
        is_ready, is_needed = point.pk in done, point.pk not in not_needed
        if (is_ready, is_needed) == (point.ready_at is not None, point.is_needed):
            continue
        point.is_needed = is_needed
        if is_ready != (point.ready_at is not None):
            point.ready_by, point.ready_at = (by.person, clock.now()) if is_ready else (None, None)
        point.save(update_fields=["is_needed", "ready_by", "ready_at"])
        changed.append(str(point.number))
    if changed:
        _log("prepared", agreement, moment, party, by, points=", ".join(changed))
    return len(changed)


@transaction.atomic
def add_point(agreement: Agreement, *, moment: str, party: str, text: str, by: Actor) -> Point:
    """Add a point of a side's own to its list.

    :raises Refused: unless someone of that side does it, in words, while the list is open and not signed off.
    """
    agreement = locked(agreement)
    _side(agreement, moment, party, by)
    if not text.strip():
        raise Refused("Skriv vad som behöver vara klart.")
    number = agreement.points.filter(moment=moment).count() + 1
    made = Point.objects.create(
        agreement=agreement, moment=moment, party=party, kind=PointKind.OTHER, number=number, text=text.strip()
    )
    _log("prepared", agreement, moment, party, by, points=str(number))
    return made


@transaction.atomic
def sign_off(agreement: Agreement, *, moment: str, party: str, by: Actor, today: date) -> SignOff:
    """Say for one employer that its side of the list is done; with the second word all are told.

    :raises Refused: unless someone of that side says it, once, and none of its points is left.
    """
    agreement = locked(agreement)
    points = _side(agreement, moment, party, by)
    if refusal := why_not_sign_off(points):
        raise Refused(refusal)
    made = SignOff.objects.create(agreement=agreement, moment=moment, party=party, person=by.person, at=clock.now())
    _log("signed_off", agreement, moment, party, by)
    if agreement.sign_offs.filter(moment=moment).count() == 2:
        notices.ready(agreement, moment, today)
    return made


def open_return_again(agreement: Agreement) -> None:
    """Let the list before the return be filled in anew, for a loan that goes on after it was begun."""
    agreement.points.filter(moment=Moment.RETURN).update(ready_by=None, ready_at=None)
    agreement.sign_offs.filter(moment=Moment.RETURN).delete()


@transaction.atomic
def plan_talk(agreement: Agreement, *, at: datetime, place: str, by: Actor, today: date) -> ReturnTalk:
    """Set or move the talk about the return; the employee and the manager are told, with a calendar entry.

    :raises Refused: unless the lender's side does it while the loan runs, for a moment that is ahead.
    """
    agreement = locked(agreement)
    if refusal := why_not_plan_talk(by, agreement):
        raise Refused(refusal)
    if at <= clock.now():
        raise Refused("Skriv en tid som inte har varit.")
    before = ReturnTalk.objects.filter(agreement=agreement).first()
    talk, _ = ReturnTalk.objects.update_or_create(
        agreement=agreement,
        defaults={"at": at, "place": place.strip(), "by": by.person, "sequence": before.sequence + 1 if before else 0},
    )
    Entry.write("agreement.talk_planned", agreement, by=by.person, owner=agreement.lender)
    notices.talk_planned(agreement, talk, today)
    return talk


@transaction.atomic
def evaluate(agreement: Agreement, *, marks: list[int], words: str, by: Actor) -> Evaluation:
    """Say how the loan went, once.

    :param marks: four, from one to five, in the order of `QUESTIONS`.
    :raises Refused: unless the employee, the manager or the leader says it after the loan.
    """
    agreement = locked(agreement)
    said = set(agreement.evaluations.values_list("role", flat=True))
    if refusal := why_not_evaluate(by, agreement, said=said):
        raise Refused(refusal)
    if len(marks) != 4 or not all(1 <= mark <= 5 for mark in marks):
        raise Refused("Välj ett svar på varje fråga.")
    made = Evaluation.objects.create(
        agreement=agreement, role=role_of(by, agreement), person=by.person, marks=marks, words=words.strip(),
        at=clock.now(),
    )  # fmt: skip
    Entry.write("agreement.evaluated", agreement, by=by.person, owner=agreement.lender)
    return made


def _side(agreement: Agreement, moment: str, party: str, by: Actor) -> list[Point]:
    """Return a side's points, for someone who may write in them now."""
    if moment not in Moment.values or party not in Party.values:
        raise Refused("Listan finns inte. Ladda om sidan.")
    is_signed_off = agreement.sign_offs.filter(moment=moment, party=party).exists()
    if refusal := why_not_prepare(by, agreement, moment, party, is_signed_off=is_signed_off):
        raise Refused(refusal)
    return list(agreement.points.filter(moment=moment, party=party))


def _log(verb: str, agreement: Agreement, moment: str, party: str, by: Actor, **facts: Any) -> None:
    Entry.write(f"agreement.{moment}_{verb}", agreement, by=by.person, owner=agreement.lender, party=party, **facts)
