"""What the parties of an agreement are told, and when."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.lending import queries
from kollega.lending.terms import Party
from kollega.outbox import actions as outbox


def _tell(people: list, agreement: Any, event: str, subject: str, text: str) -> None:
    version = agreement.version.number
    url = reverse("lending:agreement", args=[agreement.pk])
    outbox.tell(people, about=agreement, event=f"{event}.{version}", subject=subject, text=text, url=url)


def _everyone(agreement: Any, today: date) -> list:
    return [
        agreement.employment.person,
        agreement.leader,
        *queries.managers(agreement, today),
        *queries.contacts(agreement.lender, today),
        *queries.contacts(agreement.receiver, today),
    ]


def proposed(agreement: Any, today: date) -> None:
    _tell(
        queries.contacts(agreement.lender, today), agreement, "agreement.proposed",
        f"Skriv villkoren för lånet av {agreement.person} till {agreement.receiver}",
        f"{agreement.receiver} vill låna {agreement.person}. Skriv villkoren och skicka dem till mottagaren.",
    )  # fmt: skip


def offered(agreement: Any, today: date) -> None:
    _tell(
        queries.contacts(agreement.receiver, today),
        agreement,
        "agreement.offered",
        f"Ta ställning till villkoren för {agreement.person}",
        f"{agreement.lender} har skickat villkoren för lånet av {agreement.person}. "
        "Läs och godkänn, eller skicka tillbaka.",
    )


def sent_back(agreement: Any, reason: str, today: date) -> None:
    _tell(
        queries.contacts(agreement.lender, today),
        agreement,
        "agreement.sent_back",
        f"{agreement.receiver} vill ändra villkoren för {agreement.person}",
        f"{agreement.receiver} skrev: {reason}",
    )


def to_be_signed(agreement: Any, today: date) -> None:
    for _party, people in queries.signers_left(agreement, today):
        _tell(
            people, agreement, "agreement.to_be_signed", f"Skriv under avtalet om {agreement.person}",
            f"Villkoren är klara för lånet från {agreement.lender} till {agreement.receiver}. Läs och skriv under.",
        )  # fmt: skip


def reopened(agreement: Any, reason: str, today: date) -> None:
    _tell(
        _everyone(agreement, today), agreement, "agreement.reopened", f"Villkoren för {agreement.person} ändras igen",
        f"Ingen behöver skriva under just nu. Skäl: {reason}",
    )  # fmt: skip


def ended(agreement: Any, event: str, reason: str, today: date) -> None:
    _tell(
        _everyone(agreement, today), agreement, f"agreement.{event}",
        f"Lånet av {agreement.person} till {agreement.receiver} blir inte av", f"Skäl: {reason}",
    )  # fmt: skip


def signed(agreement: Any, today: date) -> None:
    people = [
        *_everyone(agreement, today),
        *queries.finance(agreement.lender, today),
        *queries.finance(agreement.receiver, today),
    ]
    people += [p for party in (Party.LENDER, Party.RECEIVER) for p in queries.heads_at(agreement, party, today)]
    _tell(
        people, agreement, "agreement.signed", f"Avtalet om {agreement.person} är underskrivet",
        f"Alla tre har skrivit under. Lånet till {agreement.receiver} börjar {agreement.first_day:%Y-%m-%d} "
        f"och slutar {agreement.last_day:%Y-%m-%d}.",
    )  # fmt: skip


def begun(agreement: Any, today: date) -> None:
    people = [*_everyone(agreement, today), *queries.finance(agreement.lender, today)]
    _tell(
        people, agreement, "agreement.begun", f"{agreement.person} börjar hos {agreement.receiver} i dag",
        f"Lånet pågår till {agreement.last_day:%Y-%m-%d}. Anställningen är kvar hos {agreement.lender}.",
    )  # fmt: skip


def return_planned(agreement: Any, today: date) -> None:
    people = [
        agreement.employment.person,
        *queries.managers(agreement, today),
        *queries.contacts(agreement.lender, today),
    ]
    _tell(
        people,
        agreement,
        "agreement.return_planned",
        f"{agreement.person} är snart tillbaka",
        f"Sista dagen hos {agreement.receiver} är {agreement.last_day:%Y-%m-%d}. "
        "Boka ett samtal om plats och uppgifter.",
    )


def returned(agreement: Any, today: date) -> None:
    _tell(
        _everyone(agreement, today),
        agreement,
        "agreement.returned",
        f"{agreement.person} är tillbaka hos {agreement.lender}",
        "Lånet är avslutat. Den sista fakturan kommer när månaden är slut.",
    )
