"""Overviews of loans: one's own, a manager's people over the year, and the network's in figures."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kollega.core import clock
from kollega.core.exports import csv_file, sheet_file
from kollega.core.policy import policy, signed_in
from kollega.lending import queries
from kollega.lending.files import list_paper
from kollega.lending.forms import FindForm
from kollega.lending.rules import AGREEMENT
from kollega.lending.rules.around import averages
from kollega.lending.rules.overviews import cells_of, days_of, is_late, medians, months_from
from kollega.lending.terms import ENDED
from kollega.people.queries import carries, has_reports, networks_led_by, reports_of
from kollega.people.terms import DutyKind

HEADER = ["Avtal", "Medarbetare", "Utlånare", "Mottagare", "Omfattning procent", "Första dag", "Sista dag", "Läge"]
PAGE = 50


@policy(signed_in, sees="agreements_for")
def agreements(request: HttpRequest) -> HttpResponse:
    """List the agreements that the person takes part in, the open ones first, with a search among them."""
    form, found = _found(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("sida"))
    for one in page.object_list:
        one.held_by = AGREEMENT.holder_of(one) or "Ingen, det är klart"
    open_ones = [a for a in page.object_list if a.state not in ENDED]
    context = {
        "groups": [("Pågår", open_ones), ("Avslutade", [a for a in page.object_list if a.state in ENDED])],
        "is_empty": not page.paginator.count, "form": form, "is_asked": bool(form.data), "page": page,
        "asked": _asked(request),
    }  # fmt: skip
    return render(request, "lending/agreements.html", context)


def _found(request: HttpRequest) -> tuple[FindForm, Any]:
    """Return what is asked for, and the agreements that answer to it; a question that cannot be read asks nothing."""
    form = FindForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    return form, queries.answering(queries.agreements_for(request.user), **wanted)


def _asked(request: HttpRequest) -> str:
    """Return the question as it stands in the address, without the page, to be carried along by links."""
    asked = request.GET.copy()
    asked.pop("sida", None)
    return asked.urlencode()


@policy(signed_in, sees="agreements_for")
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer with the same list as a file."""
    writers = {"csv": csv_file, "xlsx": sheet_file, "pdf": _paper}
    if kind not in writers:
        raise Http404
    rows = (
        [a.number, str(a.person), str(a.lender), str(a.receiver), a.version.share, a.first_day or a.version.starts_on,
         a.last_day or a.version.ends_on, a.get_state_display()]
        for a in _found(request)[1]
    )  # fmt: skip
    return writers[kind]("utlaning", HEADER, rows)


def _paper(name: str, header: list[str], rows: Any) -> HttpResponse:
    pdf = list_paper("Utlåning", header, list(rows), on=clock.today())
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@policy(has_reports, role="Du behöver vara chef för att se medarbetare.")
def team(request: HttpRequest) -> HttpResponse:
    """Show a manager the year ahead: who of theirs is lent to whom, and who is lent to them."""
    today = clock.today()
    months = months_from(today)
    reports = list(reports_of(request.user, today))
    loans = queries.loans_of([e.pk for e in reports])
    out = [_row(e.person, e, loans.get(e.pk, []), months) for e in reports]
    borrowed = [_row(a.person, a.employment, [a], months) for a in queries.led_by(request.user, today)]
    return render(request, "lending/team.html", {"out": out, "borrowed": borrowed, "months": months})


def _row(person: Any, employment: Any, loans: list[Any], months: list[Any]) -> dict[str, Any]:
    days = [days for a in loans if a.in_force for days in days_of(a)]
    return {"person": person, "employment": employment, "loans": loans, "cells": cells_of(days, months)}


@policy(carries(DutyKind.COORDINATOR), sees="people.networks_led_by", role="Du behöver vara samordnare.")
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a coordinator the network's lending in figures, and which matters stand still; never whom they are about."""
    network, today = get_object_or_404(networks_led_by(request.user), slug=slug), clock.today()
    standing = [
        (a, since, (today - since).days)
        for a, since in queries.standing_in(network)
        if is_late(a.state, since, today)
    ]  # fmt: skip
    for one, _since, _days in standing:
        one.held_by = AGREEMENT.holder_of(one)
    times, means = medians(queries.days_in_steps(network)), averages(queries.marks_in(network))
    context = {
        "network": network, "counts": queries.counted_in(network), "standing": standing,
        "medians": [row for row in times if row[2] is not None], "means": [row for row in means if row[3] is not None],
        "few_times": [label for label, _, days in times if days is None],
        "few_said": list(dict.fromkeys(role for role, _, _, mean in means if mean is None)),
    }  # fmt: skip
    return render(request, "lending/network.html", context)
