"""What is told when something crosses between networks."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.federation import queries
from kollega.outbox import actions as outbox
from kollega.people.queries import holders, with_substitutes
from kollega.people.terms import DutyKind


def _tell(people: list, handover: Any, event: str, subject: str, text: str) -> None:
    url = reverse("federation:handover", args=[handover.pk])
    outbox.tell(people, about=handover, event=f"handover.{event}", subject=subject, text=text, url=url)


def asked(handover: Any) -> None:
    employment, call = handover.employment, handover.call
    managers = with_substitutes({employment.manager_id}, employment.employer, handover.made_at.date())
    _tell(
        managers, handover, "asked", f"Ta ställning till {employment.person} och {call.title}",
        f"{employment.person} vill arbeta hos {call.employer_name} i {call.subscription}. Säg ja eller inte nu.",
    )  # fmt: skip


def supported(handover: Any) -> None:
    _tell(
        [handover.employment.person], handover, "supported", f"Din chef säger ja: {handover.call.title}",
        f"Anmälan lämnas nu över till {handover.call.subscription}.",
    )  # fmt: skip


def declined(handover: Any, reason: str) -> None:
    _tell(
        [handover.employment.person], handover, "declined", f"Din chef säger inte nu: {handover.call.title}",
        f"Skälet är: {reason}",
    )  # fmt: skip


def handed_over(handover: Any, today: date) -> None:
    person, call = handover.employment.person, handover.call
    contacts = holders(DutyKind.CONTACT, handover.employment.employer, today)
    _tell(
        [person, *contacts], handover, "handed_over", f"Överlämnad: {call.title}",
        f"{call.employer_name} har fått {person}s anmälan och hör av sig.",
    )  # fmt: skip


def refused(handover: Any) -> None:
    _tell(
        [handover.employment.person, handover.supported_by], handover, "refused",
        f"Gick inte att lämna över: {handover.call.title}",
        f"Det andra nätverket svarade inte. Be HR ringa {handover.call.employer_name}.",
    )  # fmt: skip


def received(answer: Any, today: date) -> None:
    listing = answer.listing
    outbox.tell(
        holders(DutyKind.CONTACT, listing.employer, today), about=answer, event="answer.received",
        subject=f"Svar från {answer.link}: {listing.title}",
        text=f"{answer.name} på {answer.employer_name} vill. Chefen har sagt ja. Hör av dig.",
        url=reverse("federation:received", args=[answer.pk]),
    )  # fmt: skip


def broken(subscription: Any, today: date) -> None:
    outbox.tell(
        queries.coordinators(subscription.network, today), about=subscription,
        event=f"subscription.broken.{subscription.failing_since}",
        subject=f"Listan från {subscription} går inte att läsa", text=subscription.error,
        url=reverse("federation:partners", args=[subscription.network.slug]),
    )  # fmt: skip
