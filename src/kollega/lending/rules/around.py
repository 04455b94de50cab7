"""Whose the points before a loan's start and end are, when a side is done, and who says how it went."""

from datetime import date
from typing import Any

from django.utils.translation import gettext

from kollega.lending.terms import (
    CHANGEABLE,
    FEWEST,
    POINTS,
    QUESTIONS,
    READY_REMINDERS,
    AgreementState,
    Moment,
    Party,
    Role,
)

OPEN_IN = {
    Moment.START: (AgreementState.NOTICE, AgreementState.ACTIVE),
    Moment.RETURN: (AgreementState.RETURNING,),
}
EVALUATED = (AgreementState.RETURNED, AgreementState.CONVERTED, AgreementState.SETTLED)


def points_of(moment: str) -> list[dict[str, Any]]:
    """Return the points that a list begins with, numbered."""
    rows = enumerate(POINTS[Moment(moment)], 1)
    return [{"number": n, "party": party, "kind": kind, "text": text} for n, (party, kind, text) in rows]


def parties_preparing(by: Any, agreement: Any) -> list[str]:
    """Return for which employer the person may say that things are ready: its contact, and the manager or the leader.

    Whoever is lent reads the list, and never answers for an employer.
    """
    if by.pk == agreement.employment.person_id:
        return []
    lender = by.is_contact_at(agreement.lender_id) or by.does_the_tasks_of(
        agreement.employment.manager_id, agreement.lender_id
    )
    receiver = by.is_contact_at(agreement.receiver_id) or by.does_the_tasks_of(
        agreement.leader_id, agreement.receiver_id
    )
    return [party for party, holds in ((Party.LENDER, lender), (Party.RECEIVER, receiver)) if holds]


def why_not_prepare(by: Any, agreement: Any, moment: str, party: str, *, is_signed_off: bool) -> str | None:
    """Return why the person cannot write in that side's list now, or None if they can."""
    if agreement.state not in OPEN_IN[Moment(moment)]:
        return gettext("Listan är stängd. Ladda om sidan för att se läget.")
    if party not in parties_preparing(by, agreement):
        return gettext("Endast chefen, den som leder arbetet och HR-kontakterna fyller i, var och en för sin sida.")
    return gettext("Er sida är redan klarmarkerad.") if is_signed_off else None


def why_not_sign_off(points: list[Any]) -> str | None:
    """Return what is left before a side can say that it is done, or None."""
    left = [point for point in points if not point.is_done]
    if not left:
        return None
    words = "punkt är inte klar" if len(left) == 1 else "punkter är inte klara"
    return f"{len(left)} {words}: {left[0].text}. Markera den som klar, eller att den inte behövs."


def reminder_before(day: date, today: date) -> int | None:
    """Return which reminder is due: the least number of days before `day` that has been reached, or None."""
    left = (day - today).days
    return min((days for days in READY_REMINDERS if 0 <= left <= days), default=None)


def why_not_plan_talk(by: Any, agreement: Any) -> str | None:
    """Return why the person cannot set the time of the talk about the return, or None if they can."""
    if agreement.state not in CHANGEABLE:
        return gettext("Samtalet planeras medan lånet pågår.")
    if Party.LENDER not in parties_preparing(by, agreement):
        return gettext("Endast chefen eller HR-kontakten hos utlånaren bestämmer tid för samtalet.")
    return None


def role_of(by: Any, agreement: Any) -> str | None:
    """Return as whom the person says how the loan went, or None if they are not asked.

    A substitute is not asked: the manager and the leader themselves were there.
    """
    if by.pk == agreement.employment.person_id:
        return Role.EMPLOYEE
    if by.pk == agreement.employment.manager_id:
        return Role.MANAGER
    return Role.LEADER if by.pk == agreement.leader_id else None


def why_not_evaluate(by: Any, agreement: Any, *, said: set[str]) -> str | None:
    """Return why the person is not asked how it went, or None if they are."""
    if agreement.state not in EVALUATED:
        return gettext("Utvärderingen öppnar när lånet är slut.")
    role = role_of(by, agreement)
    if role is None:
        return gettext("Medarbetaren, chefen och den som ledde arbetet svarar.")
    return gettext("Du har redan svarat. Tack.") if role in said else None


def readable(by: Any, agreement: Any, evaluations: list[Any]) -> list[Any]:
    """Return the evaluations that the person may read: their own, and for the contacts those of the two employers.

    What the employee says is theirs: it counts in the network's figures, and nobody reads it.
    """
    is_contact = by.is_contact_at(agreement.lender_id) or by.is_contact_at(agreement.receiver_id)
    return [e for e in evaluations if e.person_id == by.pk or (is_contact and e.role != Role.EMPLOYEE)]


def averages(rows: list[tuple[str, list[int]]]) -> list[tuple[str, str, int, float | None]]:
    """Return role, statement, how many answered and the mean of each; no mean where fewer than five have answered."""
    found = []
    for role, statements in QUESTIONS.items():
        marks = [given for answered, given in rows if answered == role]
        for number, statement in enumerate(statements):
            mean = sum(m[number] for m in marks) / len(marks) if len(marks) >= FEWEST else None
            found.append((role.label, statement, len(marks), mean))
    return found
