"""Moving the demo's time."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from kollega.core import clock
from kollega.core.models import Installation
from kollega.core.periods import add_months, month_of
from kollega.core.workflow import Refused
from kollega.demo import queries
from kollega.lending.models import Agreement
from kollega.lending.terms import AgreementState
from kollega.pages.tasks import let_the_day_come

MOST_DAYS = 400
NINE = time(9)


def days_ahead(today: date) -> list[tuple[str, date]]:
    """Return the days when something happens next: loans that begin and end, and the turn of the month."""
    found = [("Månadens underlag blir klara", add_months(month_of(today), 1))]
    for agreement in Agreement.objects.filter(state=AgreementState.NOTICE).select_related(
        "employment__person", "receiver"
    ):
        found.append((f"{agreement} börjar", agreement.days[0]))
    going = Agreement.objects.filter(state__in=[AgreementState.ACTIVE, AgreementState.RETURNING])
    for agreement in going.select_related("employment__person", "receiver"):
        found.append((f"{agreement} slutar", agreement.days[1]))
    return sorted(((text, day) for text, day in found if day > today), key=lambda row: row[1])[:8]


def day_named(text: str, today: date) -> date:
    """Return the day that the form named.

    :raises Refused: if it is not a coming day within about a year.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as unread:
        raise Refused("Välj en av dagarna i listan.") from unread
    if not today < day <= today + timedelta(days=MOST_DAYS):
        raise Refused("Tiden går bara att flytta framåt, högst ett år åt gången.")
    return day


@transaction.atomic
def set_out_for(day: date) -> None:
    """Ask that every day up to and with `day` comes, in order; the worker takes them, one at a time."""
    installation = Installation.objects.select_for_update().get()
    installation.moved_from, installation.moving_to = clock.today(), day
    installation.save(update_fields=["moved_from", "moving_to"])


@transaction.atomic
def take_next_day() -> bool:
    """Let the next day come of those the demo is on its way through, and leave the clock at nine that morning.

    :returns: whether there was one; what a day brings is done whole or not at all.
    """
    installation = Installation.objects.select_for_update().get()
    queries.forget()
    morning = clock.today() + timedelta(days=1)
    if installation.moving_to is None or morning > installation.moving_to:
        return False
    with clock.at(morning):
        let_the_day_come(morning)
    nine = datetime.combine(morning, NINE, tzinfo=clock.STOCKHOLM)
    installation.clock_offset += nine - clock.now()
    if morning == installation.moving_to:
        installation.moved_from = installation.moving_to = None
    installation.save(update_fields=["clock_offset", "moved_from", "moving_to"])
    transaction.on_commit(queries.forget)
    return True
