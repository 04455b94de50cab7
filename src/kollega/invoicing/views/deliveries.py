"""How an employer's invoices leave, and what waits or has failed on its way."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.core.policy import policy
from kollega.core.timeline import moments
from kollega.invoicing import actions, queries
from kollega.invoicing.forms import RouteForm
from kollega.invoicing.terms import Way
from kollega.invoicing.views.months import FINANCE
from kollega.invoicing.views.rates import own_employer
from kollega.people.queries import actor

ROLE = "Du behöver vara ekonom för att se hur fakturorna lämnas."
MOST_SHOWN = 50


@policy(FINANCE, methods=("GET", "POST"), role=ROLE)
def deliveries(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show and choose how invoices leave, with what waits, what has failed and what left last."""
    employer = own_employer(request, pk)
    kept = queries.route_of(employer)
    form = RouteForm(request.POST or None, initial={"way": kept.way, "address": kept.address})
    if request.method == "POST" and form.is_valid():
        actions.keep_route(employer, by=actor(request.user), **form.cleaned_data)
        messages.success(request, "Sättet att lämna fakturor är sparat. Det gäller fakturor som skapas från nu.")
        return redirect("invoicing:deliveries", pk)
    mine = queries.deliveries_for(request.user).filter(invoice__seller=employer)
    context = {
        "form": form, "employer": employer, "has_token": bool(kept.token), "is_automatic": kept.way != Way.DOWNLOAD,
        "failed": list(queries.not_delivered(mine)[:MOST_SHOWN]),
        "waiting": list(mine.filter(next_at__isnull=False)[:MOST_SHOWN]),
        "done": list(mine.filter(delivered_at__isnull=False).order_by("-delivered_at")[:10]),
        "moments": moments(kept)[::-1],
    }  # fmt: skip
    return render(request, "invoicing/deliveries.html", context)


@policy(FINANCE, sees="deliveries_for", methods=("POST",), role=ROLE)
def deliver_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for another try to hand an invoice over."""
    delivery = get_object_or_404(queries.deliveries_for(request.user), pk=pk)
    actions.try_again(delivery, by=actor(request.user))
    messages.success(request, f"Faktura {delivery.invoice} lämnas på nytt om en stund.")
    return redirect("invoicing:deliveries", delivery.invoice.seller_id)


@policy(FINANCE, sees="deliveries_for", methods=("POST",), role=ROLE)
def deliver_by_hand(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that finance has left the file themselves."""
    delivery = get_object_or_404(queries.deliveries_for(request.user), pk=pk)
    actions.leave_by_hand(delivery, by=actor(request.user))
    messages.success(request, f"Faktura {delivery.invoice} är noterad som lämnad av er.")
    return redirect("invoicing:deliveries", delivery.invoice.seller_id)
