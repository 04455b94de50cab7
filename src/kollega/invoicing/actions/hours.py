"""The weeks of a loan that is paid by the hour: opened by the clock, reported, attested, billed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from kollega.core.periods import months_between
from kollega.core.workflow import Refused
from kollega.invoicing import notices, queries
from kollega.invoicing.models import Hours
from kollega.invoicing.rules import HOURS, is_leader, weeks_over
from kollega.invoicing.terms import HoursState
from kollega.lending.models import Agreement
from kollega.people.rules import Actor


def open_weeks(agreement: Agreement, since: date, today: date) -> None:
    """Open a row for each week of the months since that is over and is paid by the hour; again does nothing more.

    The caller has locked the agreement.
    """
    known = {h.from_on for h in agreement.hours.all()}
    months = months_between(max(agreement.days[0], since), min(agreement.days[1], today))
    over = [week for month in months for week in weeks_over(agreement.prices, month, today)]
    weeks = [week for week in over if week[0] not in known]
    if weeks:
        Hours.objects.bulk_create([Hours(agreement=agreement, from_on=first, to_on=last) for first, last in weeks])
        notices.hours_due(agreement, weeks[-1][1])


@transaction.atomic
def report(hours: Hours, *, worked: Decimal, note: str, by: Actor, today: date) -> None:
    """Say how many hours the week was. The leader's own word is attested at once; the employee reads it.

    :raises Refused: unless the lent colleague, or whoever leads the work, reports a week that is not attested.
    """
    hours = _locked(hours)
    hours.hours, hours.note, hours.comment, hours.reported_by = worked, note.strip(), "", by.person
    _take("report", hours, by=by, along=["hours", "note", "comment", "reported_by"], worked=str(worked))
    if by.pk != hours.agreement.employment.person_id and is_leader(by, hours.agreement):
        _attest(hours, by=by)
    notices.hours_reported(hours, today)


@transaction.atomic
def attest(hours: Hours, *, by: Actor) -> None:
    """Attest that the hours are right: they are billed with the month.

    :raises Refused: unless whoever leads the work attests a reported week.
    """
    _attest(_locked(hours), by=by)


def _attest(hours: Hours, *, by: Actor) -> None:
    hours.attested_by = by.person
    _take("attest", hours, by=by, along=["attested_by"])


@transaction.atomic
def return_hours(hours: Hours, *, reason: str, by: Actor, today: date) -> None:
    """Send a week back, and say why; an open basis that counted it must be counted anew.

    :raises Refused: unless whoever leads the work does it, with a reason, before the month is billed.
    """
    hours = _locked(hours)
    hours.comment, hours.attested_by = reason.strip(), None
    _take("send_back", hours, by=by, reason=reason, along=["comment", "attested_by"])
    notices.hours_returned(hours, reason, today)


def lock_hours(basis: Any, *, is_billed: bool) -> None:
    """Lock the weeks that an invoice has billed, or let them go when it is credited."""
    name, state = ("bill", HoursState.ATTESTED) if is_billed else ("unlock", HoursState.BILLED)
    of_month = Hours.objects.filter(
        agreement=basis.agreement, state=state, from_on__year=basis.month.year, from_on__month=basis.month.month
    )
    for hours in queries.whole_hours(of_month):
        _take(name, hours, by=None)


def _locked(hours: Hours) -> Hours:
    """Return the week under the agreement's lock, which a basis that counts it takes too."""
    Agreement.objects.select_for_update(of=("self",)).get(pk=hours.agreement_id)
    found = queries.whole_hours(Hours.objects.select_for_update(of=("self",)).filter(pk=hours.pk)).first()
    if found is None:
        raise Refused("Veckan finns inte längre.")
    return found


def _take(name: str, hours: Hours, *, by: Actor | None, reason: str = "", along: Any = (), **facts: str) -> None:
    HOURS.take(name, obj=hours, by=by, owner=hours.agreement.lender, reason=reason, along=along, **facts)
