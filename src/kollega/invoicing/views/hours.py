"""The weeks of a loan that is paid by the hour."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.core import clock
from kollega.core.forms import ReasonForm
from kollega.core.policy import policy, signed_in
from kollega.core.workflow import Refused
from kollega.invoicing import actions, queries
from kollega.invoicing.forms import HoursForm
from kollega.invoicing.rules import HOURS
from kollega.people.queries import actor


@policy(signed_in, sees="hours_for")
def hours(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the weeks of one loan, the newest first, with what the reader can do with each."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: UUID, bound: Any = None) -> HttpResponse:
    by, rows = actor(request.user), list(queries.hours_for(request.user).filter(agreement=pk))
    if not rows:
        raise Http404
    for row in rows:
        row.steps = {step.name: step for step in HOURS.open_to(by, row)}
        if "report" in row.steps:
            row.form = bound if bound and bound.row_pk == row.pk else HoursForm(row=row)
    context = {
        "agreement": rows[0].agreement, "rows": rows[::-1], "bound": bound,
        "total": sum((row.hours for row in rows if row.attested_by_id), start=0),
        "is_own": rows[0].agreement.employment.person_id == by.pk,
    }  # fmt: skip
    return render(request, "invoicing/hours.html", context)


@policy(signed_in, sees="hours_for", methods=("POST",))
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Report the hours of one week."""
    row = get_object_or_404(queries.hours_for(request.user), pk=pk)
    form = HoursForm(request.POST, row=row)
    if not form.is_valid():
        return _page(request, row.agreement_id, form)
    actions.report(row, by=actor(request.user), today=clock.today(), **form.cleaned_data)
    messages.success(request, f"Tidrapporten för {row} är skickad.")
    return redirect("invoicing:hours", row.agreement_id)


@policy(signed_in, sees="hours_for", methods=("POST",))
def answer_hours(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Attest a week, or send it back with a comment."""
    row = get_object_or_404(queries.hours_for(request.user), pk=pk)
    by, today = actor(request.user), clock.today()
    if name == "attest":
        actions.attest(row, by=by)
        messages.success(request, f"Tidrapporten för {row} är attesterad.")
    elif name == "send_back":
        form = ReasonForm(request.POST)
        if not form.is_valid():
            raise Refused("Skriv varför, så att den som berörs förstår.")
        actions.return_hours(row, reason=form.cleaned_data["reason"], by=by, today=today)
        messages.success(request, f"Tidrapporten för {row} är tillbaka hos medarbetaren.")
    else:
        raise Http404
    return redirect("invoicing:hours", row.agreement_id)
