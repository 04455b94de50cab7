"""What a month's lines are: the cost of each part of it by the terms that rule it, and the days not paid for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kollega.core.money import ZERO
from kollega.core.periods import last_of
from kollega.core.swedish import MONTHS, figure, kronor
from kollega.invoicing.terms import AbsenceKind, LineKind
from kollega.lending.rules import MonthCost, Span, costs_of, hours_cost, spans_of
from kollega.lending.terms import CostModel

MOST_NAMED = 4


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line to be: kind, text, and the amount in kronor to the öre."""

    kind: str
    text: str
    amount: Decimal
    parts: tuple[tuple[date, Decimal], ...] = ()
    """Of a correction: the amount that each earlier month lacks."""


def month_name(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def lines_of(prices: Sequence, *, month: date, absences: Iterable = (), hours: Iterable = ()) -> list[Row]:
    """Return the lines of a month: what each part of it costs by its model, absences as negative lines.

    A month that one price rules is one part; each part's days are those the price rules, and the parts add up to
    the öre.

    :param prices: what each day of the loan costs, in the order of the days.
    :param absences: rows with `kind`, `from_on` and `to_on`; only their days within both month and loan count.
    :param hours: the weeks that are attested, with `from_on` and `hours`; each costs by the price of its first day.
    """
    spans, length = spans_of(prices, month), last_of(month).day
    costs = costs_of([(span.version, span.covered) for span in spans], length)
    rows = [row for span, cost in zip(spans, costs, strict=True) for row in _rows_of(span, cost, len(spans) > 1)]
    rows += [row for span in spans if (row := _hours_row(span, hours, is_part=len(spans) > 1))]
    rows += _absence_rows(spans, list(absences), most=sum((cost.total for cost in costs), ZERO))
    return [row for row in rows if row.amount]


def _rows_of(span: Span, cost: MonthCost, is_part: bool) -> Iterator[Row]:
    price, month = span.version, span.first
    days = f"{cost.covered} av {cost.length} dagar" if cost.covered < cost.length else "hela månaden"
    when = _when(span, is_part)
    if cost.fixed:
        yield Row(kind=LineKind.FIXED, text=f"Fast belopp {month_name(month)}, {days}{when}", amount=cost.fixed)
    yield Row(
        kind=LineKind.SALARY, text=f"Lön {month_name(month)}, {price.share} procent, {days}{when}", amount=cost.salary
    )
    yield Row(
        kind=LineKind.CONTRIBUTIONS,
        text=f"Arbetsgivaravgifter {_percent(price.contribution_percent)}{when}",
        amount=cost.contributions,
    )
    yield Row(
        kind=LineKind.OVERHEAD,
        text=f"Administration {_percent(price.overhead_percent)}{when}",
        amount=cost.overhead,
    )


def _hours_row(span: Span, hours: Iterable, *, is_part: bool) -> Row | None:
    if span.version.cost_model != CostModel.HOURLY:
        return None
    worked = sum((h.hours for h in hours if span.first <= h.from_on <= span.last), start=Decimal(0))
    price = kronor(span.version.hourly_amount, ore=True)
    count = figure(worked)
    text = f"{count} timmar à {price} i {month_name(span.first)}, enligt attesterad tidrapport{_when(span, is_part)}"
    return Row(kind=LineKind.HOURS, text=text, amount=hours_cost(span.version, worked))


def _when(span: Span, is_part: bool) -> str:
    return f", {span.first.day}–{span.last.day} {MONTHS[span.first.month - 1]}" if is_part else ""


def correction_of(owed: dict[date, Decimal], billed: dict[date, Decimal]) -> Row | None:
    """Return the one line that makes up for earlier months, or None where they stand as they should.

    :param owed: what each billed month costs as it is known now; :param billed: what it was billed, corrections too.
    """
    parts = tuple((month, owed[month] - billed[month]) for month in sorted(billed) if owed[month] != billed[month])
    if not parts:
        return None
    return Row(
        kind=LineKind.CORRECTION, text=f"Ändrad lön eller procentsats, {_months([m for m, _ in parts])}",
        amount=sum((amount for _, amount in parts), start=ZERO), parts=parts,
    )  # fmt: skip


def _months(months: list[date]) -> str:
    """Name the months, at most four of them, so that the line fits on an invoice."""
    names = [month_name(month) for month in months]
    if len(names) > MOST_NAMED:
        return f"{len(names)} månader från {names[0]} till {names[-1]}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} och {names[-1]}"


def _absence_rows(spans: list[Span], absences: list, *, most: Decimal) -> Iterator[Row]:
    """Yield a line for each absence in the month, so that together they never exceed the cost.

    A day counts once, and each line is the cost of the days so far less what the lines before it took off; rounding
    every line for itself could take off more than the month costs.
    """
    if not spans:
        return
    month, length = spans[0].first, last_of(spans[0].first).day
    away, taken, free_from = [0] * len(spans), ZERO, month
    for absence in sorted(absences, key=lambda a: a.from_on):
        begins, ends = max(absence.from_on, free_from), min(absence.to_on, spans[-1].last)
        days = (ends - begins).days + 1
        if days < 1:
            continue
        free_from = ends + timedelta(days=1)
        away = [n + _shared(span, begins, ends) for n, span in zip(away, spans, strict=True)]
        cost = costs_of([(span.version, n) for n, span in zip(away, spans, strict=True)], length)
        until_now = min(most, max(taken, sum((part.total for part in cost), ZERO)))
        text = f"{AbsenceKind(absence.kind).label} {days} {'dag' if days == 1 else 'dagar'} i {month_name(month)}"
        yield Row(kind=LineKind.ABSENCE, text=text, amount=taken - until_now)
        taken = until_now


def _shared(span: Span, begins: date, ends: date) -> int:
    return max((min(span.last, ends) - max(span.first, begins)).days + 1, 0)


def _percent(percent: Decimal) -> str:
    return f"{percent.normalize():f}".replace(".", ",") + " procent"


STALE = "Villkoren eller det som är infört har ändrats sedan underlaget räknades. Räkna om det först."


def is_current(lines: Iterable, rows: list[Row]) -> bool:
    """Return whether the lines of a basis are those that the terms in force, and what is reported, give now."""
    return [(line.kind, line.text, line.amount) for line in lines] == [(r.kind, r.text, r.amount) for r in rows]
