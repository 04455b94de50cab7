"""The money of a whole loan, and its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.core import clock
from kollega.core.policy import policy
from kollega.invoicing import actions, queries
from kollega.invoicing.rules import why_not_settle
from kollega.invoicing.terms import LEFT
from kollega.invoicing.views.bases import READERS, ROLE
from kollega.lending.rules import AGREEMENT
from kollega.lending.terms import BOUND, CostModel
from kollega.people.queries import actor


@policy(READERS, sees="loans_for", methods=("GET", "POST"), role=ROLE)
def loan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what is invoiced for a loan, month by month, and settle it when all of it is done."""
    agreement = get_object_or_404(queries.loans_for(request.user), pk=pk)
    by, today = actor(request.user), clock.today()
    if request.method == "POST":
        actions.settle(agreement, by=by, today=today)
        messages.success(request, "Lånet är slutreglerat. Mottagarens ekonomi får veta det.")
        return redirect("invoicing:loan", pk)
    bases = queries.of_loan(agreement)
    may_settle = AGREEMENT.refusal("settle", obj=agreement, by=by) is None
    context = {
        "agreement": agreement,
        "rows": [(b, _signed(b)) for b in bases],
        "left": sum((_signed(b) for b in bases if b.state in LEFT), start=0),
        "paid": sum((b.net for b in bases if getattr(b, "invoice", None) and b.invoice.paid_on), start=0),
        "may_settle": may_settle,
        "may_revise": by.is_finance_at(agreement.lender_id)
        and agreement.state in BOUND
        and agreement.version.cost_model == CostModel.SALARY,
        "has_hours": agreement.hours.exists(),
        "why_not": why_not_settle(agreement, bases, today=today) if may_settle else None,
    }
    return render(request, "invoicing/loan.html", context)


def _signed(basis: Any) -> Any:
    return -basis.net if basis.is_credit else basis.net
