"""What finance is told, and when."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.core import clock
from kollega.core.swedish import day, figure, kronor
from kollega.invoicing.rules import month_name
from kollega.invoicing.terms import RunStep
from kollega.lending.queries import finance
from kollega.outbox import actions as outbox
from kollega.people.queries import with_substitutes


def _tell(people: list, basis: Any, event: str, subject: str, text: str) -> None:
    url = reverse("invoicing:basis", args=[basis.pk])
    outbox.tell(people, about=basis, event=event, subject=subject, text=text, url=url)


def proposed(basis: Any, today: date) -> None:
    agreement = basis.agreement
    _tell(
        finance(agreement.lender, today), basis, "basis.proposed", f"Granska fakturan för {month_name(basis.month)}",
        f"{agreement.person} arbetade hos {agreement.receiver}. Kontrollera dagar och belopp.",
    )  # fmt: skip


def not_delivered(delivery: Any, today: date) -> None:
    invoice = delivery.invoice
    _tell(
        finance(invoice.seller, today), invoice.basis, f"invoice.not_delivered.{clock.now()}",
        f"Faktura {invoice.number} gick inte att lämna",
        f"{delivery.note} Rätta det som är fel, och välj sedan Försök igen.",
    )  # fmt: skip


def run_finished(run: Any, today: date) -> None:
    """Tell finance that the month is proposed; what someone took many of is told to that person alone."""
    url = reverse("invoicing:month", args=[run.employer_id, run.month.year, run.month.month])
    if run.step == RunStep.PROPOSE:
        people, text = finance(run.employer, today), f"{run.words} är genomgångna. Granska underlagen på månadens sida."
    else:
        people, text = [run.by], f"{run.outcome} Läs mer på månadens sida."
    outbox.tell(
        people, about=run, event="run.finished", url=url,
        subject=f"{month_name(run.month).capitalize()} är körd", text=text,
    )  # fmt: skip


def dropped(basis: Any, today: date) -> None:
    agreement = basis.agreement
    _tell(
        finance(agreement.lender, today), basis, "basis.dropped",
        f"Inget att fakturera för {month_name(basis.month)}",
        f"{agreement.person} har inga dagar hos {agreement.receiver} den månaden längre. Underlaget utgår.",
    )  # fmt: skip


def _tell_of_hours(people: list, agreement: Any, event: str, subject: str, text: str) -> None:
    url = reverse("invoicing:hours", args=[agreement.pk])
    outbox.tell(people, about=agreement, event=event, subject=subject, text=text, url=url)


def hours_due(agreement: Any, last: date) -> None:
    _tell_of_hours(
        [agreement.employment.person], agreement, f"hours.due.{last}", f"Skriv din tidrapport hos {agreement.receiver}",
        f"Veckan till och med {day(last)} är slut. Skriv hur många timmar du har arbetat.",
    )  # fmt: skip


def hours_reported(hours: Any, today: date) -> None:
    agreement, person = hours.agreement, hours.agreement.employment.person
    count = figure(hours.hours)
    if hours.attested_by_id:
        _tell_of_hours(
            [person], agreement, f"hours.written.{hours.pk}", f"{hours.attested_by} skrev din tidrapport, {hours}",
            f"Det blev {count} timmar. Stämmer det inte, hör av dig till {hours.attested_by}.",
        )  # fmt: skip
        return
    _tell_of_hours(
        with_substitutes({agreement.leader_id}, agreement.receiver, today), agreement,
        f"hours.reported.{hours.pk}.{clock.now()}", f"Attestera tidrapporten för {person}, {hours}",
        f"{person} har skrivit {count} timmar.",
    )  # fmt: skip


def hours_returned(hours: Any, reason: str, today: date) -> None:
    _tell_of_hours(
        [hours.agreement.employment.person], hours.agreement, f"hours.returned.{hours.pk}.{clock.now()}",
        f"Ändra din tidrapport, {hours}", f"Den som leder arbetet skrev: {reason.strip()}",
    )  # fmt: skip


def month_sum(manager: Any, bases: list, month: date) -> None:
    total = sum((basis.net for basis in bases), start=0)
    rows = "\n".join(
        f"{b.agreement.person} hos {b.agreement.receiver}: {kronor(b.net, ore=True)}"
        for b in sorted(bases, key=lambda b: str(b.agreement.person))
    )
    outbox.tell(
        [manager], about=manager, event=f"month.sum.{month:%Y-%m}",
        subject=f"Fakturerat för utlånade medarbetare i {month_name(month)}: {kronor(total, ore=True)}",
        text=f"{rows}\n\nBeloppen är utan moms.", url=reverse("lending:team"),
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
        f"{basis.get_kind_display()} {invoice.number} från {agreement.lender} för {month_name(basis.month)}",
        f"Den gäller {agreement.person} och krediterar faktura {basis.of.invoice.number}." if basis.is_credit
        else f"Den gäller {agreement.person} och ska betalas senast {day(invoice.due_on)}.",
    )  # fmt: skip


def disputed(basis: Any, today: date) -> None:
    agreement = basis.agreement
    _tell(
        finance(agreement.lender, today), basis, f"basis.disputed.{clock.now()}",
        f"{agreement.receiver} bestrider faktura {basis.invoice.number}",
        f"{basis.note} Rätta fakturan, eller svara varför den står fast.",
    )  # fmt: skip


def dispute_dropped(basis: Any, today: date) -> None:
    agreement = basis.agreement
    _tell(
        finance(agreement.lender, today), basis, f"basis.dispute_dropped.{clock.now()}",
        f"{agreement.receiver} bestrider inte längre faktura {basis.invoice.number}",
        f"Den gäller {agreement.person}, {month_name(basis.month)}.",
    )  # fmt: skip


def upheld(basis: Any, reason: str, today: date) -> None:
    agreement = basis.agreement
    _tell(
        finance(agreement.receiver, today), basis, f"basis.upheld.{clock.now()}",
        f"{agreement.lender} håller fast vid faktura {basis.invoice.number}",
        f"{reason.strip()} Den ska betalas senast {day(basis.invoice.due_on)}.",
    )  # fmt: skip


def late(basis: Any, number: int, today: date) -> None:
    agreement, invoice = basis.agreement, basis.invoice
    _tell(
        finance(agreement.receiver, today), basis, f"basis.late.{number}",
        f"Faktura {invoice.number} från {agreement.lender} är inte betald",
        f"Den skulle ha betalats {day(invoice.due_on)}. Är något fel, bestrid den och skriv vad.",
    )  # fmt: skip
