"""What the parties of an agreement are told, and when."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.core import clock, swedish
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


def countered(agreement: Any, reason: str, today: date) -> None:
    _tell(
        queries.contacts(agreement.lender, today), agreement, "agreement.countered",
        f"Motbud om {agreement.person} från {agreement.receiver}",
        f"Läs vad som skiljer, och godkänn eller skicka nya villkor. {agreement.receiver} skrev: {reason}",
    )  # fmt: skip


def counter_answered(agreement: Any, today: date) -> None:
    _tell(
        queries.contacts(agreement.receiver, today), agreement, "agreement.counter_answered",
        f"{agreement.lender} skriver nya villkor för {agreement.person}",
        "Ni får ta ställning till dem när de är klara.",
    )  # fmt: skip


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


def still_to_be_signed(agreement: Any, today: date) -> None:
    for _party, people in queries.signers_left(agreement, today):
        _tell(
            people, agreement, "agreement.still_to_be_signed", f"Avtalet om {agreement.person} väntar på dig",
            f"Det har väntat i två veckor. Läs och skriv under, eller säg till {agreement.lender} om något hindrar.",
        )  # fmt: skip


def idle(agreement: Any, today: date) -> None:
    people = [*queries.contacts(agreement.lender, today), *queries.contacts(agreement.receiver, today)]
    _tell(
        people, agreement, "agreement.idle", f"Ska lånet av {agreement.person} bli av?",
        "Inget har hänt på tre månader. Gå vidare, eller ta tillbaka det. Inget händer av sig självt.",
    )  # fmt: skip
    outbox.tell(
        queries.coordinators(agreement.network, today), about=agreement,
        event=f"agreement.idle_network.{agreement.to_sign.number}", subject="Ett lån i nätverket står stilla",
        text=f"Ett avtal mellan {agreement.lender} och {agreement.receiver} har inte rört sig på tre månader. "
        "HR-kontakterna är påminda.",
        url=reverse("lending:network", args=[agreement.network.slug]),
    )  # fmt: skip


WHEN = {"start": "starten", "return": "återkomsten"}


def ready(agreement: Any, moment: str, today: date) -> None:
    _tell(
        _everyone(agreement, today), agreement, f"agreement.{moment}_ready",
        f"Allt är klart inför {WHEN[moment]} för {agreement.person}",
        f"{agreement.lender} och {agreement.receiver} har båda sagt att deras sida är klar.",
    )  # fmt: skip


def not_ready(agreement: Any, moment: str, days: int | None, today: date) -> None:
    """Remind the sides whose part of the list is not done, once for each number of days before."""
    done = {s.party for s in agreement.sign_offs.all() if s.moment == moment}
    for party in (Party.LENDER, Party.RECEIVER):
        if party not in done and days:
            _tell(
                queries.preparing(agreement, party, today), agreement, f"agreement.{moment}_not_ready.{days}",
                f"Gör klart inför {WHEN[moment]} för {agreement.person}",
                "Gå igenom listan och säg att er sida är klar. "
                + ("Det är en dag kvar." if days == 1 else f"Det är {days} dagar kvar."),
            )  # fmt: skip


def talk_planned(agreement: Any, talk: Any, today: date) -> None:
    at = talk.at.astimezone(clock.STOCKHOLM)
    _tell(
        [agreement.employment.person, *queries.managers(agreement, today)], agreement,
        f"agreement.talk_planned.{talk.sequence}", f"Samtal om återkomsten för {agreement.person}",
        f"{swedish.day(at)} klockan {at:%H.%M}, {talk.place}. På avtalets sida finns tiden att lägga i kalendern.",
    )  # fmt: skip


def talk_tomorrow(agreement: Any, talk: Any, today: date) -> None:
    at = talk.at.astimezone(clock.STOCKHOLM)
    _tell(
        [agreement.employment.person, *queries.managers(agreement, today)], agreement,
        f"agreement.talk_tomorrow.{talk.sequence}", f"I morgon: samtal om återkomsten för {agreement.person}",
        f"Klockan {at:%H.%M}, {talk.place}.",
    )  # fmt: skip


def evaluation_asked(agreement: Any, today: date) -> None:
    people = [agreement.employment.person, agreement.employment.manager, agreement.leader]
    _tell(
        people, agreement, "agreement.evaluation_asked", f"Hur gick lånet av {agreement.person}?",
        "Svara på fyra frågor. Det tar en minut.",
    )  # fmt: skip


def waiver_asked(agreement: Any, waiver: Any, today: date) -> None:
    people = [*queries.managers(agreement, today), *queries.contacts(agreement.lender, today)]
    _tell(
        [p for p in people if p.pk != waiver.asked_by_id], agreement, "waiver.asked",
        f"Kan {agreement.person} börja tidigare hos {agreement.receiver}?",
        f"{waiver.asked_by} vill att lånet börjar {swedish.day(waiver.first_day)}, före er framförhållning. "
        f"Skäl: {waiver.reason}", change=waiver,
    )  # fmt: skip


def waived(agreement: Any, waiver: Any, today: date) -> None:
    day = swedish.day(waiver.first_day)
    begins = f"Det börjar {day}." if agreement.first_day else f"Det kan börja {day}, om alla har skrivit under."
    _tell(
        _everyone(agreement, today), agreement, "waiver.granted",
        f"Lånet av {agreement.person} får börja tidigare", f"{agreement.lender} kortar sin framförhållning. {begins}",
        change=waiver,
    )  # fmt: skip


def waiver_fell(agreement: Any, waiver: Any, reason: str, today: date) -> None:
    people = [*queries.managers(agreement, today), *queries.contacts(agreement.lender, today), waiver.asked_by]
    _tell(
        people, agreement, "waiver.fell", f"Framförhållningen för {agreement.person} är som förut",
        f"Lånet börjar inte tidigare. Skäl: {reason}", change=waiver,
    )  # fmt: skip


def salary_revised(agreement: Any, revision: Any, today: date) -> None:
    people = [*queries.finance(agreement.receiver, today), *queries.contacts(agreement.receiver, today)]
    _tell(
        people, agreement, f"agreement.salary_revised.{revision.pk}", f"Ny lön i lånet av {agreement.person}",
        f"{agreement.lender} har fört in en ny lön från {swedish.day(revision.from_on)}: "
        f"{swedish.kronor(revision.monthly_salary)}. Skäl: {revision.reason} Månader som redan är fakturerade rättas "
        "på en rad i nästa faktura.",
    )  # fmt: skip
