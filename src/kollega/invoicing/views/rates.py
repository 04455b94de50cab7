"""What finance writes about cost: the employer's percentages, and a new salary in a loan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.core import clock
from kollega.core.policy import policy
from kollega.core.workflow import Refused
from kollega.invoicing import queries
from kollega.invoicing.forms import RatesForm, SalaryForm, VatDefaultsForm
from kollega.invoicing.views.bases import READERS, ROLE
from kollega.lending import actions as lending
from kollega.lending.rules import rate_on, why_not_lend
from kollega.networks.models import Employer
from kollega.networks.terms import EmployerKind
from kollega.people.queries import actor, carries
from kollega.people.terms import DutyKind


def own_employer(request: HttpRequest, pk: UUID) -> Employer:
    """Return the employer if the person is finance there; what one may not see does not exist."""
    employer = queries.employers_of(request.user).filter(pk=pk).first()
    if employer is None:
        raise Http404
    return employer


@policy(carries(DutyKind.FINANCE), methods=("GET", "POST"), role="Du behöver vara ekonom för att ändra procentsatser.")
def rates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the employer's percentages with their history, and write those of a new day."""
    employer = own_employer(request, pk)
    form = RatesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lending.set_rates(employer, by=actor(request.user), **form.cleaned_data)
        except Refused as refused:
            form.add_error("from_on", str(refused))
        else:
            messages.success(request, "Procentsatserna är sparade. Lån som följer dem räknas efter dem från dagen.")
            return redirect("invoicing:rates", pk)
    known = list(employer.rates.select_related("by").all())
    context = {"form": form, "employer": employer, "rates": known, "now": rate_on(known, clock.today())}
    return render(request, "invoicing/rates.html", context)


@policy(carries(DutyKind.FINANCE), methods=("GET", "POST"), role="Du behöver vara ekonom för att ändra förslagen.")
def vat_defaults(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show and keep how VAT is suggested when the employer lends, by the kind of the receiver."""
    employer = own_employer(request, pk)
    known = {d.receiver_kind: d for d in employer.vat_defaults.all()}
    kinds = [(kind.value, kind.label) for kind in EmployerKind if not why_not_lend(employer.kind, kind)]
    form = VatDefaultsForm(request.POST or None, known=known, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        for kind, treatment, reason in form.said():
            lending.set_vat_default(
                employer, receiver_kind=kind, treatment=treatment, reason=reason, by=actor(request.user)
            )
        messages.success(request, "Förslagen om moms är sparade. Varje avtal får fortfarande sitt eget beslut.")
        return redirect("invoicing:bases")
    return render(request, "invoicing/vat_defaults.html", {"form": form, "employer": employer})


@policy(READERS, sees="loans_for", methods=("GET", "POST"), role=ROLE)
def salary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a new salary from a day on; what is already billed is corrected in the next month."""
    agreement = get_object_or_404(queries.loans_for(request.user), pk=pk)
    by: Any = actor(request.user)
    if not by.is_finance_at(agreement.lender_id):
        raise Http404
    form = SalaryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lending.revise_salary(agreement, by=by, today=clock.today(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("from_on", str(refused))
        else:
            messages.success(request, "Den nya lönen är införd. Mottagaren får veta det.")
            return redirect("invoicing:loan", pk)
    return render(request, "invoicing/salary.html", {"form": form, "agreement": agreement})
