"""What an employer's HR contacts are told about their feeds: once for each fault, and once when it is over."""

from typing import Any

from django.urls import reverse

from kollega.core import clock
from kollega.outbox import actions as outbox
from kollega.people.queries import holders
from kollega.people.terms import DutyKind


def _tell(feed: Any, event: str, subject: str, text: str) -> None:
    people = holders(DutyKind.CONTACT, feed.employer, clock.today())
    url = reverse("vacancies:feed", args=[feed.pk])
    outbox.tell(people, about=feed, event=event, subject=subject, text=text, url=url)


def broken(feed: Any) -> None:
    _tell(
        feed, f"feed.broken.{feed.failing_since:%Y%m%d%H%M%S}",
        f"Annonskällan {feed.name} går inte att läsa",
        f"{feed.error}\n\nAnnonserna som redan finns är kvar på listan. Vi försöker igen var femtonde minut.",
    )  # fmt: skip


def works_again(feed: Any, since: Any) -> None:
    _tell(
        feed, f"feed.works.{since:%Y%m%d%H%M%S}", f"Annonskällan {feed.name} fungerar igen",
        "Annonserna är inlästa på nytt. Du behöver inte göra något.",
    )  # fmt: skip


def asks(feed: Any) -> None:
    _tell(
        feed, f"feed.asks.{feed.last_run_at:%Y%m%d%H%M%S}", "Ska annonserna verkligen tas bort?",
        f"{feed.asks} Stämmer det? Öppna källan och godkänn borttagningen. Stämmer det inte, rätta källan.",
    )  # fmt: skip
