"""Terms that go back and forth between the two contacts until they are frozen for signing."""

from datetime import date
from typing import Any

from django.db import transaction

from kollega.core.workflow import Refused
from kollega.lending import notices
from kollega.lending.actions.held import freeze, locked, open_version, take
from kollega.lending.models import Agreement, Version
from kollega.lending.rules import why_not_offer
from kollega.lending.rules.offers import COUNTERABLE, why_not_counter, why_not_read
from kollega.people.rules import Actor


@transaction.atomic
def offer(agreement: Agreement, *, by: Actor, today: date) -> None:
    """Send the terms to the receiver's contact.

    :raises Refused: unless the lender's contact sends complete terms that the legal form allows.
    """
    agreement = locked(agreement)
    if missing := why_not_offer(agreement, agreement.version):
        raise Refused(" ".join(missing))
    take("offer", agreement, by=by)
    notices.offered(agreement, today)


@transaction.atomic
def send_back(agreement: Agreement, *, by: Actor, reason: str, today: date) -> None:
    """Ask the lender to change the terms; what was sent is kept as it was and a new version is opened.

    :raises Refused: unless the receiver's contact answers an offer, with a reason.
    """
    agreement = locked(agreement)
    take("send_back", agreement, by=by, reason=reason)
    open_version(agreement, by=by)
    notices.sent_back(agreement, reason, today)


@transaction.atomic
def accept(agreement: Agreement, *, by: Actor, today: date, read: int | None = None) -> None:
    """Accept the terms for the receiver and freeze them for signing.

    :param read: the number of the version that the person read, so that nobody accepts terms they have not seen.
    :raises Refused: unless the receiver's contact accepts the open offer that they read.
    """
    agreement = locked(agreement)
    _same_as_read(agreement, read)
    take("accept", agreement, by=by)
    freeze(agreement, agreement.version, today)
    notices.to_be_signed(agreement, today)


@transaction.atomic
def reopen(agreement: Agreement, *, by: Actor, reason: str, today: date) -> None:
    """Take frozen terms back for change; signatures stay on the version they were given.

    :raises Refused: unless one of the contacts does it, with a reason, before all have signed.
    """
    agreement = locked(agreement)
    take("reopen", agreement, by=by, reason=reason)
    open_version(agreement, by=by)
    notices.reopened(agreement, reason, today)


@transaction.atomic
def counter(
    agreement: Agreement, *, wanted: dict[str, Any], reason: str, by: Actor, today: date, read: int | None = None
) -> Version:
    """Answer an offer with other terms, as a new version that the lender says yes to or changes.

    :param wanted: terms by their names, of those that the receiver may ask to have otherwise.
    :param read: the number of the version that the person answers.
    :raises Refused: unless the receiver's contact answers the open offer with something that differs, and says why.
    """
    agreement = locked(agreement)
    asked = {name: wanted[name] for name in COUNTERABLE if name in wanted}
    _same_as_read(agreement, read)
    take("counter", agreement, by=by, reason=reason)
    if refusal := why_not_counter(agreement, agreement.version, asked):
        raise Refused(refusal)
    made = open_version(agreement, by=by, **asked)
    notices.countered(agreement, reason, today)
    return made


@transaction.atomic
def take_counter(agreement: Agreement, *, by: Actor, today: date, read: int | None = None) -> None:
    """Accept the receiver's terms for the lender, and freeze them for signing.

    :raises Refused: unless the lender's contact accepts the terms they read, and nothing is missing in them.
    """
    agreement = locked(agreement)
    _same_as_read(agreement, read)
    take("take_counter", agreement, by=by)
    if missing := why_not_offer(agreement, agreement.version):
        raise Refused(" ".join(missing))
    freeze(agreement, agreement.version, today)
    notices.to_be_signed(agreement, today)


@transaction.atomic
def answer_counter(agreement: Agreement, *, by: Actor, today: date) -> None:
    """Begin to write new terms from the receiver's; what it asked for is kept as it was.

    :raises Refused: unless the lender's contact answers an open counter-offer.
    """
    agreement = locked(agreement)
    take("answer_counter", agreement, by=by)
    open_version(agreement, by=by)
    notices.counter_answered(agreement, today)


def _same_as_read(agreement: Agreement, read: int | None) -> None:
    if refusal := why_not_read(agreement.version, read):
        raise Refused(refusal)
