"""What a year must have come to, counted once more from what was agreed, and what may never be left lying."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor

from django.db.models import Q
from django.urls import reverse

from kollega.assignments.models import Call, Interest
from kollega.invoicing.models import Basis, Hours, Invoice
from kollega.lending.models import Agreement
from kollega.outbox.models import Message
from kollega.requesting.models import Offer, Request, Suggestion

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Agreed:
    """What some days cost, as the people of the story agreed it: never read from the database."""

    first: date
    last: date
    share: int = 100
    salary: Decimal = Decimal(0)
    contributions: Decimal = Decimal("31.42")
    administration: Decimal = Decimal(5)
    month: Decimal = Decimal(0)


def owed(agreed: Iterable[Agreed], away: Iterable[tuple[date, date]] = ()) -> Decimal:
    """Return what a loan costs: each month for itself, to the öre, without the days when the colleague was away."""
    days = {day: terms for terms in agreed for day in _days(terms.first, terms.last)}
    absent = {day for first, last in away for day in _days(first, last)}
    months = sorted({(day.year, day.month) for day in days})
    total = Fraction(0)
    for month in months:
        of_month = [(day, terms) for day, terms in sorted(days.items()) if (day.year, day.month) == month]
        total += _cost([terms for _, terms in of_month], _length(*month))
        total -= _cost([terms for day, terms in of_month if day in absent], _length(*month))
    return _decimal(total)


def owed_by_the_hour(weeks: Iterable[tuple[date, Decimal]], price: Decimal) -> Decimal:
    """Return what the hours cost, each month to the öre.

    :param weeks: the first day of each week, or part of one, and its hours.
    """
    months: dict[tuple[int, int], Fraction] = {}
    for first, hours in weeks:
        month = (first.year, first.month)
        months[month] = months.get(month, Fraction(0)) + Fraction(hours)
    return _decimal(sum((_ore(hours * Fraction(price)) for hours in months.values()), start=Fraction(0)))


def _cost(days: list[Agreed], length: int) -> Fraction:
    """Add up the days of a month; contributions are counted on the salary in öre, administration on both."""
    parts: dict[Agreed, int] = {}
    for terms in days:
        parts[terms] = parts.get(terms, 0) + 1
    salary, flat, contributed, administered = Fraction(0), Fraction(0), Fraction(0), Fraction(0)
    paid, with_contributions = Fraction(0), Fraction(0)
    for terms, count in parts.items():
        salary += Fraction(terms.salary) * count * terms.share / (100 * length)
        flat += Fraction(terms.month) * count / length
        more = _ore(salary) - paid
        contributed += more * Fraction(terms.contributions) / 100
        with_more = _ore(contributed) - with_contributions
        administered += (more + with_more) * Fraction(terms.administration) / 100
        paid, with_contributions = paid + more, with_contributions + with_more
    return _ore(salary) + _ore(contributed) + _ore(administered) + _ore(flat)


def _ore(amount: Fraction) -> Fraction:
    return Fraction(floor(amount * 100 + Fraction(1, 2)), 100)


def _decimal(amount: Fraction) -> Decimal:
    return Decimal(floor(amount * 100 + Fraction(1, 2))) / 100


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _length(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - ONE_DAY).day


def billed(agreement: Agreement) -> Decimal:
    """Return what left as invoices, less what left as credits."""
    sums = {"invoice": Decimal(0), "credit": Decimal(0)}
    for invoice in Invoice.objects.filter(basis__agreement=agreement).select_related("basis"):
        sums[invoice.basis.kind] += invoice.net
    return sums["invoice"] - sums["credit"]


def needs_someone(today: date) -> dict[str, str]:
    """Return every step that someone must take, by the address where it is taken, with a word on what it is."""
    found: dict[str, str] = {}

    def add(rows, view: str, why: str, pk: str = "pk") -> None:
        for row in rows.values_list(pk, flat=True):
            found[reverse(view, args=[row])] = why

    live = Suggestion.objects.filter(state__in=["asked", "willing", "named"])
    add(live, "requesting:suggestion", "suggestion")
    waiting = Request.objects.filter(state="asked", offer=None).exclude(pk__in=live.values("request"))
    add(waiting, "requesting:request", "request")
    add(Offer.objects.filter(state="proposed"), "requesting:offer", "offer")
    add(Interest.objects.filter(state__in=["sent", "returned"]), "assignments:interest", "answer")
    add(Call.objects.filter(state__in=["draft", "submitted"]), "assignments:call", "call")
    to_choose = Interest.objects.filter(
        state="endorsed", not_selected_because="", call__state__in=["open", "selecting"]
    )
    add(to_choose, "assignments:call", "choice", "call")
    untold = Interest.objects.filter(state__in=["sent", "returned", "endorsed"], call__state="staffed")
    add(untold, "assignments:call", "answers to those who were not chosen", "call")
    at_work = Q(pk__in=Interest.objects.filter(state="active").values("call"))
    add(Call.objects.filter(at_work, state="running", ends_on__lte=today).exclude(
        pk__in=_still_lent(today)), "assignments:call", "end of an assignment")  # fmt: skip
    unsigned = Q(state__in=["draft", "offered", "countered", "signing"])
    asked = Q(changes__state__in=["asked", "signing"]) | Q(waivers__state="asked")
    back = Q(state="returning", last_day__lte=today)
    bound = Q(state__in=["signed", "notice", "active", "returning", "returned", "converted"])
    agreements = Agreement.objects.filter(unsigned | asked | back | bound & Q(vat_decisions=None))
    add(agreements.distinct().order_by(), "lending:agreement", "agreement")
    add(Basis.objects.filter(state__in=["proposed", "checked", "approved", "disputed"]), "invoicing:basis", "basis")
    add(Hours.objects.filter(state__in=["open", "returned", "reported"]), "invoicing:hours", "hours", "agreement")
    return found


def _still_lent(today: date):
    """Return the calls that have someone whose loan goes on; they end when the colleague is back."""
    lent = Agreement.objects.filter(state__in=["active", "returning"], last_day__gte=today)
    return Interest.objects.filter(pk__in=lent.values("origin")).values("call")


def left_behind(today: date) -> list[str]:
    """Return what the clock should have moved or reminded of by now, and has not."""
    plan_from = today + timedelta(days=30)
    stuck = Agreement.objects.filter(
        Q(state="notice", first_day__lte=today)
        | Q(state="active", last_day__lte=plan_from) & ~Q(changes__kind="conversion", changes__state="agreed")
    )
    found = [f"{a.number} is {a.state} on {today}" for a in stuck.distinct()]
    late = Basis.objects.filter(state="exported", kind="invoice", invoice__due_on__lte=today - timedelta(days=8))
    reminded = Message.objects.filter(key__startswith="basis.late").values("about_id")
    found += [f"invoice {b} is late" for b in late.exclude(pk__in=reminded).values_list("invoice__number", flat=True)]
    unanswered = Interest.objects.filter(state="sent", asked_on__lte=today - timedelta(days=40)).exclude(rung=4)
    found += [f"answer {i.pk} waits unseen" for i in unanswered]
    idle = Agreement.objects.filter(
        state__in=["draft", "offered", "countered", "signing"], made_at__date__lte=today - timedelta(days=120)
    )
    told = Message.objects.filter(key__startswith="agreement.idle").values("about_id")
    return found + [f"{a.number} lies idle" for a in idle.exclude(pk__in=told)]
