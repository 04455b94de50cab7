"""A month's basis and its lines, as they are made anew while nobody has checked them."""

from collections.abc import Sequence
from datetime import date

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.log import Line as Said
from kollega.core.many import add
from kollega.core.money import ZERO
from kollega.core.workflow import Refused
from kollega.invoicing import notices, queries
from kollega.invoicing.models import Basis, Correction, Line
from kollega.invoicing.rules import BASIS, STALE, Row, correction_of, is_current, lines_of
from kollega.invoicing.terms import COUNTED, LEFT, OPEN, BasisState, LineKind
from kollega.lending.models import Agreement
from kollega.lending.rules import spans_of
from kollega.people.rules import Actor


def propose(agreement: Agreement, month: date, *, by: Actor | None, today: date) -> Basis:
    """Propose the month of an agreement that the caller has locked, with its lines."""
    basis = Basis.objects.create(agreement=agreement, month=month, made_at=clock.now())
    person = by.person if by else None
    Entry.write("basis.proposed", basis, by=person, owner=agreement.lender, target=BasisState.PROPOSED)
    notices.proposed(basis, today)
    write_lines(basis, agreement)
    return basis


def forget(agreement: Agreement) -> None:
    """Let the agreement read its bases anew: a month that has just been made is one that a later month counts from."""
    getattr(agreement, "_prefetched_objects_cache", {}).pop("bases", None)


def propose_all(agreements: Sequence[Agreement], month: date) -> list[Basis]:
    """Propose the month of agreements that the caller has locked, with `queries.COUNTED_FROM`, and that have none."""
    bases, lines, corrections = [], [], []
    for agreement in agreements:
        spans, rows = spans_of(agreement.prices, month), rows_of(agreement, month)
        first, last = (spans[0].first, spans[-1].last) if spans else (None, None)
        basis = Basis(agreement=agreement, month=month, made_at=clock.now(), from_on=first, to_on=last)
        bases.append(basis)
        lines += _lines(basis, rows)
        corrections += _corrections(basis, rows)
    for model, made in ((Basis, bases), (Line, lines), (Correction, corrections)):
        add(model, made)
    said = [Said(verb="basis.proposed", subject=b, owner=b.agreement.lender, target=BasisState.PROPOSED) for b in bases]
    Entry.write_all(said, by=None)
    return bases


def rows_of(agreement: Agreement, month: date) -> list[Row]:
    """Return the lines of an open month, as they are known now; the first open one makes up for those before it."""
    bases = queries.standing(agreement)
    rows = _own_rows(agreement, month)
    open_ones = [b.month for b in bases if b.state in OPEN]
    if min([*open_ones, month]) == month and (row := _correction(agreement, month, bases)):
        rows.append(row)
    return rows


def _own_rows(agreement: Agreement, month: date) -> list[Row]:
    attested = [h for h in agreement.hours.all() if h.state in COUNTED]
    return lines_of(agreement.prices, month=month, absences=list(agreement.absences.all()), hours=attested)


def _correction(agreement: Agreement, month: date, bases: list[Basis]) -> Row | None:
    """Return what the months before this one, whose invoices stand, lack or were billed too much."""
    earlier = [b for b in bases if b.month < month and b.state in LEFT]
    billed = {b.month: sum((x.amount for x in b.lines.all() if x.kind != LineKind.CORRECTION), ZERO) for b in earlier}
    for basis in bases:
        for part in basis.corrections.all() if basis.month != month else ():
            if part.month in billed:
                billed[part.month] += part.amount
    owed = {m: sum((row.amount for row in _own_rows(agreement, m)), ZERO) for m in billed}
    return correction_of(owed, billed)


def is_counted(basis: Basis) -> bool:
    """Return whether the lines are those that hold now; a credit keeps what it credits."""
    return basis.is_credit or is_current(basis.lines.all(), rows_of(basis.agreement, basis.month))


def must_be_current(basis: Basis) -> None:
    """Hold the lines to the terms in force, which the caller has locked.

    :raises Refused: if the terms, or what is reported, have changed since the lines were counted.
    """
    if not is_counted(basis):
        raise Refused(STALE)


def write_lines(basis: Basis, agreement: Agreement) -> None:
    """Write the lines anew, by the terms that rule the month and the days when the colleague was absent."""
    spans = spans_of(agreement.prices, basis.month)
    basis.from_on, basis.to_on = (spans[0].first, spans[-1].last) if spans else (None, None)
    basis.save(update_fields=["from_on", "to_on"])
    rows = rows_of(agreement, basis.month)
    basis.lines.all().delete()
    Line.objects.bulk_create(_lines(basis, rows))
    basis.corrections.all().delete()
    Correction.objects.bulk_create(_corrections(basis, rows))
    forget(agreement)


def _lines(basis: Basis, rows: list[Row]) -> list[Line]:
    return [Line(basis=basis, number=n, kind=r.kind, text=r.text, amount=r.amount) for n, r in enumerate(rows, 1)]


def _corrections(basis: Basis, rows: list[Row]) -> list[Correction]:
    return [Correction(basis=basis, month=month, amount=amount) for r in rows for month, amount in r.parts]


def follow(basis: Basis, agreement: Agreement, today: date) -> None:
    """Let an open basis follow what is known now; it falls where the loan has no days left in the month."""
    if spans_of(agreement.prices, basis.month):
        write_lines(basis, agreement)
        return
    BASIS.take("drop", obj=basis, by=None, owner=agreement.lender)
    notices.dropped(basis, today)
