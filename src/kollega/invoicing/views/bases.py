"""Pages about what the receiver owes."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kollega.core import clock
from kollega.core.exports import csv_file, sheet_file
from kollega.core.forms import ReasonForm
from kollega.core.periods import add_months, month_of
from kollega.core.policy import policy
from kollega.core.timeline import moments
from kollega.core.workflow import Refused
from kollega.invoicing import actions, queries
from kollega.invoicing.forms import AbsenceForm, CorrectForm, DetailsForm, PaidForm, PaymentsForm
from kollega.invoicing.models import BillingDetails
from kollega.invoicing.rules import BASIS, month_name, vat_of, why_not_approve
from kollega.invoicing.terms import LEFT, BasisState, Where
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
    "dispute": "Fakturan är bestridd. Säljarens ekonomi får veta det och svarar.",
    "drop_dispute": "Bestridandet är återtaget.",
    "uphold": "Svaret är skickat till mottagarens ekonomi.",
    "recount": "Underlaget är omräknat på det som gäller nu. Kontrollera det på nytt.",
}
REASONED = {"send_back", "dispute", "uphold"}
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
    context = {
        "groups": [
            (title, [b for b in found if _group(b) == title])
            for title in ("Att göra", "Bestridda", "Att betala", "Klara")
        ],
        "is_empty": not found,
        "employers": queries.employers_of(request.user),
        "last_month": add_months(month_of(clock.today()), -1),
    }
    return render(request, "invoicing/bases.html", context)


def _group(basis: Any) -> str:
    if not basis.has_left:
        return "Att göra"
    if basis.state == BasisState.DISPUTED:
        return "Bestridda"
    return "Klara" if basis.is_credit or basis.state != BasisState.EXPORTED else "Att betala"


@policy(READERS, sees="bases_for", role=ROLE)
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer with the same list as a file."""
    writers = {"csv": csv_file, "xlsx": sheet_file}
    if kind not in writers:
        raise Http404
    return writers[kind]("fakturor", HEADER, (row_of(b) for b in queries.bases_for(request.user)))


def row_of(basis: Any) -> list:
    """Return a basis as a row of the list that leaves as a file."""
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
    seller = getattr(agreement.lender, "billing", None)
    gross = actions.gross_of(basis)
    is_stale = not basis.has_left and not basis.is_credit and not actions.is_counted(basis)
    others = list(queries.bases_for(request.user).filter(agreement=agreement, month=basis.month).exclude(pk=basis.pk))
    is_ours = by.is_finance_at(agreement.lender_id)
    context = {
        "basis": basis,
        "agreement": agreement,
        "month": month_name(basis.month),
        "vat_sum": vat_of(basis.net, basis.vat.treatment) if basis.vat else None,
        "gross": gross,
        "missing": [(x.sentence, place_to_mend(x.where, agreement)) for x in actions.obstacles_to(basis)],
        "is_stale": is_stale,
        "steps": _steps(by, basis, gross, seller, is_stale=is_stale),
        "why_not_approve": why_not_approve(by, basis, gross=gross, limit=seller.four_eyes_above) if seller else None,
        "is_ours": is_ours,
        "answers": [x for x in BASIS.open_to(by, basis) if x.name in {"dispute", "drop_dispute", "uphold"}],
        "pays": PaidForm() if BASIS.refusal("pay", obj=basis, by=by) is None else None,
        "corrects": CorrectForm() if BASIS.refusal("credit", obj=basis, by=by) is None else None,
        "may_bill_again": is_ours and basis.state == BasisState.CREDITED and not _is_billed_again(others),
        "others": others,
        "is_late": basis.state == BasisState.EXPORTED and not basis.is_credit and basis.invoice.due_on < clock.today(),
        "holder": None if basis.is_credit and basis.has_left else BASIS.holder_of(basis),
        "moments": moments(basis),
        "invoice": getattr(basis, "invoice", None),
        "paper": queries.paper_of(basis) if basis.has_left else None,
        "delivery": queries.deliveries_for(request.user).filter(invoice__basis=basis).first() if is_ours else None,
        "credit": getattr(basis, "credit", None),
        "has_rules": bool(settings.PEPPOL_RULES),
        "form": AbsenceForm(initial={"kind": "sick"}),
        "absences": [a for a in agreement.absences.all() if a.from_on.replace(day=1) <= basis.month <= a.to_on],
    }
    return render(request, "invoicing/basis.html", context | forms)


def place_to_mend(where: str, agreement: Any) -> str:
    """Return the page where what holds a basis up is mended."""
    if where == Where.HOURS:
        return reverse("invoicing:loan", args=[agreement.pk])
    if where == Where.DETAILS:
        return reverse("invoicing:details", args=[agreement.lender_id])
    return reverse("lending:vat" if where == Where.VAT else "lending:agreement", args=[agreement.pk])


def _is_billed_again(others: list) -> bool:
    return any(not b.is_credit and b.state != BasisState.CREDITED for b in others)


def _steps(by: Any, basis: Any, gross: Any, seller: Any, *, is_stale: bool) -> list:
    """Return the steps to offer: what no longer follows the terms can only be counted anew."""
    steps = [] if basis.has_left else [s for s in BASIS.open_to(by, basis) if (s.name == "recount") == is_stale]
    if seller and why_not_approve(by, basis, gross=gross, limit=seller.four_eyes_above):
        steps = [s for s in steps if s.name != "approve"]
    return steps


@policy(READERS, sees="bases_for", methods=("POST",), role=ROLE)
def step(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Check, approve, send back or export; and when it has left, dispute, take that back, or answer it."""
    basis = get_object_or_404(queries.bases_for(request.user), pk=pk)
    if name not in DONE:
        raise Http404
    by, today = actor(request.user), clock.today()
    if name in REASONED:
        getattr(actions, name)(basis, by=by, reason=_reason(request), today=today)
    elif name == "approve":
        actions.approve(basis, by=by)
    else:
        getattr(actions, name)(basis, by=by, today=today)
    messages.success(request, DONE[name])
    return redirect("invoicing:basis", pk)


@policy(READERS, sees="bases_for", methods=("POST",), role=ROLE)
def credit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct an invoice that has left: propose its crediting, and where asked for a new one for the month."""
    basis = get_object_or_404(queries.bases_for(request.user), pk=pk)
    by, today, form = actor(request.user), clock.today(), CorrectForm(request.POST)
    if not form.is_valid():
        return _basis_page(request, basis, corrects=form)
    made = actions.credit(basis, by=by, reason=form.cleaned_data["reason"], today=today)
    said = "Krediteringen är föreslagen. Kontrollera och godkänn den som en vanlig faktura."
    if form.cleaned_data["again"] == "yes":
        actions.bill_again(basis, by=by, today=today)
        said = "Krediteringen och en ny faktura är föreslagna. Lämna krediteringen först."
    messages.success(request, said)
    return redirect("invoicing:basis", made.pk)


@policy(READERS, sees="bases_for", methods=("POST",), role=ROLE)
def again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose a new invoice for the month of one that is credited."""
    basis = get_object_or_404(queries.bases_for(request.user), pk=pk)
    made = actions.bill_again(basis, by=actor(request.user), today=clock.today())
    messages.success(request, "Ett nytt underlag är föreslaget, räknat på det som gäller nu.")
    return redirect("invoicing:basis", made.pk)


@policy(READERS, sees="bases_for", methods=("POST",), role=ROLE)
def paid(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note which day an invoice was paid."""
    basis = get_object_or_404(queries.bases_for(request.user), pk=pk)
    form = PaidForm(request.POST)
    if form.is_valid():
        try:
            actions.pay(basis, by=actor(request.user), today=clock.today(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("paid_on", str(refused))
        else:
            messages.success(request, "Betalningen är införd.")
            return redirect("invoicing:basis", pk)
    return _basis_page(request, basis, pays=form)


@policy(carries(DutyKind.FINANCE), methods=("GET", "POST"), role="Du behöver vara ekonom för att föra in betalningar.")
def payments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a pasted list of payments to one's own employer, whole or not at all."""
    by = actor(request.user)
    employer = get_object_or_404(Employer, pk=pk) if by.is_finance_at(pk) else None
    if employer is None:
        raise Http404
    form = PaymentsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.record_payments(employer, text=form.cleaned_data["rows"], by=by, today=clock.today())
        except Refused as refused:
            for sentence in str(refused).split("\n"):
                form.add_error("rows", sentence)
        else:
            messages.success(
                request, f"{done} {'faktura är införd som betald' if done == 1 else 'fakturor är införda som betalda'}."
            )
            return redirect("invoicing:bases")
    return render(request, "invoicing/payments.html", {"form": form, "employer": employer})


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
    basis = get_object_or_404(queries.bases_for(request.user), pk=pk, state__in=LEFT)
    response = HttpResponse(basis.invoice.xml.encode(), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="faktura-{basis.invoice.number}.xml"'
    return response


@policy(READERS, sees="bases_for", role=ROLE)
def readable(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer with the invoice as people read it, exactly the bytes that were made when it left."""
    basis = get_object_or_404(queries.bases_for(request.user), pk=pk, state__in=LEFT)
    paper = queries.paper_of(basis)
    if paper is None:
        raise Http404
    name = f"faktura-{basis.invoice.number}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(bytes(paper.pdf), content_type="application/pdf", headers=headers)


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
