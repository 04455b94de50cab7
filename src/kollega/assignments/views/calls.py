"""The pages about a call: write it, take it through its steps, and read it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kollega.assignments import actions, queries
from kollega.assignments.forms import CallForm, ReleaseForm
from kollega.assignments.rules import CALL, days_to_start, is_short_of_time, only_announcer, why_not_answer
from kollega.assignments.terms import CallState
from kollega.core import clock
from kollega.core.calendars import all_day, calendar_file
from kollega.core.forms import ReasonForm
from kollega.core.policy import policy, signed_in
from kollega.core.timeline import moments
from kollega.core.workflow import Refused
from kollega.lending import queries as lending
from kollega.lending.rules import why_not_lend
from kollega.networks.queries import groups_of
from kollega.networks.terms import ManagerStep
from kollega.people.queries import actor, may_announce, memberships_to_announce_in, post_of

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
        "they_read": THEY_READ[call.network.manager_step],
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
            "untold": sum(a.is_set_aside for a in answers),
            "left_over": sum(a.is_left_over for a in answers) if call.state == CallState.STAFFED else 0,
            "release_form": ReleaseForm(),
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


THEY_READ = {
    ManagerStep.BEFORE_VISIBLE: "De läser de anmälningar som cheferna har tillstyrkt.",
    ManagerStep.BEFORE_OFFER: "De ser anmälan direkt, och kan välja när chefen har sagt ja.",
}
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


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(str(e) for errors in form.errors.values() for e in errors))
    return form.cleaned_data["reason"]
