"""Terms that go back and forth: what the receiver may ask to have otherwise, and what differs between two versions."""

from typing import Any

from django.utils.translation import gettext

from kollega.lending.rules.agreements import why_not_last

LABELS = {
    "starts_on": "Första dag", "ends_on": "Sista dag", "share": "Omfattning", "tasks": "Arbetsuppgifter",
    "workplace": "Arbetsplats", "cost_model": "Kostnaden räknas efter", "monthly_salary": "Månadslön",
    "contribution_percent": "Arbetsgivaravgifter", "overhead_percent": "Administration",
    "follows_rates": "Procentsatserna följer utlånarens", "monthly_amount": "Fast belopp för en hel månad",
    "hourly_amount": "Timpris", "monthly_hours": "Timmar i en hel månad, uppskattat", "travel": "Resor",
    "equipment": "Utrustning", "secrecy": "Sekretess", "buyer_reference": "Mottagarens referens",
    "order_reference": "Mottagarens ordernummer", "union_informed_on": "Facket informerat",
    "is_insurance_checked": "Försäkringarna kontrollerade", "early_end_days": "Tid före slut i förtid",
}  # fmt: skip
"""What each of the terms is called, in the order of the agreement."""
FACTS = (
    "cost_model", "monthly_salary", "contribution_percent", "follows_rates", "union_informed_on",
    "is_insurance_checked",
)  # fmt: skip
"""What the lender knows and the receiver cannot bargain about: the salary is the one the colleague has."""
COUNTERABLE = tuple(name for name in LABELS if name not in FACTS)


def differing(before: Any, after: Any, names: Any = LABELS) -> list[str]:
    """Return the names of the terms that differ between two versions, in the order of the agreement."""
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def why_not_counter(agreement: Any, version: Any, wanted: dict[str, Any]) -> str | None:
    """Return why the receiver cannot ask for these terms instead, or None if it can.

    :param wanted: the terms by their names; what is not there stays as it is.
    """
    if not any(wanted[name] != getattr(version, name) for name in COUNTERABLE if name in wanted):
        return gettext("Ändra minst ett villkor, eller godkänn villkoren som de är.")
    starts, ends, share = (wanted.get(name, getattr(version, name)) for name in ("starts_on", "ends_on", "share"))
    if ends < starts:
        return gettext("Lånet kan inte sluta innan det börjar.")
    return why_not_last(agreement.legal_form, starts_on=starts, ends_on=ends, share=share)


def why_not_read(version: Any, read: int | None) -> str | None:
    """Return why the answer is not taken: the terms are others than those the person read; None if they are the same.

    :param read: the number of the version on the page that the person answered from, or None where nobody read a page.
    """
    if read in {None, version.number}:
        return None
    return gettext("Villkoren har ändrats sedan du läste dem. Läs igenom och svara på nytt.")
