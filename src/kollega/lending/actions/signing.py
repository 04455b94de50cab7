"""Signing: what is frozen becomes binding with the third signature, for a loan and for its extension."""

import hashlib
from datetime import date

from django.db import transaction

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.lending import notices, queries
from kollega.lending.actions.around import open_list, open_return_again
from kollega.lending.actions.held import cut, hold_days, locked, take
from kollega.lending.files import agreement_paper
from kollega.lending.models import Agreement, Change, Paper, Signature, Version
from kollega.lending.rules import CHANGES, first_day, parties_of, why_not_sign, why_not_sign_extension
from kollega.lending.rules.changes import ONE_DAY
from kollega.lending.terms import ChangeKind, Moment, Party
from kollega.people.queries import actor_held
from kollega.people.rules import Actor


@transaction.atomic
def sign(agreement: Agreement, *, by: Actor, method: str, digest: str, today: date) -> Agreement:
    """Sign the frozen terms for each party that the person may sign for and that has not signed.

    With the last signature the days are set, the person is held for them, and the notice begins.

    :param method: how the person proved again that it is them.
    :param digest: of the terms that the person read; signing something else is refused.
    :raises Refused: unless a head of HR or the employee signs what they read, once, and the person is free those days.
    """
    agreement = locked(agreement)
    change, version = agreement.open_change, agreement.to_sign
    signed = {s.party for s in version.signatures.all()}
    by = actor_held(by.person, today)
    why_not = why_not_sign_extension if change else why_not_sign
    if reason := why_not(by, agreement, version, signed=signed, today=today):
        raise Refused(reason)
    if digest != version.digest:
        raise Refused("Villkoren har ändrats sedan du läste dem. Läs igenom och skriv under på nytt.")
    for party in parties_of(by, agreement):
        if party not in signed:
            Signature.objects.create(
                version=version, party=party, person=by.person, at=clock.now(), method=method, digest=version.digest
            )
            signed.add(party)
            Entry.write(
                f"agreement.signed_by_{party}",
                agreement,
                by=by.person,
                owner=agreement.lender,
                method=method,
                digest=digest,
            )
    if len(signed) == len(Party):
        if change:
            _extend(agreement, change, version, by=by, today=today)
        else:
            _bind(agreement, version, by=by, today=today)
    return agreement


def _bind(agreement: Agreement, version: Version, *, by: Actor, today: date) -> None:
    agreement.signed_on = today
    agreement.first_day = first_day(
        starts_on=version.starts_on, signed_on=today, notice_months=agreement.lender.notice_months,
        waived_to=agreement.waived_to,
    )  # fmt: skip
    agreement.last_day = version.ends_on
    agreement.save(update_fields=["signed_on", "first_day", "last_day"])
    version.in_force_from, version.in_force_to = agreement.days
    version.save(update_fields=["in_force_from", "in_force_to"])
    hold_days(agreement)
    _keep_signed_copy(agreement, version)
    take("bind", agreement, by=by)
    take("give_notice", agreement, by=None)
    open_list(agreement, Moment.START)
    notices.signed(agreement, today)


def _keep_signed_copy(agreement: Agreement, version: Version) -> None:
    """Keep the copy that says who signed; the frozen paper stays as it was."""
    paper = Paper.objects.filter(version=version).first()
    if paper is None:  # frozen before agreements were papers
        return
    signed = queries.signed_by(version)
    paper.signed_pdf = agreement_paper(
        agreement, version, clauses=paper.clauses, on=paper.made_at.astimezone(clock.STOCKHOLM).date(), signed=signed,
        digest=paper.digest, attachments=queries.attached(version),
    )  # fmt: skip
    paper.signed_digest = hashlib.sha256(paper.signed_pdf).hexdigest()
    paper.save(update_fields=["signed_pdf", "signed_digest"])


def _extend(agreement: Agreement, change: Change, version: Version, *, by: Actor, today: date) -> None:
    """Let the extended terms rule from their day on, and hold the person for the longer time."""
    cut(agreement, last=version.starts_on - ONE_DAY)
    version.in_force_from, version.in_force_to = version.starts_on, version.ends_on
    version.save(update_fields=["in_force_from", "in_force_to"])
    agreement.last_day = version.ends_on
    agreement.save(update_fields=["last_day"])
    hold_days(agreement)
    CHANGES[ChangeKind.EXTENSION].take("hold", obj=change, by=by, owner=agreement.lender)
    take("extend", agreement, by=None)
    open_return_again(agreement)
    _keep_signed_copy(agreement, version)
    notices.extended(agreement, change, today)
