"""What those who recruit do with the applications that have come in."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kollega.applications import notices, queries
from kollega.applications.actions.applying import discard
from kollega.applications.models import Application, LateEntry, Letter, Slot
from kollega.applications.rules import APPLICATION, why_not_offer
from kollega.applications.terms import State
from kollega.core import clock, meetings
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.people.rules import Actor
from kollega.recruiting import terms as recruiting
from kollega.recruiting.rules import only_contact, only_recruiter

PLAIN = ("screen", "shortlist", "hold", "take_up_again", "hire")
"""Steps that need nothing but the press."""


@transaction.atomic
def move(application: Application, *, step: str, by: Actor) -> None:
    """Take one of the steps that need nothing more.

    :raises Refused: for anyone but those who recruit, or when the applicant has been told that it is over.
    """
    application = queries.whole(application)
    if application.letter_back_id:
        raise Refused("Den sökande har fått besked. Ring och kom överens innan ni gör något nytt.")
    if step not in PLAIN:
        raise ValueError(step)
    _take(step, application, by=by)
    if step == "hire":
        notices.hired(application)


@transaction.atomic
def invite(application: Application, *, by: Actor, today: date) -> None:
    """Ask the applicant to choose a time for an interview.

    :raises Refused: when no time is free to choose, or for anyone but those who recruit.
    """
    application = queries.whole(application)
    if not queries.free_slots(application):
        raise Refused("Lägg till tider för intervju först. Det finns ingen ledig tid att välja.")
    _take("invite", application, by=by)
    notices.invited(application, today)


@transaction.atomic
def offer(application: Application, *, text: str, until: date, by: Actor, today: date) -> None:
    """Offer the job, to be answered by a day; a new offer takes the place of the one before it.

    :raises Refused: without a locked judgement, with a day that has passed, or for anyone but those who recruit.
    """
    application = queries.whole(application)
    if refusal := why_not_offer(application.assessments.all(), until, today=today):
        raise Refused(refusal)
    application.offer, application.offer_until = text.strip(), until
    _take("offer", application, by=by, along=["offer", "offer_until"], until=str(until))
    notices.offered(application, today)


@transaction.atomic
def pass_over(application: Application, *, reason: str, by: Actor) -> None:
    """Decide that someone does not go on, with the reason; they are told by the letter, all at the same time.

    :raises Refused: without a reason, or for anyone but those who recruit.
    """
    application = queries.whole(application)
    _take("pass_over", application, by=by, reason=reason)
    Slot.objects.filter(taken_by=application).update(taken_by=None)


@transaction.atomic
def add_times(recruitment: Any, *, starts: Sequence[datetime], minutes: int, place: str, by: Actor) -> int:
    """Add times when applicants can be met; one that exists already is not added again. Returns how many were new.

    :raises Refused: for anyone but those who recruit, or for a time that has passed.
    """
    recruitment = queries.vacancy_held(recruitment.pk)
    if refusal := only_recruiter(by, recruitment):
        raise Refused(refusal)
    return meetings.offer(recruitment.slots, starts=starts, minutes=minutes, place=place)


@transaction.atomic
def remove_time(slot: Slot, *, by: Actor) -> None:
    """Take away a time that nobody has chosen; twice takes it away once.

    :raises Refused: for anyone but those who recruit, or when someone has chosen it.
    """
    recruitment = queries.vacancy_held(slot.recruitment_id)
    if refusal := only_recruiter(by, recruitment):
        raise Refused(refusal)
    this = Slot.objects.filter(pk=slot.pk)
    meetings.take_away(this, otherwise="Någon har valt den tiden. Kom överens med den sökande först.")


@transaction.atomic
def let_in_late(recruitment: Any, *, email: str, reason: str, by: Actor) -> LateEntry:
    """Let the person with the address apply after the last day; the application is marked as late.

    :raises Refused: unless the HR contact does it, for an announced vacancy that is not decided.
    """
    recruitment = queries.vacancy_held(recruitment.pk)
    if refusal := only_contact(by, recruitment):
        raise Refused(refusal)
    if recruitment.state not in {recruiting.State.PUBLISHED, recruiting.State.CLOSED}:
        raise Refused("Rekryteringen är avslutad. Det går inte att släppa in fler.")
    made, is_new = LateEntry.objects.get_or_create(
        recruitment=recruitment, email=email.strip().lower(),
        defaults={"reason": reason.strip(), "made_by": by.person, "made_at": clock.now()},
    )  # fmt: skip
    if is_new:
        Entry.write("application.let_in_late", made, by=by.person, owner=recruitment.employer, reason=reason)
    return made


@transaction.atomic
def send_letter(recruitment: Any, *, text: str, by: Actor, today: date) -> int:
    """Tell everyone who does not get the job, all at the same time, in the same words.

    While the selection goes on, those who are passed over are told. When it has ended, everyone who is left is, and
    whoever has accepted a filled job is hired.

    :returns: how many were told.
    :raises Refused: unless the HR contact does it, or when there is nobody to tell.
    """
    recruitment = queries.vacancy_held(recruitment.pk)
    if refusal := only_contact(by, recruitment):
        raise Refused(refusal)
    told = list(
        queries.to_be_told(recruitment).select_for_update(of=("self",), no_key=True).select_related("applicant")
    )
    if not told:
        raise Refused("Det finns ingen att lämna besked till.")
    letter = Letter.objects.create(recruitment=recruitment, text=text.strip(), sent_by=by.person, sent_at=clock.now())
    for application in told:
        application.recruitment = recruitment
        if application.state != State.NOT_PROCEEDING:
            _take("let_go", application, by=by)
    if recruitment.state == recruiting.State.FILLED:
        for application in recruitment.applications.filter(state=State.ACCEPTED):
            application.recruitment = recruitment
            _take("hire", application, by=by)
            notices.hired(application)
    Slot.objects.filter(taken_by__in=told).update(taken_by=None)
    Application.objects.filter(pk__in=[a.pk for a in told]).update(letter_back=letter)
    Entry.write("letter.sent", letter, by=by.person, owner=recruitment.employer, to=str(len(told)))
    for application in told:
        notices.not_chosen(application, letter)
    return len(told)


@transaction.atomic
def let_the_day_come(today: date) -> int:
    """Remind those with a draft, tell those who recruit of what came in, and erase forgotten drafts.

    :returns: how many drafts were erased.
    """
    for application in queries.drafts_to_remind(today):
        notices.remember_draft(application)
    for recruitment_id, number in queries.new_since_yesterday(today).items():
        notices.came_in(queries.recruitment_of(recruitment_id), number, today)
    forgotten = list(queries.forgotten_drafts(today).select_for_update(skip_locked=True, of=("self",)))
    for application in forgotten:
        discard(application, by=None)
    return len(forgotten)


def _take(name: str, application: Application, *, by: Actor, **more: Any) -> None:
    APPLICATION.take(name, obj=application, by=by, owner=application.recruitment.employer, **more)
