"""The pages of the employee who answers: write, check, send and take back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.assignments import actions, queries
from kollega.assignments.forms import AnswerForm
from kollega.assignments.rules import why_not_send
from kollega.core import clock
from kollega.core.policy import policy, signed_in
from kollega.core.workflow import Refused
from kollega.people.queries import actor, employments_of


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


@policy(signed_in, sees="interests_for", methods=("POST",))
def send(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the answer to the manager."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    actions.send(interest, by=actor(request.user), today=clock.today(), shown=request.POST.get("shown"))
    messages.success(request, "Anmälan är skickad. Din chef får veta det om en minut, så länge kan du ångra dig.")
    return redirect("assignments:interest", pk)


@policy(signed_in, sees="interests_for", methods=("POST",))
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the answer back."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    actions.withdraw(interest, by=actor(request.user), today=clock.today())
    messages.success(request, "Anmälan är tillbakadragen.")
    return redirect("assignments:interest", pk)
