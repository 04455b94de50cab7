"""The month of one employer: run it, see what holds it up, take many at once, and fetch all that has left."""

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kollega.core import clock
from kollega.core.periods import add_months
from kollega.core.policy import policy
from kollega.invoicing import actions, queries
from kollega.invoicing.files import month_archive
from kollega.invoicing.rules import BASIS, is_ripe, month_name, why_not_approve
from kollega.invoicing.terms import LEFT, OPEN, BasisState, LedgerKind, Where
from kollega.invoicing.views.bases import HEADER, place_to_mend, row_of
from kollega.invoicing.views.rates import own_employer
from kollega.people.queries import actor, carries
from kollega.people.terms import DutyKind

ROLE = "Du behöver vara ekonom för att köra månaden."
FINANCE = carries(DutyKind.FINANCE)
MANY = {
    "check": ("Att kontrollera", BasisState.PROPOSED, "Kontrollera markerade"),
    "approve": ("Att godkänna", BasisState.CHECKED, "Godkänn markerade"),
    "export": ("Att skapa e-faktura för", BasisState.APPROVED, "Skapa e-fakturor"),
}


@policy(FINANCE, methods=("GET", "POST"), role=ROLE)
def month(request: HttpRequest, pk: UUID, year: int, number: int) -> HttpResponse:
    """Show the month, or run it."""
    employer, month = own_employer(request, pk), month_named(year, number)
    by, today = actor(request.user), clock.today()
    if request.method == "POST":
        actions.start_run(employer, month=month, by=by, today=today)
        messages.success(request, "Månaden körs. Sidan visar hur långt den har kommit.")
        return redirect("invoicing:month", pk, year, number)
    bases, run = list(queries.of_month(employer, month)), queries.last_run(employer, month)
    is_running, next_one = run is not None and run.finished_at is None, add_months(month, 1)
    context = {
        "employer": employer, "month": month, "name": month_name(month), "run": run, "is_running": is_running,
        "is_ripe": is_ripe(month, today), "before": add_months(month, -1),
        "after": next_one if is_ripe(next_one, today) else None,
        "groups": [] if is_running else _groups(by, employer, bases), "refused": _refused(run, bases),
        "obstacles": _obstacles(employer, month, bases, today), "sums": _sums(bases),
        "left": sum(b.state in LEFT for b in bases), "is_empty": not bases,
        "unbooked": queries.to_book(employer, month).count(), "kinds": LedgerKind.choices,
        "files": list(queries.ledger_files_for(request.user).filter(employer=employer, month=month)),
    }  # fmt: skip
    return render(request, "invoicing/month.html", context)


def month_named(year: int, number: int) -> date:
    """Return the month that an address names; what no calendar has is not found."""
    if not (2000 <= year <= 2999 and 1 <= number <= 12):
        raise Http404
    return date(year, number, 1)


def _groups(by: Any, employer: Any, bases: list) -> list[dict]:
    """Return what can be taken many at once; who checked a large sum does not approve it."""
    limit = getattr(getattr(employer, "billing", None), "four_eyes_above", 0)
    groups = []
    for name, (title, state, button) in MANY.items():
        rows = [b for b in bases if b.state == state and BASIS.refusal(name, obj=b, by=by) is None]
        for basis in rows:
            basis.gross = actions.gross_of(basis)
            basis.why_not = _why_not(name, by, basis, limit)
        if rows:
            may = any(b.why_not is None for b in rows)
            groups.append({"name": name, "title": title, "button": button, "rows": rows, "may": may})
    return groups


def _why_not(name: str, by: Any, basis: Any, limit: Any) -> str | None:
    if not actions.is_counted(basis):
        return "Behöver räknas om."
    if name == "check" and (missing := actions.missing_of(basis)):
        return missing[0]
    return why_not_approve(by, basis, gross=basis.gross, limit=limit) if name == "approve" else None


def _obstacles(employer: Any, month: date, bases: list, today: date) -> list[tuple[str, list]]:
    """Return what holds the month up, by what there is to do, each with where it is done."""
    found: dict[str, list] = {}
    for basis in bases:
        for where, sentence, address in _held_by(basis):
            found.setdefault(where, []).append((basis.agreement, sentence, address))
    if is_ripe(month, today):
        for agreement in queries.without_basis(employer, month):
            address = reverse("invoicing:loan", args=[agreement.pk])
            found.setdefault(Where.ABSENT, []).append((agreement, "Kör månaden.", address))
    return [(kind.label, found[kind]) for kind in Where if kind in found]


def _held_by(basis: Any) -> list[tuple[str, str, str]]:
    place = reverse("invoicing:basis", args=[basis.pk])
    if basis.state == BasisState.DISPUTED:
        return [(Where.DISPUTED, basis.note, place)]
    if basis.state not in OPEN:
        return []
    stale = [] if actions.is_counted(basis) else [(Where.STALE, "Villkor eller tid har ändrats.", place)]
    return stale + [(x.where, x.sentence, place_to_mend(x.where, basis.agreement)) for x in actions.obstacles_to(basis)]


def _refused(run: Any, bases: list) -> list[tuple[Any, str]]:
    """Return those that the last run could not take and that still stand where they stood, with the reason."""
    if run is None or not run.refused or run.step not in MANY:
        return []
    waiting = {str(basis.pk): basis for basis in bases if basis.state == MANY[run.step][1]}
    return [(waiting[pk], why) for pk, why in run.refused if pk in waiting]


def _sums(bases: list) -> list[tuple[str, int, Any]]:
    counts: Counter = Counter(b.state for b in bases)
    nets = {b.pk: -b.net if b.is_credit else b.net for b in bases}
    return [
        (state.label, counts[state], sum((nets[b.pk] for b in bases if b.state == state), start=0))
        for state in BasisState
        if counts[state]
    ]


@policy(FINANCE, methods=("POST",), role=ROLE)
def many(request: HttpRequest, pk: UUID, year: int, number: int, name: str) -> HttpResponse:
    """Check, approve or send the marked ones; what cannot be taken is named."""
    employer = own_employer(request, pk)
    if name not in MANY:
        raise Http404
    which = [UUID(said) for said in request.POST.getlist("basis") if _is_id(said)]
    if not which:
        messages.error(request, "Markera minst en rad.")
        return redirect("invoicing:month", pk, year, number)
    month, by = month_named(year, number), actor(request.user)
    run = actions.take_many(name, which, employer=employer, month=month, by=by, today=clock.today())
    if run.finished_at and run.done > len(run.refused):
        messages.success(request, run.outcome)
    return redirect("invoicing:month", pk, year, number)


def _is_id(said: str) -> bool:
    try:
        UUID(said)
    except ValueError:
        return False
    return True


@policy(FINANCE, role=ROLE)
def archive(request: HttpRequest, pk: UUID, year: int, number: int) -> HttpResponse:
    """Answer with all the invoices of the month that have left, and the list to check them by."""
    employer, month = own_employer(request, pk), month_named(year, number)
    left = [b for b in queries.of_month(employer, month) if b.state in LEFT]
    if not left:
        raise Http404
    content = month_archive(queries.files_of(left), header=HEADER, rows=[row_of(b) for b in left])
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="fakturor-{month:%Y-%m}.zip"'
    return response
