"""Pages about what the receiver owes."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kollega.core import clock
from kollega.core.exports import csv_file, sheet_file
from kollega.core.forms import ReasonForm
from kollega.core.policy import policy
from kollega.core.timeline import moments
from kollega.core.workflow import Refused
from kollega.invoicing import actions, queries
from kollega.invoicing.forms import AbsenceForm, DetailsForm
from kollega.invoicing.models import BillingDetails
from kollega.invoicing.rules import BASIS, month_name, vat_of, why_not_approve, why_not_bill
from kollega.invoicing.terms import BasisState
from kollega.networks.models import Employer
from kollega.people.queries import actor, carries
from kollega.people.terms import DutyKind

ROLE = "Du behöver vara ekonom, HR-kontakt eller granskare för att se fakturor."
READERS = carries(DutyKind.FINANCE, DutyKind.AUDITOR, DutyKind.CONTACT)
DONE = {
    "check": "Underlaget är kontrollerat.",
    "approve": "Underlaget är godkänt.",
    "send_back": "Underlaget ska kontrolleras igen.",
    "export": "E-fakturan är skapad och kontrollerad. Hämta filen här.",
}
HEADER = [
    "Månad",
    "Avtal",
    "Medarbetare",
    "Säljare",
    "Köpare",
    "Slag",
    "Läge",
    "Fakturanummer",
    "Netto",
    "Moms",
    "Brutto",
]


@policy(READERS, sees="bases_for", role=ROLE)
def bases(request: HttpRequest) -> HttpResponse:
    """List the bases: what is waiting first, then what has left."""
    found = list(queries.bases_for(request.user)[:300])
    employers = actor(request.user).at(DutyKind.FINANCE)
    context = {
        "groups": [
            ("Att göra", [b for b in found if b.state != BasisState.EXPORTED]),
            ("Skickade och mottagna", [b for b in found if b.state == BasisState.EXPORTED]),
        ],
        "is_empty": not found,
        "employers": Employer.objects.filter(pk__in=employers),
    }
    return render(request, "invoicing/bases.html", context)


@policy(READERS, sees="bases_for", role=ROLE)
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer with the same list as a file."""
    writers = {"csv": csv_file, "xlsx": sheet_file}
    if kind not in writers:
        raise Http404
    return writers[kind]("fakturor", HEADER, (_row(b) for b in queries.bases_for(request.user)))


def _row(basis: Any) -> list:
    agreement, invoice = basis.agreement, getattr(basis, "invoice", None)
    sign = -1 if basis.is_credit else 1
    net, gross = sign * basis.net, sign * actions.gross_of(basis)
    return [
        basis.month, agreement.number, str(agreement.person), str(agreement.lender), str(agreement.receiver),
        basis.get_kind_display(), basis.get_state_display(), invoice.number if invoice else "", net, gross - net, gross,
    ]  # fmt: skip


@policy(READERS, sees="bases_for", role=ROLE)
def basis(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one basis: lines, sums, what is missing, what can be done, and what has happened."""
    return _basis_page(request, get_object_or_404(queries.bases_for(request.user), pk=pk))


def _basis_page(request: HttpRequest, basis: Any, **forms: Any) -> HttpResponse:
    by, agreement = actor(request.user), basis.agreement
    seller, buyer = (getattr(e, "billing", None) for e in (agreement.lender, agreement.receiver))
    gross = actions.gross_of(basis)
    is_ours = by.is_finance_at(agreement.lender_id)
    context = {
        "basis": basis,
        "agreement": agreement,
        "month": month_name(basis.month),
        "vat_sum": vat_of(basis.net, agreement.vat.treatment) if agreement.vat else None,
        "gross": gross,
        "missing": why_not_bill(vat=agreement.vat, version=agreement.version, seller=seller, buyer=buyer),
        "steps": _steps(by, basis, gross, seller),
        "why_not_approve": why_not_approve(by, basis, gross=gross, limit=seller.four_eyes_above) if seller else None,
        "is_ours": is_ours,
        "may_credit": is_ours
        and basis.state == BasisState.EXPORTED
        and not basis.is_credit
        and not hasattr(basis, "credit"),
        "holder": BASIS.holder_of(basis),
        "moments": moments(basis),
        "invoice": getattr(basis, "invoice", None),
        "credit": getattr(basis, "credit", None),
        "has_rules": bool(settings.PEPPOL_RULES),
        "form": AbsenceForm(initial={"kind": "sick"}),
        "absences": [a for a in agreement.absences.all() if a.from_on.replace(day=1) <= basis.month <= a.to_on],
    }
    return render(request, "invoicing/basis.html", context | forms)


def _steps(by: Any, basis: Any, gross: Any, seller: Any) -> list:
    steps = BASIS.open_to(by, basis)
    if seller and why_not_approve(by, basis, gross=gross, limit=seller.four_eyes_above):
        steps = [s for s in steps if s.name != "approve"]
    return steps


@policy(READERS, sees="bases_for", methods=("POST",), role=ROLE)
def step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Check, approve, send back or export."""
    basis = get_object_or_404(queries.bases_for(request.user), pk=pk)
    if name not in DONE:
        raise Http404
    by, today = actor(request.user), clock.today()
    if name == "send_back":
        actions.send_back(basis, by=by, reason=_reason(request), today=today)
    elif name == "approve":
        actions.approve(basis, by=by)
    else:
        getattr(actions, name)(basis, by=by, today=today)
    messages.success(request, DONE[name])
    return redirect("invoicing:basis", pk)


@policy(READERS, sees="bases_for", methods=("POST",), role=ROLE)
def credit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose the crediting of an invoice that has left."""
    basis = get_object_or_404(queries.bases_for(request.user), pk=pk)
    made = actions.credit(basis, by=actor(request.user), reason=_reason(request), today=clock.today())
    messages.success(request, "Krediteringen är föreslagen. Kontrollera och godkänn den som en vanlig faktura.")
    return redirect("invoicing:basis", made.pk)


@policy(READERS, sees="bases_for", methods=("POST",), role=ROLE)
def absence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record days that the receiver does not pay for."""
    basis = get_object_or_404(queries.bases_for(request.user), pk=pk)
    form = AbsenceForm(request.POST)
    if form.is_valid():
        try:
            actions.record_absence(basis.agreement, by=actor(request.user), today=clock.today(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Frånvaron är införd och raderna är omräknade.")
            return redirect("invoicing:basis", pk)
    return _basis_page(request, basis, form=form)


@policy(READERS, sees="bases_for", role=ROLE)
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer with exactly the bytes that left."""
    basis = get_object_or_404(queries.bases_for(request.user), pk=pk, state=BasisState.EXPORTED)
    response = HttpResponse(basis.invoice.xml.encode(), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="faktura-{basis.invoice.number}.xml"'
    return response


@policy(
    carries(DutyKind.FINANCE), methods=("GET", "POST"), role="Du behöver vara ekonom för att ändra fakturauppgifter."
)
def details(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show and keep how one's own employer sends and receives invoices."""
    by = actor(request.user)
    employer = get_object_or_404(Employer, pk=pk) if by.is_finance_at(pk) else None
    if employer is None:
        raise Http404
    kept = getattr(employer, "billing", None) or BillingDetails(employer=employer)
    form = DetailsForm(request.POST or None, initial={name: getattr(kept, name) for name in DetailsForm.base_fields})
    if request.method == "POST" and form.is_valid():
        actions.keep_details(employer, by=by, **form.cleaned_data)
        messages.success(request, "Fakturauppgifterna är sparade.")
        return redirect("invoicing:bases")
    return render(request, "invoicing/details.html", {"form": form, "employer": employer})


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refused("Skriv varför, så att den som berörs förstår.")
    return form.cleaned_data["reason"]
