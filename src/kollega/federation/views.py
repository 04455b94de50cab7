"""Pages and addresses between networks: the coordinator's links, other networks' calls, and what is handed over."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt

from kollega.core import clock
from kollega.core.forms import ReasonForm
from kollega.core.policy import everyone, policy, signed_in
from kollega.core.timeline import moments
from kollega.core.workflow import Refused
from kollega.federation import actions, files, queries
from kollega.federation.forms import AnswerForm, LinkForm, SubscribeForm
from kollega.federation.models import Link
from kollega.federation.rules import HANDOVER, is_signed, why_not_answer
from kollega.federation.terms import LARGEST_ANSWER
from kollega.following.queries import kept_by
from kollega.people.queries import actor, carries, networks_led_by
from kollega.people.terms import DutyKind

COORDINATORS = carries(DutyKind.COORDINATOR)
ROLE = "Du behöver vara samordnare för nätverket."
STEPS = {"support": "Du har sagt ja. Anmälan lämnas över.", "decline": "Du har svarat inte nu.",
         "withdraw": "Din anmälan är tillbakadragen."}  # fmt: skip


def _link(pk: UUID, key: str) -> Link:
    """Return the link of a signed address; one that is stopped or not signed does not exist."""
    if not is_signed(pk, key):
        raise Http404
    return get_object_or_404(queries.open_links(), pk=pk)


@policy(everyone, sees="shared_by")
def shared(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """Give the list to the network that was given the address."""
    link = _link(pk, key)
    actions.note_reading(link)
    return JsonResponse(files.written(queries.shared_by(link, clock.today()), network=link.network.name),
                        json_dumps_params={"ensure_ascii": False}, headers={"Cache-Control": "no-store"})  # fmt: skip


@csrf_exempt
@policy(everyone, sees="shared_by", methods=("POST",), once=False)
def answers(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """Take an answer that the network hands over; the same again is received once."""
    link = _link(pk, key)
    try:
        if len(request.body) > LARGEST_ANSWER:
            raise Refused("larger than an answer")
        said = json.loads(request.body)
        if not isinstance(said, dict):
            raise Refused("not an object")
        made = actions.receive(link, said=said)
    except ValueError:
        return JsonResponse({"error": "not JSON"}, status=422)
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    return JsonResponse({"received": str(made.pk)})


@policy(COORDINATORS, sees="people.networks_led_by", methods=("GET", "POST"), role=ROLE)
def partners(request: HttpRequest, slug: str) -> HttpResponse:
    """Show which networks read ours and which we read, and add one."""
    network = get_object_or_404(networks_led_by(request.user), slug=slug)
    link_form = LinkForm(request.POST if "open" in request.POST else None, prefix="ut")
    read_form = SubscribeForm(request.POST if "read" in request.POST else None, prefix="in")
    try:
        if link_form.is_bound and link_form.is_valid():
            actions.open_link(network, by=actor(request.user), **link_form.cleaned_data)
            messages.success(request, "Länken är klar. Skicka den till samordnaren i det andra nätverket.")
            return redirect("federation:partners", slug)
        if read_form.is_bound and read_form.is_valid():
            actions.subscribe(network, by=actor(request.user), **read_form.cleaned_data)
            messages.success(request, "Listan läses inom en minut, och sedan varje timme.")
            return redirect("federation:partners", slug)
    except Refused as refused:
        read_form.add_error("address", str(refused))
    context = {
        "network": network, "link_form": link_form, "read_form": read_form,
        "links": [(link, queries.address_of(link)) for link in queries.links_of(network)],
        "subscriptions": queries.subscriptions_of(network),
    }  # fmt: skip
    return render(request, "federation/partners.html", context)


@policy(COORDINATORS, sees="links_for", methods=("POST",), role=ROLE)
def stop_link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let another network read no more."""
    link = get_object_or_404(queries.links_for(request.user), pk=pk)
    actions.stop_link(link, by=actor(request.user))
    messages.success(request, f"{link} kan inte läsa listan längre.")
    return redirect("federation:partners", link.network.slug)


@policy(COORDINATORS, sees="subscriptions_for", methods=("POST",), role=ROLE)
def unsubscribe(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read another network's list no more."""
    found = get_object_or_404(queries.subscriptions_for(request.user), pk=pk)
    actions.unsubscribe(found, by=actor(request.user))
    messages.success(request, f"Det som kom från {found} är borta från listan.")
    return redirect("federation:partners", found.network.slug)


@policy(signed_in, sees="calls_for", methods=("GET", "POST"))
def call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show another network's call, and let an employee answer it."""
    found, today = get_object_or_404(queries.calls_for(request.user), pk=pk), clock.today()
    employment = queries.own_employment(request.user, found.subscription.network, today)
    mine = queries.handovers_for(request.user).filter(call=found, employment__person=request.user).first()
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.answer(found, by=actor(request.user), today=today, **form.cleaned_data)
        messages.success(request, "Din chef får ta ställning. Sedan lämnas anmälan över.")
        return redirect("federation:handover", made.pk)
    context = {"call": found, "form": form, "mine": mine, "is_kept": kept_by(request.user, pk),
               "why_not": why_not_answer(found, employment, today=today)}  # fmt: skip
    return render(request, "federation/call.html", context)


@policy(signed_in, sees="handovers_for")
def handover(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an answer to the one who gave it and to their manager."""
    found, by = get_object_or_404(queries.handovers_for(request.user), pk=pk), actor(request.user)
    context = {"handover": found, "call": found.call, "steps": [s for s in HANDOVER.open_to(by, found) if s.name in
               STEPS], "events": moments(found), "held_by": HANDOVER.holder_of(found),
               "is_mine": found.employment.person_id == request.user.pk}  # fmt: skip
    return render(request, "federation/handover.html", context)


@policy(signed_in, sees="handovers_for", methods=("POST",))
def step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Say yes, not now, or take it back."""
    found = get_object_or_404(queries.handovers_for(request.user), pk=pk)
    if name not in STEPS:
        raise Http404
    given: dict[str, Any] = {"by": actor(request.user)}
    if HANDOVER.steps[name].needs_reason:
        reason = ReasonForm(request.POST)
        if not reason.is_valid():
            raise Refused("Skriv varför, så att den som berörs förstår.")
        given["reason"] = reason.cleaned_data["reason"]
    getattr(actions, name)(found, **given)
    messages.success(request, STEPS[name])
    return redirect("federation:handover", pk)


@policy(carries(DutyKind.CONTACT), sees="received_for", methods=("GET", "POST"), role="Du behöver vara HR-kontakt.")
def received(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an answer that another network has handed over, and note that one has been in touch."""
    found = get_object_or_404(queries.received_for(request.user), pk=pk)
    if request.method == "POST":
        actions.note_contact(found, by=actor(request.user))
        messages.success(request, "Noterat.")
        return redirect("federation:received", pk)
    return render(request, "federation/received.html", {"answer": found})
