"""What the clock does with calls and answers: it closes, reminds and turns to the next; it never decides."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from kollega.assignments import notices, queries
from kollega.assignments.actions.held import held_calls, take, take_call
from kollega.assignments.models import Call, Interest, Talk
from kollega.assignments.rules import next_by_loan, next_rung
from kollega.assignments.terms import CallState, InterestState, Rung
from kollega.catalogue import actions as catalogue
from kollega.core import clock
from kollega.core.log import Entry, hold_all
from kollega.lending.models import Agreement


@transaction.atomic
def let_the_day_come(today: date) -> int:
    """Take every step that belongs to the calendar: calls close, managers are reminded. Again does nothing more.

    :returns: how many calls and answers were touched.
    """
    touched = 0
    for call in held_calls(state=CallState.OPEN, answer_by__lt=today):
        take_call("pass_last_day", call, by=None)
        catalogue.take_down(call.pk)
        notices.closed(call, today)
        touched += 1
    return touched + _remind(today) + _tell_of_talks(today) + _follow_the_loans(today)


def _remind(today: date) -> int:
    """Remind those who have not answered, and turn to the next when reminders did not help."""
    not_today = Q(reminded_on__isnull=True) | Q(reminded_on__lt=today)
    waiting = Interest.objects.filter(not_today, state=InterestState.SENT, rung__lt=Rung.HEAD, asked_on__lt=today)
    late = []
    overdue = [i.pk for i in waiting.only("pk", "asked_on", "rung", "reminded_on") if _upper(i, today) is not None]
    found = waiting.filter(pk__in=overdue).select_for_update(skip_locked=True, of=("self",))
    for interest in queries.whole(found):
        if (upper := _upper(interest, today)) is not None:
            late.append((interest, upper))
    hold_all({interest.employment.employer for interest, _ in late})
    for interest, upper in late:
        interest.rung, interest.reminded_on = upper, today
        interest.save(update_fields=["rung", "reminded_on"])
        if upper >= Rung.CONTACT:
            Entry.write(f"interest.{VERBS[upper]}", interest, by=None, owner=interest.employment.employer)
        notices.reminded(interest, today)
    return len(late)


def _upper(interest: Interest, today: date) -> Rung | None:
    return next_rung(interest.asked_on, rung=interest.rung, climbed_on=interest.reminded_on, today=today)


def _tell_of_talks(today: date) -> int:
    """Remind both sides of tomorrow's talks, once."""
    tomorrow = today + timedelta(days=1)
    first = datetime.combine(tomorrow, time(), clock.STOCKHOLM)
    coming = Talk.objects.filter(
        is_cancelled=False, is_reminded=False, starts_at__gte=first, starts_at__lt=first + timedelta(days=1)
    )
    talks = {talk.interest_id: talk for talk in coming.select_for_update(skip_locked=True)}
    for interest in queries.whole(Interest.objects.filter(pk__in=talks)):
        notices.talk_tomorrow(interest, talks[interest.pk], today)
    return Talk.objects.filter(pk__in=[talk.pk for talk in talks.values()]).update(is_reminded=True)


VERBS = {Rung.CONTACT: "escalated_to_contact", Rung.HEAD: "escalated_to_head"}


def _follow_the_loans(today: date) -> int:
    """Let those who were chosen follow their loans, or their own days where no loan was needed, and calls with them."""
    moved = 0
    chosen = Interest.objects.filter(state__in=[InterestState.SELECTED, InterestState.CONFIRMED]).select_related("call")
    loans = _loans_of(chosen)
    ready = chosen.filter(pk__in=[interest.pk for interest in chosen if _step(interest, loans, today)])
    interests = list(queries.whole(ready.select_for_update(skip_locked=True, of=("self",)).order_by("pk")))
    hold_all({interest.employment.employer for interest in interests})
    loans = _loans_of(ready)  # as they are now that nobody else moves the answers
    for interest in interests:
        while step := _step(interest, loans, today):
            take(step, interest, by=None)
            moved += 1
    begun = {"state": CallState.STAFFED, "interests__state__in": [InterestState.ACTIVE, InterestState.DONE]}
    for call in held_calls(pk__in=Call.objects.filter(**begun).values("pk")):
        take_call("start", call, by=None)
        moved += 1
    return moved


def _loans_of(interests: QuerySet[Interest]) -> dict[UUID, str]:
    return dict(Agreement.objects.filter(origin__in=interests.values("pk")).values_list("origin", "state"))


def _step(interest: Interest, loans: dict[UUID, str], today: date) -> str | None:
    starts_on = max(interest.can_start_on or interest.call.starts_on, interest.call.starts_on)
    return next_by_loan(interest.state, loans.get(interest.pk), starts_on=starts_on, today=today)
