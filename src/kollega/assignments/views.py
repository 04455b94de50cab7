"""Pages about calls and answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kollega.assignments import actions, queries
from kollega.assignments.forms import AnswerForm, CallForm, CoverRows, DecisionForm, PassOverForm
from kollega.assignments.rules import (
    CALL,
    INTEREST,
    answer_due,
    days_to_start,
    is_short_of_time,
    only_announcer,
    only_home,
    why_not_answer,
    why_not_send,
)
from kollega.core import clock, swedish
from kollega.core.calendars import all_day, calendar_file
from kollega.core.forms import ReasonForm
from kollega.core.policy import policy, signed_in
from kollega.core.timeline import moments
from kollega.core.workflow import Refused
from kollega.lending import queries as lending
from kollega.lending.rules import why_not_lend
from kollega.networks.queries import groups_of
from kollega.people.queries import actor, employments_of, may_announce, memberships_to_announce_in, post_of

CALL_STEPS = {"submit", "publish", "send_back", "close", "cancel", "choose_again"}


@policy(may_announce, role="Du behöver vara chef eller HR-kontakt för att annonsera uppdrag.")
def calls(request: HttpRequest) -> HttpResponse:
    """List the employer's own assignments."""
    return render(
        request, "assignments/calls.html", {"calls": queries.own_calls_for(request.user, clock.today())[:100]}
    )


@policy(may_announce, methods=("GET", "POST"), role="Du behöver vara chef eller HR-kontakt för att annonsera uppdrag.")
def new_call(request: HttpRequest) -> HttpResponse:
    """Write a new assignment; it is kept as a draft until it is sent on."""
    places = memberships_to_announce_in(request.user, clock.today())
    if not places:
        raise Http404
    place = places[0]
    form = CallForm(request.POST or None, groups=groups_of(place.network))
    if request.method == "POST" and form.is_valid():
        call = actions.draft(
            by=actor(request.user), employer=place.employer, network=place.network, **form.cleaned_data
        )
        messages.success(request, "Utkastet är sparat. Läs igenom och skicka det vidare.")
        return redirect("assignments:call", call.pk)
    return render(request, "assignments/call_form.html", {"form": form, "employer": place.employer})


@policy(signed_in, sees="calls_for", methods=("GET", "POST"))
def edit_call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change an assignment that is not yet published."""
    call = get_object_or_404(queries.own_calls_for(request.user, clock.today()), pk=pk)
    if refusal := CALL.refusal("submit", obj=call, by=actor(request.user)):
        messages.error(request, str(refusal))
        return redirect("assignments:call", pk)
    initial = {name: getattr(call, name) for name in CallForm.base_fields}
    form = CallForm(request.POST or None, initial=initial, groups=groups_of(call.network))
    if request.method == "POST" and form.is_valid():
        actions.rewrite(call, by=actor(request.user), **form.cleaned_data)
        messages.success(request, "Ändringarna är sparade.")
        return redirect("assignments:call", pk)
    return render(request, "assignments/call_form.html", {"form": form, "employer": call.employer, "call": call})


@policy(signed_in, sees="calls_for")
def call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an assignment: to a colleague what it is and how to answer, to its announcer also the answers."""
    today, by = clock.today(), actor(request.user)
    call = queries.call_for(request.user, today, pk)
    if call is None:
        raise Http404
    employment = post_of(request.user, today)
    is_announcer = only_announcer(by, call) is None
    context = {
        "call": call,
        "mine": queries.answered_by(request.user, call),
        "why_not": why_not_answer(employment, call, today=today)
        if employment
        else "Du behöver en anställning i nätverket.",
        "instead": why_not_lend(employment.employer.kind, call.employer.kind) if employment else None,
        "employment": employment,
        "days_left": (call.answer_by - today).days,
        "is_announcer": is_announcer,
        "is_short": is_short_of_time(call.starts_on, today),
        "days_to_start": days_to_start(call.starts_on, today),
        "steps": [s for s in CALL.open_to(by, call) if s.name in CALL_STEPS] if is_announcer else [],
    }
    if is_announcer:
        answers = list(queries.answers_to(call))
        loans = lending.of_origins([a.pk for a in answers])
        context |= {
            "answers": [(a, loans.get(a.pk)) for a in answers],
            "events": moments(call),
            "seats_left": queries.seats_left(call),
        }
        context["steps"] = [s for s in context["steps"] if s.name != "choose_again" or context["seats_left"] > 0]
    return render(request, "assignments/call.html", context)


@policy(signed_in, sees="calls_for", methods=("POST",))
def call_step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Take one of the steps that the announcer or the contact may take."""
    call = get_object_or_404(queries.own_calls_for(request.user, clock.today()), pk=pk)
    if name not in CALL_STEPS:
        raise Http404
    given: dict[str, Any] = {"by": actor(request.user)}
    if CALL.steps[name].needs_reason:
        given["reason"] = _reason(request)
    if name in {"submit", "publish", "send_back", "close"}:
        given["today"] = clock.today()
    getattr(actions, name)(call, **given)
    messages.success(request, CALL_DONE[name])
    return redirect("assignments:call", pk)


CALL_DONE = {
    "submit": "Uppdraget är skickat till HR-kontakten för granskning.",
    "publish": "Uppdraget är publicerat.",
    "send_back": "Uppdraget är tillbaka hos den som annonserar.",
    "close": "Uppdraget tar inte emot fler svar.",
    "cancel": "Uppdraget är inställt. Alla som svarat får veta det.",
    "choose_again": "Du kan välja på nytt.",
}


@policy(signed_in, sees="calls_for")
def call_calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer with the last day to answer, as a calendar file."""
    call = get_object_or_404(queries.calls_for(request.user, clock.today()), pk=pk)
    event = all_day(
        uid=str(call.pk), day=call.answer_by, title=f"Sista dag: {call.title}", text=f"{call.employer}, {call.place}",
        url=request.build_absolute_uri(reverse("assignments:call", args=[pk])),
    )  # fmt: skip
    return calendar_file("uppdrag.ics", [event])


@policy(signed_in, sees="calls_for", methods=("GET", "POST"))
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write an answer: every save is kept, also an unfinished one; then it is checked and sent."""
    today, by = clock.today(), actor(request.user)
    call = get_object_or_404(queries.calls_for(request.user, today), pk=pk)
    employment = employments_of(request.user, today).first()
    if employment is None:
        raise Http404
    mine = queries.answered_by(request.user, call)
    form = AnswerForm(request.POST or None, call=call, initial=_said(mine, call))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"share": form.cleaned_data["share"] or None}
        try:
            interest = actions.save_answer(call, employment=employment, by=by, today=today, **given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if "later" in request.POST:
                messages.success(request, "Utkastet är sparat. Du hittar det under Att göra.")
                return redirect("assignments:call", pk)
            if not why_not_send(interest):
                return redirect("assignments:interest", interest.pk)
            _ask_for_the_rest(form, interest)
    context = {"form": form, "call": call, "employment": employment, "employments": employments_of(request.user, today)}
    response = render(request, "assignments/answer.html", context)
    return response


def _said(mine: Any, call: Any) -> dict:
    if mine is None:
        return {"share": call.share, "can_start_on": call.starts_on}
    talked = {True: "yes", False: "no", None: None}[mine.has_talked]
    return {"share": mine.share, "can_start_on": mine.can_start_on, "statement": mine.statement, "has_talked": talked}


def _ask_for_the_rest(form: AnswerForm, interest: Any) -> None:
    """Tie each thing that is missing to its question."""
    fields = {"arbeta": "share", "börja": "can_start_on", "intresserad": "statement", "chef": "has_talked"}
    for sentence in why_not_send(interest):
        field = next((name for word, name in fields.items() if word in sentence), None)
        form.add_error(field, sentence)


@policy(signed_in, sees="interests_for")
def interest(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one answer: to the employee, to the manager who decides, and to the receiver who chooses."""
    return _interest_page(request, get_object_or_404(queries.interests_for(request.user), pk=pk))


def _interest_page(request: HttpRequest, interest: Any, **forms: Any) -> HttpResponse:
    by, today = actor(request.user), clock.today()
    steps = {step.name: step for step in INTEREST.open_to(by, interest)}
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
        "due_on": answer_due(interest.sent_on) if interest.sent_on else None,
        "approval": next(iter(interest.approvals.all()), None),
        "events": moments(interest),
        "stands_in": "endorse" in steps and interest.employment.manager_id != by.pk,
        "instead": why_not_lend(interest.employment.employer.kind, interest.call.employer.kind),
        "holder": INTEREST.holder_of(interest),
        "shows_plan": not only_home(by, interest),
        "decisions": {"yes": "HR på båda ställena skriver avtalet.", "no": f"Skriv varför. {name} får din motivering."},
        "message_label": f"Meddelande till {name}",
    }
    context["due_on_text"] = swedish.day(context["due_on"], year=False) if context["due_on"] else ""
    context["due_text"] = f"Senast {context['due_on_text']}"
    if "endorse" in steps:
        kept = [{"task": c.task, "way": c.way, "who": c.who} for c in interest.cover.all()]
        context |= {"rows": CoverRows(prefix="rad", initial=kept), "form": DecisionForm()}
    if "select" in steps:
        context |= {"pass_over_form": PassOverForm()}
    return render(request, "assignments/interest.html", context | forms)


@policy(signed_in, sees="interests_for", methods=("POST",))
def send(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the answer to the manager."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    actions.send(interest, by=actor(request.user), today=clock.today())
    messages.success(request, "Anmälan är skickad. Din chef får veta det om en minut, så länge kan du ångra dig.")
    return redirect("assignments:interest", pk)


@policy(signed_in, sees="interests_for", methods=("POST",))
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the answer back."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    actions.withdraw(interest, by=actor(request.user), today=clock.today())
    messages.success(request, "Anmälan är tillbakadragen.")
    return redirect("assignments:interest", pk)


@policy(signed_in, sees="interests_for", methods=("POST",))
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the manager's word with the plan, or keep the plan for later."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    by, rows = actor(request.user), CoverRows(request.POST, prefix="rad")
    form = DecisionForm(request.POST)
    is_later = "later" in request.POST
    if rows.is_valid() and (is_later or form.is_valid()):
        plan = [row for row in rows.cleaned_data if row.get("task")]
        try:
            _decide(interest, form=form, plan=plan, by=by, is_later=is_later)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Planen är sparad." if is_later else "Ditt svar är skickat.")
            return redirect("assignments:interest", pk)
    return _interest_page(request, interest, rows=rows, form=form)


def _decide(interest: Any, *, form: DecisionForm, plan: list[dict], by: Any, is_later: bool) -> None:
    if is_later:
        actions.plan(interest, rows=plan, by=by)
    elif form.cleaned_data["decision"] == "yes":
        message = form.cleaned_data["message"]
        actions.endorse(interest, rows=plan, message=message, by=by, today=clock.today())
    else:
        actions.decline(interest, reason=form.cleaned_data["message"], by=by, today=clock.today())


@policy(signed_in, sees="interests_for", methods=("POST",))
def select(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the employee for the assignment."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    agreement = actions.select(interest, by=actor(request.user), today=clock.today())
    if agreement is None:
        messages.success(request, f"{interest.person} är vald. Lån passar inte här, så läs vad som gäller i stället.")
        return redirect("assignments:interest", pk)
    messages.success(request, f"{interest.person} är vald. HR-kontakten hos {agreement.lender} skriver nu villkoren.")
    return redirect("lending:agreement", agreement.pk)


@policy(signed_in, sees="interests_for", methods=("POST",))
def pass_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say no to an answer, with a reason."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    form = PassOverForm(request.POST)
    if not form.is_valid():
        return _interest_page(request, interest, pass_over_form=form)
    actions.pass_over(interest, by=actor(request.user), **form.cleaned_data)
    messages.success(request, f"{interest.person} får veta ditt svar.")
    return redirect("assignments:call", interest.call_id)


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(str(e) for errors in form.errors.values() for e in errors))
    return form.cleaned_data["reason"]
