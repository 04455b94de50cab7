"""Pages about letting a colleague go before the notice has run out."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.core import clock
from kollega.core.forms import ReasonForm
from kollega.core.policy import policy, signed_in
from kollega.core.workflow import Refused
from kollega.lending import actions, queries
from kollega.lending.forms import WaiverForm
from kollega.lending.rules.waivers import WAIVER, day_without_waiver, why_not_ask_waiver
from kollega.lending.terms import WaiverState
from kollega.people.queries import actor

DONE = {
    "grant": "Framförhållningen är kortad. Alla får veta den nya första dagen.",
    "refuse": "Du har sagt nej. Lånet börjar när framförhållningen är slut.",
    "take_back": "Frågan är tillbakatagen.",
}


def waiver_context(by: Any, agreement: Any, today: date) -> dict[str, Any]:
    """Return what the agreement's page shows of the notice: whether it may be shortened, and what is asked."""
    asked = next((w for w in agreement.waivers.all() if w.state == WaiverState.ASKED), None)
    may_ask = why_not_ask_waiver(by, agreement, is_open=asked is not None, today=today) is None
    if asked is None:
        return {"may_ask_waiver": may_ask}
    asked.agreement = agreement
    steps = [s for s in WAIVER.open_to(by, asked) if s.name in DONE]
    return {"may_ask_waiver": may_ask, "waiver": asked, "waiver_steps": steps}


@policy(signed_in, sees="agreements_for", methods=("GET", "POST"))
def waive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask that the loan begins earlier than the notice says."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    by, today = actor(request.user), clock.today()
    is_open = any(w.state == WaiverState.ASKED for w in agreement.waivers.all())
    if refusal := why_not_ask_waiver(by, agreement, is_open=is_open, today=today):
        messages.error(request, refusal)
        return redirect("lending:agreement", pk)
    form = WaiverForm(
        request.POST or None, agreement=agreement, today=today, initial={"first_day": agreement.version.starts_on}
    )
    if request.method == "POST" and form.is_valid():
        actions.ask_waiver(agreement, by=by, today=today, **form.cleaned_data)
        messages.success(request, "Frågan är skickad till den som också ska säga ja.")
        return redirect("lending:agreement", pk)
    context = {"form": form, "agreement": agreement, "begins": day_without_waiver(agreement, today)}
    return render(request, "lending/waive.html", context)


@policy(signed_in, sees="agreements_for", methods=("POST",))
def answer_waiver(request: HttpRequest, pk: UUID, waiver: UUID, name: str) -> HttpResponse:
    """Say the second yes, say no, or take the question back."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    asked = next((w for w in agreement.waivers.all() if w.pk == waiver), None)
    if asked is None or name not in DONE:
        raise Http404
    given: dict[str, Any] = {"by": actor(request.user), "today": clock.today()}
    if name == "refuse":
        form = ReasonForm(request.POST)
        if not form.is_valid():
            raise Refused("Skriv varför, så att den som berörs förstår.")
        given["reason"] = form.cleaned_data["reason"]
    ways = {"grant": actions.grant_waiver, "refuse": actions.refuse_waiver, "take_back": actions.take_back_waiver}
    ways[name](asked, **given)
    messages.success(request, DONE[name])
    return redirect("lending:agreement", pk)
