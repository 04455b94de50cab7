"""What finance is told, and when."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.invoicing.rules import month_name
from kollega.lending.queries import finance
from kollega.outbox import actions as outbox


def _tell(people: list, basis: Any, event: str, subject: str, text: str) -> None:
    url = reverse("invoicing:basis", args=[basis.pk])
    outbox.tell(people, about=basis, event=event, subject=subject, text=text, url=url)


def proposed(basis: Any, today: date) -> None:
    agreement = basis.agreement
    _tell(
        finance(agreement.lender, today), basis, "basis.proposed", f"Granska fakturan för {month_name(basis.month)}",
        f"{agreement.person} arbetade hos {agreement.receiver}. Kontrollera dagar och belopp.",
    )  # fmt: skip


def checked(basis: Any, today: date) -> None:
    others = [p for p in finance(basis.agreement.lender, today) if p.pk != basis.checked_by_id]
    _tell(
        others, basis, f"basis.checked.{today}", f"Godkänn fakturan för {month_name(basis.month)}",
        f"{basis.checked_by} har kontrollerat underlaget för {basis.agreement.person}.",
    )  # fmt: skip


def exported(basis: Any, invoice: Any, today: date) -> None:
    agreement = basis.agreement
    _tell(
        finance(agreement.receiver, today), basis, "basis.exported",
        f"Faktura {invoice.number} från {agreement.lender} för {month_name(basis.month)}",
        f"Den gäller {agreement.person} och ska betalas senast {invoice.due_on:%Y-%m-%d}.",
    )  # fmt: skip
