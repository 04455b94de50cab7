"""The agreement as a paper: what is frozen and signed, and the copy that says who signed it and when."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kollega.core import clock, swedish
from kollega.core.paper import paper
from kollega.core.periods import months_between
from kollega.lending.rules import month_cost
from kollega.lending.terms import CostModel, LegalForm, Party

TEMPLATE = "lending/papers/agreement.typ"
WORDS = {
    "terms": "Villkor", "tasks": "Arbetsuppgifter", "cost": "Vad mottagaren betalar", "month": "Månad",
    "amount": "Kronor utan moms", "sum": "Hela lånet", "signatures": "Underskrifter", "attachments": "Bilagor",
    "attachments_note": "Bilagorna hör till avtalet. Efter namnet står filens kontrollsumma (SHA-256).",
    "cost_note": "Beräknat på villkoren när avtalet skrevs. Börjar lånet senare, för att utlånaren behöver "
    "framförhållning, betalas bara de dagar som lånet varar.",
    "signed_note": "Avtalet är underskrivet i Kollega. Det som skrevs under är dokumentet utan den här sidan, med "
    "kontrollsumman (SHA-256):",
}  # fmt: skip


def agreement_paper(
    agreement: Any, version: Any, *, clauses: Sequence[tuple[str, str]], on: date, signed: Iterable[Any] = (),
    digest: str = "", attachments: Iterable[tuple[str, str]] = (),
) -> bytes:  # fmt: skip
    """Return the agreement as PDF, the same bytes for the same version.

    :param clauses: heading and text of each, as they stood when the terms were frozen.
    :param on: the day they were frozen.
    :param attachments: name and SHA-256 of each file that belongs to the terms.
    :param signed: the signatures, for the copy that shows them; `digest` is then of the paper without them.
    """
    lender, receiver = agreement.lender, agreement.receiver
    rows, total = _costs(version)
    said = {
        "title": f"Avtal om utlåning av {agreement.person}", "author": str(lender), "lang": "sv",
        "on": [on.year, on.month, on.day], "foot": f"Avtal {agreement.number}, version {version.number}",
        "form": agreement.get_legal_form_display(), "words": WORDS, "tasks": version.tasks,
        "parties": [
            ["Avtal", f"{agreement.number}, version {version.number}"], ["Utlånare", _employer(lender)],
            ["Mottagare", _employer(receiver)], ["Medarbetare", f"{agreement.person}, {agreement.employment.title}"],
            ["Leder arbetet", str(agreement.leader)], ["Uppdrag", agreement.title],
        ],
        "terms": _terms(agreement, version), "costs": rows, "sum": total,
        "clauses": [list(clause) for clause in clauses], "attachments": [list(row) for row in attachments],
        "signatures": [_signature(signature) for signature in signed], "digest": digest,
    }  # fmt: skip
    return paper(TEMPLATE, said)


def list_paper(title: str, header: Sequence[str], rows: Sequence[Sequence[Any]], *, on: date) -> bytes:
    """Return a list as PDF, on its side, with the header on every page."""
    said = {
        "title": title, "author": "Kollega", "lang": "sv", "on": [on.year, on.month, on.day],
        "foot": f"{title}, {swedish.day(on)}", "header": list(header), "none": "Inga lån.",
        "rows": [[swedish.day(cell) if isinstance(cell, date) else str(cell) for cell in row] for row in rows],
    }  # fmt: skip
    return paper("lending/papers/list.typ", said)


def _employer(employer: Any) -> str:
    return f"{employer}, {employer.org_number}" if employer.org_number else str(employer)


def _terms(agreement: Any, version: Any) -> list[list[str]]:
    insured = "Kontrollerad" if version.is_insurance_checked else "Inte kontrollerad"
    return [
        ["Tid", swedish.period(version.starts_on, version.ends_on)],
        ["Tidigast", f"{agreement.lender.notice_months} månader efter den sista underskriften"],
        ["Omfattning", f"{version.share} procent av heltid"], ["Arbetsplats", version.workplace],
        *_price(version),
        ["Resor", version.travel], ["Utrustning", version.equipment], ["Sekretess", version.secrecy],
        ["Mottagarens referens", version.buyer_reference], ["Order", version.order_reference],
        ["Facket informerat", swedish.day(version.union_informed_on) if version.union_informed_on else ""],
        ["Slut i förtid", f"Tidigast {version.early_end_notice} dagar efter att någon har bett om det"],
        ["Ny bedömning av behovet", version.assessment],
        ["Försäkring", insured if agreement.legal_form == LegalForm.MUNICIPAL else ""],
    ]  # fmt: skip


def _price(version: Any) -> list[list[str]]:
    """What the receiver pays by, as the chosen model of cost asks for it."""
    if version.cost_model == CostModel.FIXED:
        return [["Fast belopp för en hel månad", swedish.kronor(version.monthly_amount)]]
    if version.cost_model == CostModel.HOURLY:
        hours = f"{swedish.number(version.monthly_hours, 2).removesuffix(',00')} timmar i en hel månad, uppskattat"
        return [["Timpris efter attesterad tidrapport", swedish.kronor(version.hourly_amount)], ["Omfång", hours]]
    follows = "Procentsatserna följer utlånarens, från den dag de ändras" if version.follows_rates else ""
    return [
        ["Månadslön", swedish.kronor(version.monthly_salary)],
        ["Arbetsgivaravgifter", swedish.percent(version.contribution_percent)],
        ["Administration", swedish.percent(version.overhead_percent)], ["Ändringar", follows],
    ]  # fmt: skip


def _costs(version: Any) -> tuple[list[list[str]], str]:
    first, last = version.starts_on, version.ends_on
    costs = [(month, month_cost(version, first=first, last=last, month=month)) for month in months_between(first, last)]
    rows = [
        [f"{swedish.MONTHS[month.month - 1]} {month.year}", swedish.kronor(cost.total, ore=True, unit=False)]
        for month, cost in costs
    ]
    total = sum((cost.total for _, cost in costs), start=costs[0][1].total * 0)
    return rows, swedish.kronor(total, ore=True, unit=False)


def _signature(signature: Any) -> dict[str, Any]:
    at = signature.at.astimezone(clock.STOCKHOLM)
    return {
        "party": Party(signature.party).label,
        "facts": [
            ["Namn", str(signature.person)], ["Tid", f"{swedish.day(at)} klockan {at:%H.%M}"],
            ["Styrkt med", signature.method],
        ],
    }  # fmt: skip
