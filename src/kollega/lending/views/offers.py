"""Pages about terms that go back and forth, and what differs between two versions of them."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.core import clock, swedish
from kollega.core.policy import policy, signed_in
from kollega.lending import actions, queries
from kollega.lending.forms import CounterForm
from kollega.lending.rules import AGREEMENT
from kollega.lending.rules.offers import COUNTERABLE, LABELS, differing
from kollega.lending.terms import EARLY_END_DAYS, AgreementState, CostModel
from kollega.people.queries import actor


def said(name: str, value: Any) -> str:
    """Return one of the terms in words."""
    if name == "early_end_days":
        return f"{EARLY_END_DAYS if value is None else value} dagar"
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, date):
        return swedish.day(value)
    if name == "cost_model":
        return str(CostModel(value).label)
    if name == "monthly_hours":
        return swedish.figure(value)
    if isinstance(value, Decimal):
        return swedish.percent(value) if name.endswith("_percent") else swedish.kronor(value)
    return swedish.percent(value) if isinstance(value, int) else value or "Inget"


def rows_of(before: Any, after: Any, labels: dict[str, str] = LABELS) -> list[tuple[str, str, str]]:
    """Return what differs between two versions, one row each: what it is called, what it was, what it becomes."""
    return [
        (labels[name], said(name, getattr(before, name)), said(name, getattr(after, name)))
        for name in differing(before, after, labels)
    ]


def offer_context(agreement: Any) -> dict[str, Any]:
    """Return what the agreement's page shows of terms that are not signed: how they differ from those before them."""
    version = agreement.version
    before = next((v for v in agreement.versions.all() if v.number == version.number - 1), None)
    is_open = agreement.state in {AgreementState.OFFERED, AgreementState.COUNTERED, AgreementState.SIGNING}
    if before is None or not is_open:
        return {}
    return {"differs": rows_of(before, version), "before": before}


@policy(signed_in, sees="agreements_for", methods=("GET", "POST"))
def counter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer the lender's terms with other ones."""
    agreement = get_object_or_404(queries.agreements_for(request.user), pk=pk)
    by = actor(request.user)
    if refusal := AGREEMENT.refusal("counter", obj=agreement, by=by):
        messages.error(request, str(refusal))
        return redirect("lending:agreement", pk)
    kept = {name: getattr(agreement.version, name) for name in COUNTERABLE}
    form = CounterForm(request.POST or None, initial=kept | {"read": agreement.version.number}, agreement=agreement)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.counter(agreement, wanted=given, reason=given["reason"], read=given["read"], by=by, today=clock.today())
        messages.success(request, f"Motbudet är skickat till {agreement.lender}.")
        return redirect("lending:agreement", pk)
    context = {"form": form, "agreement": agreement, "version": agreement.version}
    return render(request, "lending/counter.html", context)
