"""Letting someone outside the round read one application, and the applicant's say in it."""

from typing import Any

from django.db import transaction

from kollega.applications import notices, queries
from kollega.applications.models import Application, Showing
from kollega.applications.rules import only_applicant, only_recruiter, why_not_show
from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.people.rules import Actor


@transaction.atomic
def show(application: Application, *, to: Any, at: Any, reason: str, by: Actor) -> Showing:
    """Let a manager at the employer, or HR at another member, read the application until it is taken back.

    :param at: the employer where the person reads it.
    :raises Refused: for anyone but those who recruit, or without the applicant's yes when it is another employer.
    """
    application = queries.whole(application)
    owner = application.recruitment.employer
    if refusal := only_recruiter(by, application) or why_not_show(application, to.pk, is_elsewhere=at != owner):
        raise Refused(refusal)
    given = {"employer": at, "reason": reason, "shown_by": by.person, "shown_at": clock.now()}
    showing, is_new = application.showings.get_or_create(person=to, ended_at=None, defaults=given)
    if is_new:
        Entry.write("application.shown", application, by=by.person, owner=owner, reason=reason, to=str(to.pk))
        notices.shown(showing)
    return showing


@transaction.atomic
def hide(showing: Showing, *, by: Actor) -> None:
    """Let the person read it no more.

    :raises Refused: for anyone but those who recruit.
    """
    application = queries.whole(showing.application)
    if refusal := only_recruiter(by, application):
        raise Refused(refusal)
    _end(application, Showing.objects.filter(pk=showing.pk), by)


@transaction.atomic
def let_be_shown(application: Application, *, may: bool, by: Actor) -> None:
    """Say yes or no to HR at other members reading the application; a no ends what they could read.

    :raises Refused: for anyone but the applicant.
    """
    application = queries.whole(application)
    if refusal := only_applicant(by, application):
        raise Refused(refusal)
    if application.may_be_shown == may:
        return
    application.may_be_shown = may
    application.save(update_fields=["may_be_shown"])
    verb = "application.opened" if may else "application.kept_close"
    Entry.write(verb, application, by=by.person, owner=application.recruitment.employer)
    if not may:
        owner = application.recruitment.employer_id
        _end(application, application.showings.exclude(employer=owner), by)


def _end(application: Application, showings: Any, by: Actor) -> None:
    if showings.filter(ended_at__isnull=True).update(ended_at=clock.now()):
        Entry.write("application.hidden", application, by=by.person, owner=application.recruitment.employer)
