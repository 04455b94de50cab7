"""The page of one answer, as each of those who may see it meets it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kollega.assignments import queries
from kollega.assignments.forms import CoverRows, DecisionForm, DelegateForm, OutcomeForm, PassOverForm
from kollega.assignments.rules import (
    INTEREST,
    answer_due,
    days_to_start,
    holder,
    is_short_of_time,
    only_called_on,
    only_home,
    only_receiver_who_sees,
    why_not_send,
    why_not_shortlist,
)
from kollega.assignments.terms import STILL_OPEN, Word
from kollega.core import clock, swedish
from kollega.core.policy import policy, signed_in
from kollega.core.timeline import moments
from kollega.lending import queries as lending
from kollega.lending.rules import why_not_lend
from kollega.people.queries import actor

AT_HOME = {f"interest.{verb}" for verb in (
    "returned", "delegated", "taken_back", "escalated_to_contact", "escalated_to_head", "nudged")}  # fmt: skip
"""How the question went about at the lender, which the receiver has no part in."""


@policy(signed_in, sees="interests_for")
def interest(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one answer: to the employee, to the manager who decides, and to the receiver who chooses."""
    return interest_page(request, get_object_or_404(queries.interests_for(request.user), pk=pk))


def interest_page(request: HttpRequest, interest: Any, **forms: Any) -> HttpResponse:
    by, today = actor(request.user), clock.today()
    steps = {step.name: step for step in INTEREST.open_to(by, interest)}
    is_receiver = not only_receiver_who_sees(by, interest)
    is_home = not only_home(by, interest)
    decider = interest.delegate_id or interest.employment.manager_id
    name = interest.person.given_name
    loan = lending.of_origins([interest.pk]).get(interest.pk)
    context = {
        "interest": interest,
        "call": interest.call,
        "steps": steps,
        "is_mine": interest.employment.person_id == by.pk,
        "loan": loan,
        "missing": why_not_send(interest) if "send" in steps else [],
        "days_to_start": days_to_start(interest.call.starts_on, today),
        "is_short": is_short_of_time(interest.call.starts_on, today),
        "due_on": answer_due(interest.asked_on) if interest.asked_on else None,
        "words": words_for(by, interest),
        "events": [e for e in moments(interest) if is_home or e.verb not in AT_HOME],
        "stands_in_for": _stands_in_for(by, interest) if "endorse" in steps else None,
        "may_remind": not only_called_on(by, interest) and decider != by.pk,
        "instead": why_not_lend(interest.employment.employer.kind, interest.call.employer.kind),
        "holder": holder(interest) or INTEREST.holder_of(interest),
        "is_receiver": is_receiver,
        "may_shortlist": not why_not_shortlist(by, interest) and interest.shortlisted_on is None,
        "is_invited": interest.shortlisted_on is not None and interest.state in STILL_OPEN,
        "talk": interest.meeting if queries.takes_part(interest, by) else None,
        "talk_is_to_come": bool(interest.meeting and interest.meeting.starts_at > clock.now()),
        "shows_plan": is_home,
        "decisions": {
            "yes": "HR på båda ställena skriver avtalet.",
            "more": f"Anmälan går tillbaka till {name}, som kompletterar och skickar igen.",
            "no": f"Skriv varför. {name} får din motivering.",
        },
        "message_label": f"Meddelande till {name}",
    }
    context["due_on_text"] = swedish.day(context["due_on"], year=False) if context["due_on"] else ""
    context["due_text"] = f"Senast {context['due_on_text']}"
    return render(request, "assignments/interest.html", context | _forms(interest, steps, today) | forms)


def _forms(interest: Any, steps: dict, today: date) -> dict[str, Any]:
    """Return the questions of those who may decide or choose now."""
    context: dict[str, Any] = {}
    if "endorse" in steps:
        kept = [{"task": c.task, "way": c.way, "who": c.who} for c in interest.cover.all()]
        context |= {
            "rows": CoverRows(prefix="rad", initial=kept), "form": DecisionForm(),
            "delegate_form": DelegateForm(colleagues=queries.may_be_asked(interest, today)),
        }  # fmt: skip
    if "pass_over" in steps:
        context |= {"pass_over_form": PassOverForm()}
    if "finish" in steps:
        context |= {"outcome_form": OutcomeForm()}
    if interest.shortlisted_on is not None and interest.state in STILL_OPEN:
        context |= {"free_times": list(queries.free_times(interest.call))}
    return context


def words_for(by: Any, interest: Any) -> list[Any]:
    """Return what those who were asked have said: all of it at home, and to the receiver that there is a yes."""
    said = list(interest.approvals.all())
    return said if not only_home(by, interest) else [word for word in said if word.word == Word.YES]


def _stands_in_for(by: Any, interest: Any) -> Any:
    """Return whom the person answers instead of, or None where they are asked themself."""
    asked = interest.delegate or interest.employment.manager
    return asked if asked is not None and asked.pk != by.pk else None
