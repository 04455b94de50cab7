"""What those who apply, those who judge and those who recruit are told, and when."""

from datetime import date
from typing import Any

from django.urls import reverse

from kollega.core import clock, swedish
from kollega.outbox import actions as outbox
from kollega.people.queries import with_substitutes
from kollega.recruiting import queries as recruiting


def _tell_applicant(application: Any, event: str, subject: str, text: str) -> None:
    url = reverse("applications:application", args=[application.pk])
    outbox.tell([application.applicant], about=application, event=f"application.{event}", subject=subject, text=text,
                url=url)  # fmt: skip


def _tell_recruiters(application: Any, event: str, subject: str, text: str, today: date) -> None:
    url = reverse("applications:received", args=[application.pk])
    outbox.tell(_recruiters(application.recruitment, today), about=application, event=f"application.{event}",
                subject=subject, text=text, url=url)  # fmt: skip


def _recruiters(recruitment: Any, today: date) -> list:
    own = with_substitutes({recruitment.contact_id}, recruitment.employer, today)
    return [*own, *recruiting.contacts(recruitment.employer, today)]


def received(application: Any) -> None:
    """Give the applicant their receipt."""
    job = application.recruitment
    _tell_applicant(
        application, "received", f"Din ansökan är mottagen: {job.title}",
        f"{job.employer} har tagit emot din ansökan, nummer {application.number}. Här ser du hur det går.",
    )  # fmt: skip


def remember_draft(application: Any) -> None:
    job = application.recruitment
    _tell_applicant(
        application, "remembered", f"Din ansökan är inte skickad: {job.title}",
        f"Sista dagen att söka är {swedish.day(job.apply_by)}. Det du har skrivit är sparat.",
    )  # fmt: skip


def invited(application: Any, today: date) -> None:
    job = application.recruitment
    _tell_applicant(
        application, f"invited.{today}", f"Välj en tid för intervju: {job.title}",
        f"{job.employer} vill träffa dig. Välj den tid som passar bäst, den som väljer först får tiden.",
    )  # fmt: skip


def time_chosen(application: Any, slot: Any) -> None:
    when, today = swedish.day(slot.starts_at.astimezone(clock.STOCKHOLM).date()), clock.today()
    hour = slot.starts_at.astimezone(clock.STOCKHOLM).strftime("%H.%M")
    _tell_applicant(
        application, f"time.{slot.pk}", f"Din intervju: {when} klockan {hour}",
        f"{application.recruitment.title}. {slot.place}. Lägg in tiden i din kalender från sidan.",
    )  # fmt: skip
    _tell_recruiters(
        application, f"chose.{slot.pk}", f"Intervju {when} klockan {hour}",
        f"Sökande {application.number} till {application.recruitment.title} har valt tid.", today,
    )  # fmt: skip


def offered(application: Any, today: date) -> None:
    job = application.recruitment
    _tell_applicant(
        application, f"offered.{today}.{application.offer_until}", f"Du erbjuds jobbet: {job.title}",
        f"{job.employer} vill anställa dig. Svara senast {swedish.day(application.offer_until)}.",
    )  # fmt: skip


def accepted(application: Any, today: date) -> None:
    _tell_recruiters(
        application, "accepted", f"Sökande {application.number} tackar ja",
        f"{application.recruitment.title}. Skriv beslutet och lämna besked till de andra.", today,
    )  # fmt: skip


def declined(application: Any, today: date) -> None:
    _tell_recruiters(
        application, "declined", f"Sökande {application.number} tackar nej",
        f"{application.recruitment.title}. Erbjud jobbet till nästa.", today,
    )  # fmt: skip


def withdrawn(application: Any, today: date) -> None:
    _tell_applicant(
        application, "withdrawn", f"Du har dragit tillbaka din ansökan: {application.recruitment.title}",
        "Ingen läser den mer. Du kan söka igen så länge annonsen är öppen.",
    )  # fmt: skip
    _tell_recruiters(
        application, "withdrew", f"Sökande {application.number} har dragit sig ur", application.recruitment.title, today
    )


def hired(application: Any) -> None:
    job = application.recruitment
    _tell_applicant(
        application, "hired", f"Du är anställd: {job.title}",
        f"{job.employer} har beslutat att anställa dig. De hör av sig om avtal och första dagen.",
    )  # fmt: skip


def not_chosen(application: Any, letter: Any) -> None:
    """Tell someone that they did not get the job, in the words of the letter."""
    _tell_applicant(
        application, f"letter.{letter.pk}", f"Besked om din ansökan: {application.recruitment.title}", letter.text
    )


def asked_to_judge(assessor: Any) -> None:
    job = assessor.recruitment
    outbox.tell(
        [assessor.person], about=assessor, event="assessor.asked", subject=f"Bedöm ansökningar: {job.title}",
        text="Du är utsedd att läsa och bedöma dem. Det du läser stannar hos dig.",
        url=reverse("applications:round", args=[job.pk]),
    )  # fmt: skip


def came_in(recruitment: Any, number: int, today: date) -> None:
    """Tell those who recruit, once a day, how many applications came in the day before."""
    came = "En ny ansökan" if number == 1 else f"{swedish.number(number)} nya ansökningar"
    outbox.tell(
        _recruiters(recruitment, today), about=recruitment, event=f"application.came_in.{today}",
        subject=f"{came}: {recruitment.title}", text="De kom in i går.",
        url=reverse("applications:round", args=[recruitment.pk]),
    )  # fmt: skip


def shown(showing: Any) -> None:
    """Tell the reader, without naming the applicant in a mail."""
    job = showing.application.recruitment
    outbox.tell(
        [showing.person], about=showing.application, event=f"application.shown.{showing.pk}",
        subject=f"En ansökan visas för dig: {job.title}",
        text=f"{showing.shown_by} på {job.employer} låter dig läsa en ansökan. {showing.reason}",
        url=reverse("applications:shown", args=[showing.pk]),
    )  # fmt: skip
