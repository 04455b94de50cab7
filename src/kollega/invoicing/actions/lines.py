"""A month's basis and its lines, as they are made anew while nobody has checked them."""

from datetime import date

from kollega.core import clock
from kollega.core.log import Entry
from kollega.invoicing import notices
from kollega.invoicing.models import Basis, Line
from kollega.invoicing.rules import lines_of
from kollega.invoicing.terms import BasisState
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


def write_lines(basis: Basis, agreement: Agreement) -> None:
    """Write the lines anew, by the terms that rule the month and the days when the colleague was absent."""
    spans = spans_of(agreement.in_force, basis.month)
    basis.from_on, basis.to_on = (spans[0].first, spans[-1].last) if spans else (None, None)
    basis.save(update_fields=["from_on", "to_on"])
    rows = lines_of(agreement.in_force, month=basis.month, absences=list(agreement.absences.all()))
    basis.lines.all().delete()
    Line.objects.bulk_create(
        [Line(basis=basis, number=n, kind=r.kind, text=r.text, amount=r.amount) for n, r in enumerate(rows, 1)]
    )
