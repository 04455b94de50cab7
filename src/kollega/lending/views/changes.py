"""Pages about what is asked of a loan that runs."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.core import clock, swedish
from kollega.core.forms import ReasonForm
from kollega.core.policy import policy, signed_in
from kollega.core.workflow import Refused
from kollega.lending import actions, queries
from kollega.lending.forms import ExtensionForm, LastDayForm
from kollega.lending.rules import (
    CHANGES,
    earliest_end,
    kinds_to_ask,
    why_not_ask,
    why_not_consent,
    why_not_sign,
    why_not_sign_extension,
)
from kollega.lending.terms import ChangeKind, ChangeState, Party
from kollega.lending.views.offers import rows_of
from kollega.people.queries import actor

ASK = {
    ChangeKind.EXTENSION: "Be om förlängning",
    ChangeKind.EARLY_END: "Be om slut i förtid",
    ChangeKind.CONVERSION: "Be om anställning hos mottagaren",
}
DONE = {
    "agree": "Utlånaren har sagt ja. Nu skriver alla tre under.",
    "consent": "Du har sagt ja.",
    "decline": "Du har sagt nej. Lånet fortsätter som förut.",
    "take_back": "Frågan är tillbakatagen. Lånet fortsätter som förut.",
}
NAMES = {
    "starts_on": "Gäller från",
    "ends_on": "Sista dag",
    "share": "Omfattning",
    "assessment": "Bedömning av behovet",
}


def why_not_sign_now(by: Any, agreement: Any, today: date) -> str | None:
    """Return why the person cannot sign what is open for signing, the loan or its extension."""
    version = agreement.to_sign
    why_not = why_not_sign_extension if agreement.open_change else why_not_sign
    return why_not(by, agreement, version, signed={s.party for s in version.signatures.all()}, today=today)


def change_context(by: Any, agreement: Any, today: date) -> dict[str, Any]:
    """Return what the agreement's page shows of changes: what may be asked, and what is asked."""
    change = agreement.open_change
    asks = [(kind, ASK[kind]) for kind in kinds_to_ask(by, agreement, is_open=change is not None)]
    if change is None:
        return {"asks": asks}
    said = {c.party: c for c in change.consents.all()}
    flow = CHANGES[ChangeKind(change.kind)]
    return {
        "asks": asks, "change": change, "rows": _rows(agreement, change), "consents": list(said.values()),
        "change_steps": [s for s in flow.open_to(by, change) if s.name in DONE],
        "may_consent": why_not_consent(by, change, said=set(said), today=today) is None,
        "change_holder": flow.holder_of(change),
        "change_people": queries.answerers(agreement, change, today) if change.state == ChangeState.ASKED
        else [p for _, people in queries.signers_left(agreement, today) for p in people],
    }  # fmt: skip


def _rows(agreement: Any, change: Any) -> list[tuple[str, str, str]]:
    """Return what the change changes: what it is called, was, and becomes."""
    if change.kind != ChangeKind.EXTENSION:
        return [("Sista dag", swedish.day(agreement.last_day), swedish.day(change.last_day))]
    return rows_of(agreement.version, agreement.to_sign, NAMES)


@policy(signed_in, sees="agreements_for", methods=("GET", "POST"))
def ask(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Ask for an extension, an early end, or employment at the receiver."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    by, today = actor(request.user), clock.today()
    if kind not in ChangeKind.values:
        raise Http404
    if refusal := why_not_ask(by, agreement, kind, is_open=agreement.open_change is not None):
        messages.error(request, refusal)
        return redirect("lending:agreement", pk)
    if kind == ChangeKind.EXTENSION:
        form = ExtensionForm(request.POST or None, agreement=agreement, today=today)
    else:
        form = LastDayForm(request.POST or None, agreement=agreement, kind=kind, today=today)
    if request.method == "POST" and form.is_valid():
        ways = {
            "extension": actions.ask_to_extend,
            "early_end": actions.ask_to_end,
            "conversion": actions.ask_to_employ,
        }
        ways[kind](agreement, by=by, today=today, **form.cleaned_data)
        messages.success(request, "Frågan är skickad till dem som ska svara.")
        return redirect("lending:agreement", pk)
    context = {"form": form, "agreement": agreement, "kind": kind, "heading": ASK[ChangeKind(kind)],
               "earliest": earliest_end(agreement, today), "parties": Party}  # fmt: skip
    return render(request, "lending/ask.html", context)


@policy(signed_in, sees="agreements_for", methods=("POST",))
def answer(request: HttpRequest, pk: UUID, change: UUID, name: str) -> HttpResponse:
    """Answer what is asked, or take it back."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    asked = next((c for c in agreement.changes.all() if c.pk == change), None)
    if asked is None or name not in DONE:
        raise Http404
    given: dict[str, Any] = {"by": actor(request.user), "today": clock.today()}
    if name == "decline":
        form = ReasonForm(request.POST)
        if not form.is_valid():
            raise Refused("Skriv varför, så att den som berörs förstår.")
        given["reason"] = form.cleaned_data["reason"]
    if name == "agree" and asked.kind != ChangeKind.EXTENSION:
        raise Http404
    ways = {"agree": actions.agree, "consent": actions.consent, "decline": actions.decline_change,
            "take_back": actions.take_back}  # fmt: skip
    ways[name](asked, **given)
    messages.success(request, DONE[name])
    return redirect("lending:agreement", pk)
