"""The weeks of a loan that is paid by the hour: who reports, who attests, and which are missing."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kollega.core.periods import last_of
from kollega.core.workflow import Workflow, table_step
from kollega.invoicing.terms import COUNTED, HoursState
from kollega.lending.rules import Span, spans_of
from kollega.lending.terms import CostModel

ONE_DAY = timedelta(days=1)


def hourly_spans(prices: Sequence, month: date) -> list[Span]:
    """Return the days of the month that are paid by the hour."""
    return [span for span in spans_of(prices, month) if span.version.cost_model == CostModel.HOURLY]


def weeks_of(first: date, last: date) -> list[tuple[date, date]]:
    """Return the weeks between two days of one month, Monday to Sunday, cut at both ends."""
    weeks, day = [], first
    while day <= last:
        ends = min(day + timedelta(days=6 - day.weekday()), last)
        weeks.append((day, ends))
        day = ends + ONE_DAY
    return weeks


def weeks_over(prices: Sequence, month: date, today: date) -> list[tuple[date, date]]:
    """Return the weeks of a month that are paid by the hour and whose last day has come."""
    weeks = [week for span in hourly_spans(prices, month) for week in weeks_of(span.first, span.last)]
    return [(first, last) for first, last in weeks if last <= today]


def missing_hours(prices: Sequence, month: date, hours: Iterable) -> list[date]:
    """Return the first day of each week of the month that is paid by the hour and has no attested report."""
    done = {day for h in hours if h.state in COUNTED for day in _days(h.from_on, h.to_on)}
    weeks = [week for span in hourly_spans(prices, month) for week in weeks_of(span.first, span.last)]
    return [first for first, last in weeks if not done.issuperset(_days(first, last))]


def why_hours_are_missing(prices: Sequence, month: date, hours: Iterable) -> str | None:
    """Return which weeks still lack an attested report, as a sentence, or None when none does."""
    weeks = [str(first.isocalendar().week) for first in missing_hours(prices, month, hours)]
    if not weeks:
        return None
    which = f"vecka {weeks[0]}" if len(weeks) == 1 else f"vecka {', '.join(weeks[:-1])} och {weeks[-1]}"
    return f"Attesterad tidrapport saknas för {which}. Be medarbetaren skriva och den som leder arbetet attestera."


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def month_of_week(hours: Any) -> tuple[date, date]:
    """Return the first and the last day of the month that a week is billed in."""
    first = hours.from_on.replace(day=1)
    return first, last_of(first)


def is_leader(by: Any, agreement: Any) -> bool:
    """Return whether the person leads the work, or stands in for who does."""
    return by.does_the_tasks_of(agreement.leader_id, agreement.receiver_id)


def only_employee_or_leader(by: Any, hours: Any) -> str | None:
    """Return None for whoever is lent and for whoever leads the work; nobody else writes hours."""
    if by.pk == hours.agreement.employment.person_id or is_leader(by, hours.agreement):
        return None
    return gettext("Endast medarbetaren, eller den som leder arbetet, kan skriva tidrapporten.")


def only_leader(by: Any, hours: Any) -> str | None:
    """Return None for whoever leads the work; nobody attests their own hours."""
    if by.pk == hours.agreement.employment.person_id or not is_leader(by, hours.agreement):
        return gettext("Endast den som leder arbetet hos mottagaren kan attestera.")
    return None


def only_the_invoice(by: Any, hours: Any) -> str | None:
    return None if by is None else gettext("Det händer av sig självt när månaden faktureras.")


H = HoursState
HOURS = Workflow(
    table_step("report", _("Skicka för attest"), {H.OPEN, H.RETURNED}, H.REPORTED, "reported",
               guard=only_employee_or_leader),
    table_step("attest", _("Attestera"), {H.REPORTED}, H.ATTESTED, "attested", guard=only_leader),
    table_step("send_back", _("Skicka tillbaka"), {H.REPORTED, H.ATTESTED}, H.RETURNED, "sent_back",
               guard=only_leader, needs_reason=True),
    table_step("bill", _("Månaden är fakturerad"), {H.ATTESTED}, H.BILLED, "billed", guard=only_the_invoice),
    table_step("unlock", _("Fakturan är krediterad"), {H.BILLED}, H.ATTESTED, "unlocked", guard=only_the_invoice),
    noun="hours",
    wrong_state=_("Veckan har redan gått vidare. Ladda om sidan för att se läget."),
    holders={
        H.OPEN: _("Medarbetaren"), H.REPORTED: _("Den som leder arbetet"), H.RETURNED: _("Medarbetaren"),
        H.ATTESTED: _("Ekonomin hos utlånaren"),
    },
)  # fmt: skip
