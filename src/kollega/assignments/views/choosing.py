"""What the receiver does with an answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from kollega.assignments import actions, queries
from kollega.assignments.forms import PassOverForm
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
    messages.success(request, f"{interest.person} får veta ditt svar.")
    return redirect("assignments:call", interest.call_id)
