"""The approval that flows.md 5.0 shares out: who decides now, to whom the question goes, and when the clock reminds."""

from datetime import date
from typing import Any

from django.utils.translation import gettext

from kollega.assignments.terms import ANSWER_WORKING_DAYS, LADDER, InterestState, Rung
from kollega.core.deadlines import working_days_after

OWN = "Du kan inte ta ställning till din egen anmälan."


def answer_due(sent_on: date) -> date:
    """Return when the manager is expected to have answered, and is reminded."""
    return working_days_after(sent_on, ANSWER_WORKING_DAYS)


def next_rung(sent_on: date, *, rung: int, climbed_on: date | None, today: date) -> Rung | None:
    """Return who is turned to next when nobody has answered, or None while it is too early.

    One rung a day at most: a clock that has stood still may not pass by the manager.
    """
    if rung >= Rung.HEAD or (climbed_on and climbed_on >= today):
        return None
    upper = Rung(rung + 1)
    return upper if today > working_days_after(sent_on, LADDER[upper]) else None


def why_not_plan(rows: list[dict]) -> str | None:
    """Return what a manager's yes still needs of the cover plan, or None."""
    if not rows:
        return "Skriv minst en uppgift och hur den löses medan medarbetaren är borta."
    for row in rows:
        if row["way"] == "colleague" and not row["who"].strip():
            return f"Skriv vem som tar över ”{row['task']}”."
    return None


def why_not_delegate(interest: Any, *, to: Any, may_decide: bool) -> str | None:
    """Return why the question cannot go to the colleague, or None if it can.

    :param may_decide: whether the colleague manages someone at the employer, or stands in for the manager now.
    """
    if to.pk == interest.employment.person_id:
        return "Den som har anmält sig kan inte svara på sin egen anmälan. Välj en annan kollega."
    if to.pk == (interest.delegate_id or interest.employment.manager_id):
        return f"Frågan ligger redan hos {to}."
    if not may_decide:
        return "Välj en chef hos er, eller den som ersätter chefen."
    return None


def holder(interest: Any) -> str:
    """Return who has the question now, in words."""
    if interest.state != InterestState.SENT:
        return ""
    asked = str(interest.delegate or interest.employment.manager or "HR-kontakten")
    more = {Rung.CONTACT: "HR-kontakten", Rung.HEAD: "HR-chefen"}.get(Rung(interest.rung), "")
    return f"{asked}, och {more}" if more and more != asked else asked


# Guards. `by` is an Actor.


def only_decider(by: Any, interest: Any) -> str | None:
    """Refuse all but the one who decides now, and always the employee, who may be standing in for the manager.

    The manager, or the colleague they have handed the question to; the contact where there is no manager. When nobody
    has answered for long, the contact and at last the head of HR as well.
    """
    employment = interest.employment
    if by.pk == employment.person_id:
        return gettext(OWN)
    if interest.rung >= Rung.CONTACT and by.is_contact_at(employment.employer_id):
        return None
    if interest.rung >= Rung.HEAD and by.is_head_of_hr_at(employment.employer_id):
        return None
    asked = interest.delegate_id or employment.manager_id
    if asked is None and by.is_contact_at(employment.employer_id):
        return None
    if not by.does_the_tasks_of(asked, employment.employer_id):
        if interest.delegate_id:
            return gettext("Frågan är lämnad till en kollega. Endast den kollegan kan ta ställning nu.")
        return gettext("Endast närmaste chef, eller den som ersätter chefen, kan ta ställning.")
    return None


def only_manager(by: Any, interest: Any) -> str | None:
    """Refuse all but the manager who has handed the question to someone else, and whoever stands in for them."""
    employment = interest.employment
    if by.pk == employment.person_id:
        return gettext(OWN)
    is_contact = employment.manager_id is None and by.is_contact_at(employment.employer_id)
    if interest.delegate_id is None or not (
        is_contact or by.does_the_tasks_of(employment.manager_id, employment.employer_id)
    ):
        return gettext("Endast närmaste chef kan ta tillbaka en fråga som är lämnad till en kollega.")
    return None


def only_called_on(by: Any, interest: Any) -> str | None:
    """Refuse reminding by anyone but the contact and the head of HR, once the question has come to them."""
    home = interest.employment.employer_id
    is_called = interest.rung >= Rung.CONTACT and by.is_contact_at(home)
    is_called |= interest.rung >= Rung.HEAD and by.is_head_of_hr_at(home)
    if interest.state != InterestState.SENT or not is_called or by.pk == interest.employment.person_id:
        return gettext("Frågan har inte kommit till dig.")
    return None
