"""What the parties of an agreement are told, and when."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.core import swedish
from kollega.lending import queries
from kollega.lending.terms import Party
from kollega.outbox import actions as outbox


def _tell(people: list, agreement: Any, event: str, subject: str, text: str, *, change: Any = None) -> None:
    version = change.pk if change else agreement.to_sign.number
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


def _all_and_finance(agreement: Any, today: date) -> list:
    people = _everyone(agreement, today)
    for party, employer in ((Party.LENDER, agreement.lender), (Party.RECEIVER, agreement.receiver)):
        people += [*queries.finance(employer, today), *queries.heads_at(agreement, party, today)]
    return people


def cancelled(agreement: Any, reason: str, today: date) -> None:
    _tell(
        _all_and_finance(agreement, today), agreement, "agreement.cancelled",
        f"Lånet av {agreement.person} till {agreement.receiver} är inställt", f"Det börjar inte. Skäl: {reason}",
    )  # fmt: skip


def soon_over(agreement: Any, today: date) -> None:
    people = [
        agreement.employment.person,
        *queries.contacts(agreement.lender, today),
        *queries.contacts(agreement.receiver, today),
    ]
    _tell(
        people, agreement, "agreement.soon_over", f"Lånet av {agreement.person} slutar om två månader",
        f"Sista dagen är {swedish.day(agreement.last_day)}. Ska det fortsätta är det dags att be om en förlängning nu.",
    )  # fmt: skip


def extension_asked(agreement: Any, change: Any, today: date) -> None:
    _tell(
        queries.answerers(agreement, change, today), agreement, "extension.asked",
        f"Ta ställning till en förlängning för {agreement.person}",
        f"{change.asked_by} vill att lånet till {agreement.receiver} fortsätter till {swedish.day(change.last_day)}. "
        f"Skäl: {change.reason}",
        change=change,
    )  # fmt: skip


def consent_asked(agreement: Any, change: Any, today: date) -> None:
    wish = {
        "early_end": f"lånet slutar {swedish.day(change.last_day)}",
        "conversion": f"{agreement.receiver} anställer {agreement.person} efter {swedish.day(change.last_day)}",
    }[change.kind]
    _tell(
        _everyone(agreement, today), agreement, f"{change.kind}.asked",
        f"{change.get_kind_display()}: {agreement.person}",
        f"{change.asked_by} vill att {wish}. Skäl: {change.reason}",
        change=change,
    )  # fmt: skip


def extended(agreement: Any, change: Any, today: date) -> None:
    _tell(
        _all_and_finance(agreement, today), agreement, "extension.signed",
        f"Lånet av {agreement.person} är förlängt",
        f"Alla tre har skrivit under. Lånet till {agreement.receiver} fortsätter "
        f"till {swedish.day(agreement.last_day)}.",
        change=change,
    )  # fmt: skip


def shortened(agreement: Any, change: Any, today: date) -> None:
    after = {
        "early_end": f"Sedan är {agreement.person} tillbaka hos {agreement.lender}.",
        "conversion": f"Sedan är {agreement.person} anställd hos {agreement.receiver}.",
    }[change.kind]
    _tell(
        _all_and_finance(agreement, today), agreement, f"{change.kind}.settled",
        f"Ny sista dag för lånet av {agreement.person}",
        f"Lånet till {agreement.receiver} slutar {swedish.day(agreement.last_day)}. {after}",
        change=change,
    )  # fmt: skip


def change_fell(agreement: Any, change: Any, reason: str, today: date) -> None:
    _tell(
        [*_everyone(agreement, today), change.asked_by], agreement, f"{change.kind}.fell",
        f"Lånet av {agreement.person} fortsätter som förut",
        f"{change.get_kind_display()} blev inte av. Skäl: {reason}",
        change=change,
    )  # fmt: skip


def converted(agreement: Any, today: date) -> None:
    people = [
        *queries.managers(agreement, today),
        *queries.contacts(agreement.lender, today),
        *queries.heads_at(agreement, Party.LENDER, today),
        *queries.finance(agreement.lender, today),
    ]
    _tell(
        people, agreement, "agreement.converted", f"{agreement.person} är nu anställd hos {agreement.receiver}",
        "Lånet är slut. Den sista fakturan kommer när månaden är slut.",
    )  # fmt: skip


def settled(agreement: Any, today: date) -> None:
    _tell(
        queries.finance(agreement.receiver, today), agreement, "agreement.settled",
        f"Lånet av {agreement.person} är slutreglerat", f"{agreement.lender} har fakturerat allt för lånet.",
    )  # fmt: skip


def salary_revised(agreement: Any, revision: Any, today: date) -> None:
    people = [*queries.finance(agreement.receiver, today), *queries.contacts(agreement.receiver, today)]
    _tell(
        people, agreement, f"agreement.salary_revised.{revision.pk}", f"Ny lön i lånet av {agreement.person}",
        f"{agreement.lender} har fört in en ny lön från {swedish.day(revision.from_on)}: "
        f"{swedish.kronor(revision.monthly_salary)}. Skäl: {revision.reason} Månader som redan är fakturerade rättas "
        "på en rad i nästa faktura.",
    )  # fmt: skip
