"""The agreement as a paper: what is frozen and signed, the copy that says who signed it, and its translation."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kollega.core import clock
from kollega.core.paper import paper
from kollega.core.periods import months_between
from kollega.lending.files.tongues import ENGLISH, SWEDISH, Tongue
from kollega.lending.rules import month_cost
from kollega.lending.terms import CostModel, LegalForm

TEMPLATE = "lending/papers/agreement.typ"


def agreement_paper(
    agreement: Any, version: Any, *, clauses: Sequence[tuple[str, str]], on: date, signed: Iterable[Any] = (),
    digest: str = "", attachments: Iterable[tuple[str, str]] = (), tongue: Tongue = SWEDISH,
) -> bytes:  # fmt: skip
    """Return the agreement as PDF, the same bytes for the same version.

    :param clauses: heading and text of each, as they stood when the terms were frozen.
    :param on: the day they were frozen.
    :param attachments: name and SHA-256 of each file that belongs to the terms.
    :param signed: the signatures, for the copy that shows them; `digest` is then of the paper without them.
    """
    lender, receiver, say = agreement.lender, agreement.receiver, tongue.say
    rows, total = _costs(version, tongue)
    said = {
        "title": say["title"].format(agreement.person), "author": str(lender), "lang": tongue.code,
        "on": [on.year, on.month, on.day], "foot": say["foot"].format(agreement.number, version.number),
        "form": tongue.forms[agreement.legal_form], "words": dict(say), "tasks": version.tasks,
        "parties": [
            [say["agreement"], say["version"].format(agreement.number, version.number)],
            [say["lender"], _employer(lender)], [say["receiver"], _employer(receiver)],
            [say["employee"], f"{agreement.person}, {agreement.employment.title}"],
            [say["leader"], str(agreement.leader)], [say["assignment"], agreement.title],
        ],
        "terms": _terms(agreement, version, tongue), "costs": rows, "sum": total,
        "clauses": [list(clause) for clause in clauses], "attachments": [list(row) for row in attachments],
        "signatures": [_signature(signature, tongue) for signature in signed], "digest": digest,
    }  # fmt: skip
    return paper(TEMPLATE, said)


def english_copy(agreement: Any, version: Any, **about: Any) -> bytes:
    """Return the agreement in English, for reading: what is signed is the paper in Swedish, whose digest it names.

    :param about: as to `agreement_paper`, with the clauses in English.
    """
    return agreement_paper(agreement, version, tongue=ENGLISH, **about)


def _employer(employer: Any) -> str:
    return f"{employer}, {employer.org_number}" if employer.org_number else str(employer)


def _terms(agreement: Any, version: Any, tongue: Tongue) -> list[list[str]]:
    say, write = tongue.say, tongue.write
    insured = say["insured"] if version.is_insurance_checked else say["uninsured"]
    return [
        [say["time"], write.period(version.starts_on, version.ends_on)],
        [say["earliest"], say["earliest_said"].format(agreement.lender.notice_months)],
        [say["share"], say["share_said"].format(version.share)], [say["workplace"], version.workplace],
        *_price(version, tongue),
        [say["travel"], version.travel], [say["equipment"], version.equipment], [say["secrecy"], version.secrecy],
        [say["reference"], version.buyer_reference], [say["order"], version.order_reference],
        [say["union"], write.day(version.union_informed_on) if version.union_informed_on else ""],
        [say["early_end"], say["early_end_said"].format(version.early_end_notice)],
        [say["assessment"], version.assessment],
        [say["insurance"], insured if agreement.legal_form == LegalForm.MUNICIPAL else ""],
    ]  # fmt: skip


def _price(version: Any, tongue: Tongue) -> list[list[str]]:
    """What the receiver pays by, as the chosen model of cost asks for it."""
    say, write = tongue.say, tongue.write
    if version.cost_model == CostModel.FIXED:
        return [[say["fixed"], write.kronor(version.monthly_amount)]]
    if version.cost_model == CostModel.HOURLY:
        hours = write.figure(version.monthly_hours)
        return [[say["hourly"], write.kronor(version.hourly_amount)], [say["hours"], say["hours_said"].format(hours)]]
    return [
        [say["salary"], write.kronor(version.monthly_salary)],
        [say["contributions"], write.percent(version.contribution_percent)],
        [say["overhead"], write.percent(version.overhead_percent)],
        [say["changes"], say["follows"] if version.follows_rates else ""],
    ]


def _costs(version: Any, tongue: Tongue) -> tuple[list[list[str]], str]:
    first, last, write = version.starts_on, version.ends_on, tongue.write
    costs = [(month, month_cost(version, first=first, last=last, month=month)) for month in months_between(first, last)]
    rows = [
        [f"{write.MONTHS[month.month - 1]} {month.year}", write.kronor(cost.total, ore=True, unit=False)]
        for month, cost in costs
    ]
    total = sum((cost.total for _, cost in costs), start=costs[0][1].total * 0)
    return rows, write.kronor(total, ore=True, unit=False)


def _signature(signature: Any, tongue: Tongue) -> dict[str, Any]:
    at, say = signature.at.astimezone(clock.STOCKHOLM), tongue.say
    return {
        "party": tongue.parties[signature.party],
        "facts": [
            [say["name"], str(signature.person)],
            [say["at"], say["at_said"].format(tongue.write.day(at), f"{at:%H.%M}")],
            [say["proof"], signature.method],
        ],
    }
