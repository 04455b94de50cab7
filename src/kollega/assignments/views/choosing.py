"""What the receiver does with an answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from kollega.assignments import actions, queries
from kollega.assignments.forms import OutcomeForm, PassOverForm, ReleaseForm
from kollega.assignments.views.interests import interest_page
from kollega.core import clock
from kollega.core.policy import policy, signed_in
from kollega.people.queries import actor


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
        return interest_page(request, interest, pass_over_form=form)
    actions.pass_over(interest, by=actor(request.user), **form.cleaned_data)
    messages.success(request, f"Ditt nej till {interest.person} är sparat. Det lämnas när du lämnar besked till alla.")
    return redirect("assignments:call", interest.call_id)


@policy(signed_in, sees="interests_for", methods=("POST",))
def reconsider(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back a no that nobody has been told of."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    actions.reconsider(interest, by=actor(request.user))
    messages.success(request, f"{interest.person} är med igen.")
    return redirect("assignments:interest", pk)


@policy(signed_in, sees="own_calls_for", methods=("POST",))
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell all who were not chosen, at the same time."""
    call = get_object_or_404(queries.own_calls_for(request.user, clock.today()), pk=pk)
    form = ReleaseForm(request.POST)
    text = form.cleaned_data["words"] if form.is_valid() else request.POST.get("words", "")[:1000]
    told = actions.release(call, text=text, by=actor(request.user), today=clock.today())
    messages.success(request, f"{told} {'person har' if told == 1 else 'personer har'} fått besked.")
    return redirect("assignments:call", pk)


@policy(signed_in, sees="interests_for", methods=("POST",))
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say yes to being chosen."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    actions.confirm(interest, by=actor(request.user), today=clock.today())
    messages.success(request, f"Du har tackat ja. {interest.call.employer} och din chef har fått veta det.")
    return redirect("assignments:interest", pk)


@policy(signed_in, sees="interests_for", methods=("POST",))
def finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how it went for one person."""
    interest = get_object_or_404(queries.interests_for(request.user), pk=pk)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return interest_page(request, interest, outcome_form=form)
    actions.finish(interest, by=actor(request.user), today=clock.today(), **form.cleaned_data)
    messages.success(request, f"Uppdraget är avslutat för {interest.person}.")
    return redirect("assignments:call", interest.call_id)
