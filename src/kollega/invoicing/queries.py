"""Which bases a person may see."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from kollega.invoicing.models import Basis
from kollega.invoicing.terms import LEFT
from kollega.lending.models import Agreement
from kollega.lending.queries import whole as whole_agreements
from kollega.people.queries import actor
from kollega.people.terms import DutyKind


def bases_for(person: Any) -> QuerySet[Basis]:
    """Return the bases the person may see: the lender's finance and auditors all, the receiver's once they have left.

    The lender's contact sees them too, to answer questions about the agreement.
    """
    by = actor(person)
    own = by.at(DutyKind.FINANCE, DutyKind.AUDITOR, DutyKind.CONTACT)
    seen = Q(agreement__lender__in=own)
    seen |= Q(agreement__receiver__in=by.at(DutyKind.FINANCE, DutyKind.AUDITOR), state__in=LEFT)
    return whole(Basis.objects.filter(seen))


def whole(bases: QuerySet[Basis]) -> QuerySet[Basis]:
    """Return the bases with all that a row or a page shows, in a fixed number of statements."""
    return bases.select_related(
        "checked_by", "approved_by", "invoice", "invoice__vat_decision", "of__invoice__vat_decision", "credit"
    ).prefetch_related(
        "lines",
        Prefetch(
            "agreement", whole_agreements(Agreement.objects.select_related("lender__billing", "receiver__billing"))
        ),
    )
