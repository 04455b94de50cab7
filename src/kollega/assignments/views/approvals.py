"""What the one who is asked does from the page of the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from kollega.assignments import actions, queries
from kollega.assignments.forms import CoverRows, DecisionForm, DelegateForm
from kollega.assignments.views.interests import interest_page
from kollega.core import clock
from kollega.core.policy import policy, signed_in
from kollega.core.workflow import Refused
from kollega.people.queries import actor


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
    return interest_page(request, interest, rows=rows, form=form)


def _decide(interest: Any, *, form: DecisionForm, plan: list[dict], by: Any, is_later: bool) -> None:
    if is_later:
        actions.plan(interest, rows=plan, by=by)
    elif form.cleaned_data["decision"] == "yes":
        message = form.cleaned_data["message"]
        actions.endorse(interest, rows=plan, message=message, by=by, today=clock.today())
    elif form.cleaned_data["decision"] == "more":
        actions.ask_more(interest, comment=form.cleaned_data["message"], by=by, today=clock.today())
    else:
        actions.decline(interest, reason=form.cleaned_data["message"], by=by, today=clock.today())


@policy(signed_in, sees="interests_for", methods=("POST",))
def delegate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a colleague answer instead."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    form = DelegateForm(request.POST, colleagues=queries.may_be_asked(interest, clock.today()))
    if not form.is_valid():
        return interest_page(request, interest, delegate_form=form)
    to, by = form.cleaned_data["to"], actor(request.user)
    actions.delegate(interest, to=to, message=form.cleaned_data["note"], by=by, today=clock.today())
    messages.success(request, f"{to} har fått frågan. Du kan ta tillbaka den tills {to.given_name} har svarat.")
    return _back(request, pk)


@policy(signed_in, sees="interests_for", methods=("POST",))
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide oneself after all."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    actions.take_back(interest, by=actor(request.user), today=clock.today())
    messages.success(request, "Frågan är tillbaka hos dig.")
    return redirect("assignments:interest", pk)


@policy(signed_in, sees="interests_for", methods=("POST",))
def remind(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remind the one who is asked, instead of deciding for them."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    actions.remind(interest, by=actor(request.user), today=clock.today())
    messages.success(request, "Påminnelsen är skickad.")
    return redirect("assignments:interest", pk)


def _back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Return to the answer, or to what waits where one no longer sees it: a colleague who passed the question on."""
    if queries.interests_for(request.user).filter(pk=pk).exists():
        return redirect("assignments:interest", pk)
    return redirect("pages:tasks")
