"""What a month costs: by salary, a fixed amount or the hour, under terms, salaries and rates that have their days.

Every part is counted from the exact sum until it, and only sums are rounded: the parts of a month are the month.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from kollega.core.money import ZERO, to_ore
from kollega.core.periods import days_within_month, last_of
from kollega.lending.terms import CostModel

ONE_DAY = timedelta(days=1)
PRICED = (
    "cost_model", "share", "monthly_salary", "contribution_percent", "overhead_percent", "monthly_amount",
    "hourly_amount", "monthly_hours",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Price:
    """What the days from the first to the last cost, both included: the terms with the salary and the rates of then."""

    in_force_from: date
    in_force_to: date
    cost_model: str
    share: int
    monthly_salary: Decimal
    contribution_percent: Decimal
    overhead_percent: Decimal
    monthly_amount: Decimal
    hourly_amount: Decimal
    monthly_hours: Decimal


def why_no_price(version: Any) -> str | None:
    """Return what the chosen model of cost still lacks, or None when the receiver can see what it pays."""
    asked = {
        CostModel.SALARY: ("monthly_salary", "Skriv månadslönen, så att mottagaren ser kostnaden."),
        CostModel.FIXED: ("monthly_amount", "Skriv beloppet för en hel månad, så att mottagaren ser kostnaden."),
        CostModel.HOURLY: ("hourly_amount", "Skriv timpriset, så att mottagaren ser kostnaden."),
    }
    name, sentence = asked[CostModel(version.cost_model)]
    if getattr(version, name) <= 0:
        return sentence
    if version.cost_model == CostModel.HOURLY and version.monthly_hours <= 0:
        return "Skriv ungefär hur många timmar en månad blir, så att mottagaren ser vad lånet kostar."
    return None


def rate_on(rates: Iterable, day: date) -> Any | None:
    """Return the employer's rates that hold on the day, or None where it has written none from then."""
    return max((r for r in rates if r.from_on <= day), key=lambda r: r.from_on, default=None)


def prices_of(versions: Sequence, *, revisions: Iterable = (), rates: Iterable = ()) -> list[Price]:
    """Return what each day of a loan costs, in the order of the days, which have no gap.

    :param versions: the terms in force, in the order of their days (`Agreement.in_force`).
    :param revisions: new salaries, each from a day on and for the rest of the loan; the last written rules.
    :param rates: the lender's percentages, each from a day on; they rule terms that follow them.
    """
    revisions = sorted(revisions, key=lambda r: (r.from_on, r.at))
    rates = sorted(rates, key=lambda r: r.from_on)
    prices: list[Price] = []
    for version in versions:
        first, last = version.in_force_from, version.in_force_to
        turns = {first, *(x.from_on for x in [*revisions, *rates] if first < x.from_on <= last)}
        for begins, ends in _between(sorted(turns), last):
            price = _price_on(version, begins, ends, revisions, rates)
            if prices and _terms(prices[-1]) == _terms(price):
                prices[-1] = replace(prices[-1], in_force_to=ends)
            else:
                prices.append(price)
    return prices


def wished_prices(version: Any, lender: Any) -> list[Price]:
    """Return what the days of terms that nobody has signed would cost, by the lender's rates as they are known now."""
    days = {"in_force_from": version.starts_on, "in_force_to": version.ends_on, "follows_rates": version.follows_rates}
    said = {name: getattr(version, name) for name in PRICED}
    return prices_of([SimpleNamespace(**days, **said)], rates=lender.rates.all())


def _between(turns: list[date], last: date) -> list[tuple[date, date]]:
    return [(day, (turns[n + 1] - ONE_DAY) if n + 1 < len(turns) else last) for n, day in enumerate(turns)]


def _price_on(version: Any, begins: date, ends: date, revisions: list, rates: list) -> Price:
    said = {name: getattr(version, name) for name in PRICED}
    if revised := [r for r in revisions if r.from_on <= begins]:
        said["monthly_salary"] = revised[-1].monthly_salary
    rate = rate_on(rates, begins) if version.follows_rates else None
    if rate:
        said |= {"contribution_percent": rate.contribution_percent, "overhead_percent": rate.overhead_percent}
    return Price(in_force_from=begins, in_force_to=ends, **said)


@dataclass(frozen=True, kw_only=True)
class MonthCost:
    """What one month costs the receiver, in kronor to the öre, and the days it stands for."""

    covered: int
    length: int
    salary: Decimal = ZERO
    contributions: Decimal = ZERO
    overhead: Decimal = ZERO
    fixed: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return self.salary + self.contributions + self.overhead + self.fixed


def cost_of_days(version: Any, covered: int, length: int) -> MonthCost:
    """Return what some days of a month are thought to cost; work by the hour by the hours that are planned."""
    return costs_of([(version, covered)], length, is_planned=True)[0]


def month_cost(version: Any, *, first: date, last: date, month: date) -> MonthCost:
    """Return what the receiver is thought to owe for the part of `month` between the first and the last day."""
    covered, length = days_within_month(first, last, month)
    return cost_of_days(version, covered, length)


@dataclass(frozen=True, kw_only=True)
class Span:
    """Days of one month, both included, that the same terms of cost rule."""

    version: Any
    first: date
    last: date

    @property
    def covered(self) -> int:
        return (self.last - self.first).days + 1


def spans_of(prices: Sequence, month: date) -> list[Span]:
    """Return the parts of a month by the terms that rule them; neighbours that cost the same are one part.

    :param prices: what each day costs, in the order of the days (`Agreement.prices`).
    """
    spans: list[Span] = []
    for price in prices:
        first, last = max(price.in_force_from, month), min(price.in_force_to, last_of(month))
        if last < first:
            continue
        if spans and _terms(spans[-1].version) == _terms(price):
            spans[-1] = Span(version=price, first=spans[-1].first, last=last)
        else:
            spans.append(Span(version=price, first=first, last=last))
    return spans


def _terms(price: Any) -> tuple:
    return tuple(getattr(price, name) for name in PRICED)


def costs_of(days: list[tuple[Any, int]], length: int, *, is_planned: bool = False) -> list[MonthCost]:
    """Return the cost of each part of a month, so that the parts add up to the whole to the öre.

    Each part is the sum until it less the sum before it, and only the sums are rounded: a month in several parts of
    the same terms costs what the month costs in one.

    :param days: the terms and how many days they rule; :param length: the days of the month.
    :param is_planned: whether work by the hour counts by its planned hours; it is billed by what is reported.
    """
    exact = contributed = managed = fixed = Fraction(0)
    given = MonthCost(covered=0, length=length)
    parts = []
    for price, covered in days:
        by_salary, by_month = _exact(price, Fraction(covered, length), is_planned)
        exact, fixed = exact + by_salary, fixed + by_month
        salary, flat = _ore(exact) - given.salary, _ore(fixed) - given.fixed
        contributed += Fraction(salary) * Fraction(price.contribution_percent) / 100
        contributions = _ore(contributed) - given.contributions
        managed += Fraction(salary + contributions) * Fraction(price.overhead_percent) / 100
        overhead = _ore(managed) - given.overhead
        part = MonthCost(covered=covered, length=length, salary=salary, contributions=contributions,
                         overhead=overhead, fixed=flat)  # fmt: skip
        parts.append(part)
        given = MonthCost(
            covered=covered, length=length, salary=given.salary + salary, overhead=given.overhead + overhead,
            contributions=given.contributions + contributions, fixed=given.fixed + flat,
        )  # fmt: skip
    return parts


def _exact(price: Any, part: Fraction, is_planned: bool) -> tuple[Fraction, Fraction]:
    """Return what a part of a month costs before rounding: of salary, and of what has one price."""
    if price.cost_model == CostModel.SALARY:
        return Fraction(price.monthly_salary) * price.share * part / 100, Fraction(0)
    if price.cost_model == CostModel.FIXED:
        return Fraction(0), Fraction(price.monthly_amount) * part
    planned = Fraction(price.hourly_amount) * Fraction(price.monthly_hours) * part
    return Fraction(0), planned if is_planned else Fraction(0)


def hours_cost(price: Any, hours: Decimal) -> Decimal:
    """Return what some hours cost under the price, rounded half up to the öre."""
    return to_ore(price.hourly_amount * hours)


def _ore(exact: Fraction) -> Decimal:
    """Return an exact amount, never negative, rounded half up to the öre."""
    return Decimal((exact * 200 + 1) // 2) / 100


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What a loan is thought to cost: each month with its days, the whole of it, and a whole month."""

    rows: list[tuple[date, MonthCost]]
    total: Decimal
    month: Decimal


def forecast_of(prices: Sequence, months: Sequence[date]) -> Forecast:
    """Return what the months are thought to cost; without absence, and work by the hour by its planned hours."""
    rows = []
    for month in months:
        spans, length = spans_of(prices, month), last_of(month).day
        parts = costs_of([(s.version, s.covered) for s in spans], length, is_planned=True)
        names = ("covered", "salary", "contributions", "overhead", "fixed")
        sums: dict[str, Any] = {name: sum(getattr(part, name) for part in parts) for name in names}
        rows.append((month, MonthCost(length=length, **sums)))
    whole = next((cost for _, cost in reversed(rows) if cost.covered == cost.length), rows[-1][1])
    return Forecast(rows=rows, total=sum((cost.total for _, cost in rows), start=ZERO), month=whole.total)
