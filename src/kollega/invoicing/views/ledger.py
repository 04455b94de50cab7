"""What the bookkeeping takes: accounts, rows of fixed width with a preview, and the files of a month."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.core import clock
from kollega.core.forms import ReasonForm
from kollega.core.policy import policy
from kollega.core.timeline import moments
from kollega.core.workflow import Refused
from kollega.invoicing import actions, queries
from kollega.invoicing.files import fixed_file
from kollega.invoicing.forms import ColumnsFormSet, LedgerForm
from kollega.invoicing.terms import LedgerKind
from kollega.invoicing.views.months import FINANCE, ROLE, month_named
from kollega.invoicing.views.rates import own_employer
from kollega.people.queries import actor


@policy(FINANCE, methods=("GET", "POST"), role="Du behöver vara ekonom för att ändra bokföringens filer.")
def ledger(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show and keep accounts and columns, with what the last invoices become as rows."""
    employer = own_employer(request, pk)
    kept = queries.ledger_of(employer)
    form = LedgerForm(request.POST or None, initial={name: getattr(kept, name) for name in LedgerForm.base_fields})
    columns = ColumnsFormSet(request.POST or None, initial=kept.columns, prefix="kolumn")
    said = kept.columns
    if request.method == "POST" and all([form.is_valid(), columns.is_valid()]):
        said = columns.said()
        if "preview" not in request.POST:
            actions.keep_ledger(employer, by=actor(request.user), columns=said, **form.cleaned_data)
            messages.success(request, "Konton och rader är sparade.")
            return redirect("invoicing:ledger", pk)
    context = {
        "form": form, "columns": columns, "employer": employer, "preview": _preview(employer, said),
        "moments": moments(kept)[::-1],
    }  # fmt: skip
    return render(request, "invoicing/ledger.html", context)


def _preview(employer: Any, columns: list[dict]) -> dict[str, Any]:
    """Return the rows that the last invoices become, or why they do not fit."""
    invoices = queries.last_invoices(employer)
    try:
        return {"rows": fixed_file(invoices, columns=columns).decode("iso-8859-1"), "count": len(invoices)}
    except Refused as unfit:
        return {"fault": str(unfit)}


@policy(FINANCE, methods=("POST",), role=ROLE)
def book(request: HttpRequest, pk: UUID, year: int, number: int, kind: str) -> HttpResponse:
    """Make a file of what the month has for the bookkeeping."""
    employer, month = own_employer(request, pk), month_named(year, number)
    if kind not in LedgerKind.values:
        raise Http404
    made = actions.book(employer, month=month, kind=kind, by=actor(request.user), today=clock.today())
    messages.success(request, f"Filen {made.name} är gjord och kontrollerad. Hämta den här.")
    return redirect("invoicing:month", pk, year, number)


@policy(FINANCE, sees="ledger_files_for", role=ROLE)
def ledger_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer with exactly the bytes that were made and checked."""
    file = get_object_or_404(queries.ledger_files_for(request.user), pk=pk)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(bytes(file.content), content_type="application/octet-stream", headers=headers)


@policy(FINANCE, sees="ledger_files_for", methods=("POST",), role=ROLE)
def take_back_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a file was never booked."""
    file = get_object_or_404(queries.ledger_files_for(request.user), pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refused("Skriv varför filen inte bokfördes.")
    actions.take_back_file(file, by=actor(request.user), reason=form.cleaned_data["reason"])
    messages.success(request, "Filen är återtagen. Fakturorna kan läggas i en ny fil.")
    return redirect("invoicing:month", file.employer_id, file.month.year, file.month.month)
