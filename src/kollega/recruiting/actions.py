"""What can be done to an employer's own vacancies."""

import hashlib
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from kollega.assignments import actions as assignments
from kollega.assignments.queries import plan_of
from kollega.catalogue import actions as catalogue
from kollega.catalogue.terms import ListingKind, Reach
from kollega.core import clock, swedish
from kollega.core.log import Entry, hold_all
from kollega.core.workflow import Refused
from kollega.networks.actions import hold_group
from kollega.people.rules import Actor
from kollega.recruiting import files, notices, queries
from kollega.recruiting.models import Criterion, Decision, Filing, HouseRules, Question, Recruitment
from kollega.recruiting.rules import (
    RECRUITMENT,
    gap,
    is_posted,
    last_day_to_appeal,
    only_contact,
    only_recruiter,
    why_not_approve,
    why_not_decide,
    why_not_extend,
    why_not_fill,
    why_not_open,
)
from kollega.recruiting.terms import LISTED_AS, WRITABLE, FilingStatus, Form, Remote, State, Weight
from kollega.vacancies import actions as vacancies


@transaction.atomic
def draft(*, title: str, employer: Any, network: Any, by: Actor, fills: Any = None) -> Recruitment:
    """Begin a vacancy of the employer; nobody outside sees it.

    :raises Refused: for anyone who neither manages anyone nor is HR contact there.
    """
    if not (by.is_contact_at(employer.pk) or employer.pk in by.manages_at):
        raise Refused("Endast chefer och HR-kontakter kan annonsera jobb.")
    now = clock.now()
    made = Recruitment.objects.create(
        title=title, employer=employer, network=network, contact=by.person, made_at=now, saved_at=now, fills=fills
    )
    Entry.write("recruitment.drafted", made, by=by.person, owner=employer, target=State.DRAFT)
    return made


@transaction.atomic
def fill_by_call(agreement: Any, *, by: Actor, today: date) -> Any:
    """Begin an assignment for the gap that a loan leaves, with what is known filled in.

    :raises Refused: unless the lender's manager or contact does it while a signed loan has days left.
    """
    about = _gap(agreement, by=by, today=today)
    made = assignments.draft(
        by=by, employer=agreement.lender, network=agreement.network, fills=agreement,
        needs=f"Vana vid arbete som {agreement.employment.title.lower()}.", **about,
    )  # fmt: skip
    return made


@transaction.atomic
def fill_by_vacancy(agreement: Any, *, by: Actor, today: date) -> Recruitment:
    """Begin a temporary vacancy for the gap that a loan leaves, with what is known filled in.

    :raises Refused: unless the lender's manager or contact does it while a signed loan has days left.
    """
    about = _gap(agreement, by=by, today=today)
    made = draft(title=about["title"], employer=agreement.lender, network=agreement.network, by=by, fills=agreement)
    months = max(1, round((about["ends_on"] - about["starts_on"]).days / 30))
    write(
        made, by=by, lead=about["lead"], tasks=about["tasks"], share=about["share"], form=Form.SUBSTITUTE,
        months=months, starts=swedish.day(about["starts_on"]),
    )  # fmt: skip
    return made


def _gap(agreement: Any, *, by: Actor, today: date) -> dict[str, Any]:
    if reason := why_not_fill(agreement, by, today=today):
        raise Refused(reason)
    return gap(agreement, plan_of(agreement.origin), today=today)


@transaction.atomic
def write(recruitment: Recruitment, *, by: Actor, **fields: Any) -> None:
    """Keep what is written so far, whole or not; the same again changes nothing.

    :param fields: of the vacancy; `musts` and `merits` are the lines of the profile of requirements, `questions` what
        is asked of those who apply, each with text, kind, is_required and wanted.
    :raises Refused: once HR has approved it, or for anyone but the one who recruits and HR.
    """
    recruitment = _locked(recruitment)
    if refusal := only_recruiter(by, recruitment):
        raise Refused(refusal)
    if recruitment.state not in WRITABLE:
        raise Refused("Annonsen är godkänd och kan inte ändras. Be HR-kontakten skicka tillbaka den.")
    questions = fields.pop("questions", None)
    lines = {str(weight): fields.pop(name) for name, weight in LINES.items() if name in fields}
    for name, value in fields.items():
        setattr(recruitment, name, value)
    recruitment.saved_at = clock.now()
    recruitment.save(update_fields=[*fields, "saved_at"])
    if lines:
        _write_criteria(recruitment, lines)
    if questions is not None:
        recruitment.questions.all().delete()
        Question.objects.bulk_create(
            Question(recruitment=recruitment, number=n, **asked) for n, asked in enumerate(questions, 1)
        )


LINES = {"musts": Weight.MUST, "merits": Weight.MERIT}


def _write_criteria(recruitment: Recruitment, lines: dict[str, list[str]]) -> None:
    criteria = queries.criteria_of(recruitment)
    kept = {str(weight): queries.by_weight(criteria, weight) for weight in LINES.values()} | lines
    recruitment.criteria.all().delete()
    rows = [(weight, text) for weight, lines_of in kept.items() for text in lines_of]
    Criterion.objects.bulk_create(
        Criterion(recruitment=recruitment, number=number, weight=weight, text=text)
        for number, (weight, text) in enumerate(rows, 1)
    )


@transaction.atomic
def submit(recruitment: Recruitment, *, by: Actor, today: date) -> None:
    """Hand the vacancy to the employer's HR contact.

    :raises Refused: while anything is missing, or for anyone but the one who recruits.
    """
    _refuse_unready(recruitment, today)
    _take("submit", recruitment, by=by)
    notices.submitted(recruitment, today)


@transaction.atomic
def approve(recruitment: Recruitment, *, by: Actor, today: date) -> None:
    """Approve the vacancy, so that it can be published; the profile of requirements is fixed from here.

    :raises Refused: unless the HR contact does it and nothing is missing that the law or the employer asks for.
    """
    _refuse_unready(recruitment, today)
    if reason := why_not_approve(recruitment, queries.rules_of(recruitment.employer_id)):
        raise Refused(reason)
    _take("approve", recruitment, by=by)
    notices.approved(recruitment, today)


@transaction.atomic
def send_back(recruitment: Recruitment, *, by: Actor, reason: str, today: date) -> None:
    """Ask for a change before anything is published.

    :raises Refused: unless the HR contact does it, with a reason.
    """
    _take("send_back", recruitment, by=by, reason=reason)
    notices.sent_back(recruitment, reason, today)


@transaction.atomic
def schedule(recruitment: Recruitment, *, by: Actor, today: date) -> None:
    """Let the calendar publish the vacancy on the day that was chosen.

    :raises Refused: unless the HR contact does it and a day is chosen that lies ahead.
    """
    if recruitment.publish_on is None or recruitment.publish_on <= today:
        raise Refused("Ingen dag längre fram är vald. Publicera nu, eller skicka tillbaka och välj en dag.")
    _take("schedule", recruitment, by=by)


@transaction.atomic
def publish(recruitment: Recruitment, *, by: Actor, today: date) -> None:
    """Put the vacancy on the joint list now.

    :raises Refused: unless the HR contact publishes an approved vacancy that can still be applied for.
    """
    recruitment.publish_on = None
    _refuse_unready(recruitment, today)
    _open("publish", recruitment, by=by, today=today)


@transaction.atomic
def extend(recruitment: Recruitment, *, until: date, by: Actor, reason: str, today: date) -> None:
    """Move the last day to apply, and open a closed vacancy again.

    :raises Refused: unless the HR contact gives a reason and a later day.
    """
    recruitment = _locked(recruitment)
    if refusal := why_not_extend(recruitment, until, today=today):
        raise Refused(refusal)
    was, recruitment.apply_by = recruitment.apply_by, until
    _take("extend", recruitment, by=by, reason=reason, along=["apply_by"], was=str(was), until=str(until))
    _list(recruitment)
    _announce(recruitment, by.person)


@transaction.atomic
def close(recruitment: Recruitment, *, by: Actor, reason: str, today: date) -> None:
    """Stop taking applications before the last day.

    :raises Refused: unless the HR contact closes a published vacancy, with a reason.
    """
    _take("close", recruitment, by=by, reason=reason)
    catalogue.take_down(recruitment.pk)
    notices.closed(recruitment, today)


@transaction.atomic
def withdraw(recruitment: Recruitment, *, by: Actor, reason: str, today: date) -> None:
    """Take the vacancy back; its page says so.

    :raises Refused: unless the one who recruits or HR does it, with a reason, before it has closed.
    """
    _take("withdraw", recruitment, by=by, reason=reason)
    catalogue.take_down(recruitment.pk)
    notices.withdrawn(recruitment, reason, today)


@transaction.atomic
def leave(recruitment: Recruitment, *, by: Actor, reason: str) -> None:
    """Record that nobody was employed.

    :raises Refused: unless the HR contact does it after closing, with a reason.
    """
    _take("leave", recruitment, by=by, reason=reason)


@transaction.atomic
def break_off(recruitment: Recruitment, *, by: Actor, reason: str) -> None:
    """Record that the search was broken off.

    :raises Refused: unless the HR contact does it after closing, with a reason.
    """
    _take("break_off", recruitment, by=by, reason=reason)


@transaction.atomic
def fill(
    recruitment: Recruitment, *, hired_from: str, decided_on: date, decided_by: str, posted_on: date | None, by: Actor,
    today: date,
) -> Decision:  # fmt: skip
    """Record the decision to employ, and post it where the law says so; the time to appeal runs from the posting.

    :raises Refused: unless the HR contact does it after closing, once, with days that can be true.
    """
    recruitment = _locked(recruitment)
    must_post = is_posted(recruitment, recruitment.employer.kind)
    if reason := why_not_decide(
        recruitment, decided_on=decided_on, posted_on=posted_on, must_post=must_post, today=today
    ):
        raise Refused(reason)
    recruitment.hired_from = hired_from
    _take("fill", recruitment, by=by, along=["hired_from"])
    made = Decision.objects.create(
        recruitment=recruitment, decided_on=decided_on, decided_by=decided_by, posted_on=posted_on,
        appeal_by=last_day_to_appeal(posted_on), appeals_to=queries.rules_of(recruitment.employer_id).appeals_to,
    )  # fmt: skip
    Entry.write("decision.recorded", made, by=by.person, owner=recruitment.employer)
    return made


@transaction.atomic
def file(recruitment: Recruitment, *, by: Actor) -> Filing:
    """Write the file that tells Arbetsförmedlingen of the vacancy; each is kept as it was.

    :raises Refused: unless the HR contact does it for a published vacancy.
    """
    recruitment = _locked(recruitment)
    if refusal := only_contact(by, recruitment):
        raise Refused(refusal)
    if recruitment.state not in {State.PUBLISHED, State.CLOSED, State.WITHDRAWN}:
        raise Refused("Publicera annonsen först. Då stämmer filen med det som syns.")
    number = recruitment.filings.count() + 1
    xml = files.ledigt_arbete(recruitment, queries.criteria_of(recruitment), number=number, at=clock.now(),
                              address=queries.address_of(recruitment))  # fmt: skip
    made = Filing.objects.create(
        recruitment=recruitment, number=number, xml=xml.decode(), digest=hashlib.sha256(xml).hexdigest(),
        made_at=clock.now(),
    )  # fmt: skip
    Entry.write("filing.made", made, by=by.person, owner=recruitment.employer)
    return made


@transaction.atomic
def note_filing(filing: Filing, *, status: str, note: str, by: Actor) -> None:
    """Keep what became of a file that Arbetsförmedlingen was given.

    :raises Refused: unless the HR contact does it, or when a refusal comes without its reason.
    """
    recruitment = _locked(filing.recruitment)
    if refusal := only_contact(by, recruitment):
        raise Refused(refusal)
    if status == FilingStatus.REFUSED and not note.strip():
        raise Refused("Skriv vad Arbetsförmedlingen svarade, så att nästa fil blir rätt.")
    filing.status, filing.note, filing.noted_at = status, note.strip(), clock.now()
    filing.save(update_fields=["status", "note", "noted_at"])
    Entry.write("filing.noted", filing, by=by.person, owner=recruitment.employer, target=status)


@transaction.atomic
def rule(employer: Any, *, by: Actor, **fields: Any) -> HouseRules:
    """Keep what the employer asks of its own announcements.

    :raises Refused: for anyone but its head of HR and HR contact.
    """
    if not (by.is_contact_at(employer.pk) or by.is_head_of_hr_at(employer.pk)):
        raise Refused("Endast HR-chefen och HR-kontakten kan ändra arbetsgivarens regler.")
    house, _ = HouseRules.objects.update_or_create(employer=employer, defaults=fields)
    Entry.write("house_rules.written", house, by=by.person, owner=employer)
    return house


@transaction.atomic
def let_the_day_come(today: date) -> int:
    """Open what is due and close what is over. Again does nothing more.

    :returns: how many vacancies moved.
    """
    opening, closing = _held(queries.due_to_open(today)), _held(queries.past_their_day(today))
    hold_all({r.employer for r in (*opening, *closing)})
    for recruitment in opening:
        _open("open_on_its_day", recruitment, by=None, today=today)
    for recruitment in closing:
        _take("pass_last_day", recruitment, by=None)
        catalogue.take_down(recruitment.pk)
        notices.closed(recruitment, today)
    return len(opening) + len(closing)


def _held(recruitments: Any) -> list[Recruitment]:
    return list(recruitments.select_for_update(skip_locked=True, of=("self",)).select_related("employer", "contact",
                "network", "place"))  # fmt: skip


def _open(name: str, recruitment: Recruitment, *, by: Actor | None, today: date) -> None:
    recruitment.published_at = clock.now()
    _take(name, recruitment, by=by, along=["published_at", "publish_on"])
    hold_group(recruitment.group)
    _list(recruitment)
    _announce(recruitment, by and by.person)
    notices.published(recruitment, today)


def _list(recruitment: Recruitment) -> None:
    extent = "Heltid" if recruitment.share == 100 else f"{recruitment.share} procent"
    away = "" if recruitment.remote == Remote.NO else f"\n\n{recruitment.get_remote_display()}"
    catalogue.put_up(
        recruitment.pk, kind=ListingKind.JOB, employer=recruitment.employer, employer_name=recruitment.employer.name,
        network=recruitment.network, group=recruitment.group, reach=recruitment.reach,
        title=recruitment.title, summary=recruitment.lead,
        place=recruitment.place.label if recruitment.place else "", extent=extent,
        url=reverse("recruiting:ad", args=[recruitment.pk]), published_at=recruitment.published_at,
        closes_on=recruitment.apply_by, occupation=recruitment.occupation, share=recruitment.share,
        body=files.text_of(recruitment, queries.criteria_of(recruitment), names_people=False) + away,
        municipality=recruitment.place.code if recruitment.place else "", form=LISTED_AS[Form(recruitment.form)],
    )  # fmt: skip


def _announce(recruitment: Recruitment, by: Any) -> None:
    """Tell the importer of what everyone may read, so that its copy in a national feed is known for what it is."""
    if recruitment.reach == Reach.PUBLIC:
        ad = files.as_ad(recruitment, queries.criteria_of(recruitment), address=queries.address_of(recruitment))
        vacancies.announce_own(ad, employer=recruitment.employer, by=by)


def _refuse_unready(recruitment: Recruitment, today: date) -> None:
    house = queries.rules_of(recruitment.employer_id)
    if missing := why_not_open(recruitment, queries.criteria_of(recruitment), house, today=today):
        raise Refused(" ".join(sentence for _, sentence in missing))


def _locked(recruitment: Recruitment) -> Recruitment:
    Recruitment.objects.select_for_update(of=("self",)).get(pk=recruitment.pk)
    return queries.whole(Recruitment.objects.filter(pk=recruitment.pk)).get()


def _take(name: str, recruitment: Recruitment, *, by: Actor | None, reason: str = "", **more: Any) -> None:
    RECRUITMENT.take(name, obj=recruitment, by=by, owner=recruitment.employer, reason=reason, **more)
