"""What those who recruit and their HR contacts are told, and when."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.outbox import actions as outbox
from kollega.recruiting import queries


def _tell(people: list, recruitment: Any, event: str, subject: str, text: str) -> None:
    url = reverse("recruiting:recruitment", args=[recruitment.pk])
    outbox.tell(people, about=recruitment, event=f"recruitment.{event}", subject=subject, text=text, url=url)


def _both(recruitment: Any, today: date) -> list:
    return [recruitment.contact, *queries.contacts(recruitment.employer, today)]


def submitted(recruitment: Any, today: date) -> None:
    _tell(
        queries.contacts(recruitment.employer, today), recruitment, f"submitted.{today}",
        f"Granska annonsen {recruitment.title}",
        f"{recruitment.contact} vill annonsera ett jobb. Läs igenom och godkänn, eller skicka tillbaka.",
    )  # fmt: skip


def approved(recruitment: Any, today: date) -> None:
    _tell(
        [recruitment.contact], recruitment, f"approved.{today}", f"HR har godkänt annonsen {recruitment.title}",
        "HR-kontakten publicerar den nu eller den dag ni har valt.",
    )  # fmt: skip


def sent_back(recruitment: Any, reason: str, today: date) -> None:
    _tell(
        [recruitment.contact], recruitment, f"sent_back.{today}", f"Ändra i annonsen {recruitment.title}",
        f"HR skrev: {reason}",
    )  # fmt: skip


def published(recruitment: Any, today: date) -> None:
    ends = f" Sista dag att söka är {recruitment.apply_by:%Y-%m-%d}." if recruitment.apply_by else ""
    _tell(
        _both(recruitment, today), recruitment, f"published.{today}", f"Annonsen {recruitment.title} är publicerad",
        f"Den finns på den gemensamma listan.{ends}",
    )  # fmt: skip


def closed(recruitment: Any, today: date) -> None:
    _tell(
        _both(recruitment, today), recruitment, f"closed.{today}", f"Annonsen {recruitment.title} har stängt",
        "När ni är klara, skriv hur det gick. Beslutet anslås därifrån.",
    )  # fmt: skip


def withdrawn(recruitment: Any, reason: str, today: date) -> None:
    _tell(
        _both(recruitment, today), recruitment, "withdrawn", f"Annonsen {recruitment.title} är tillbakadragen",
        f"Skälet är: {reason}",
    )  # fmt: skip
