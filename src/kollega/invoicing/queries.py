"""Which bases a person may see."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from kollega.core.periods import last_of
from kollega.invoicing.models import Basis, Delivery, Hours, Invoice, InvoicePaper, Ledger, LedgerFile, Route, Run
from kollega.invoicing.terms import BATCH, GONE, LEFT, BasisKind, BasisState
from kollega.lending import queries as lending
from kollega.lending.models import Agreement
from kollega.lending.queries import whole as whole_agreements
from kollega.lending.terms import ONCE_BOUND
from kollega.networks.models import Employer
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


def loans_for(person: Any) -> QuerySet[Agreement]:
    """Return the bound loans whose money the person may see: the lender's finance, auditors and contacts."""
    own = actor(person).at(DutyKind.FINANCE, DutyKind.AUDITOR, DutyKind.CONTACT)
    return whole_agreements(Agreement.objects.filter(lender__in=own, state__in=ONCE_BOUND))


def of_loan(agreement: Any) -> list[Basis]:
    """Return all that was ever proposed for a loan, the first month first."""
    return list(whole(Basis.objects.filter(agreement=agreement)).order_by("month", "made_at"))


def employers_of(person: Any) -> QuerySet[Employer]:
    """Return the employers whose money the person handles."""
    return Employer.objects.filter(pk__in=actor(person).at(DutyKind.FINANCE))


def of_month(employer: Any, month: date) -> QuerySet[Basis]:
    """Return the bases of one month that the employer bills, with all that the month's page counts from."""
    found = Basis.objects.filter(agreement__lender=employer, month=month).exclude(state=BasisState.DROPPED)
    return counted(whole(found))


def without_basis(employer: Any, month: date) -> QuerySet[Agreement]:
    """Return the loans that ran in the month and have no basis for it, nor had one that was credited."""
    return lending.running_in(month).filter(_has_none(month), lender=employer)


def waiting_in(month: date) -> QuerySet[Agreement, UUID]:
    """Return the keys of the loans that ran in the month and have no basis for it, or an open one that follows them."""
    is_open = Exists(_invoices_of_the_loan(month).filter(state=BasisState.PROPOSED))
    return lending.of_month(month).filter(_has_none(month) | is_open).values_list("pk", flat=True)


def _has_none(month: date) -> Any:
    return ~Exists(_invoices_of_the_loan(month).exclude(state=BasisState.DROPPED))


def _invoices_of_the_loan(month: date) -> QuerySet[Basis]:
    return Basis.objects.filter(agreement=OuterRef("pk"), month=month, kind=BasisKind.INVOICE)


def last_run(employer: Any, month: date) -> Run | None:
    """Return the newest run of the month, finished or not."""
    return Run.objects.filter(employer=employer, month=month).select_related("by").first()


def paper_of(basis: Basis) -> InvoicePaper | None:
    """Return the paper that left with the invoice, without its bytes; None where it left before there were papers."""
    return InvoicePaper.objects.defer("pdf").filter(invoice__basis=basis).first()


def files_of(bases: Iterable[Basis]) -> Iterator[tuple[str, bytes]]:
    """Give every file of the invoices under its name, the papers read some at a time."""
    left = {basis.invoice.pk: basis.invoice for basis in bases}
    for invoice in left.values():
        yield f"faktura-{invoice.number}.xml", invoice.xml.encode()
    papers = InvoicePaper.objects.filter(invoice__in=left).order_by("pk")
    for paper in papers.iterator(BATCH):
        yield f"faktura-{left[paper.invoice_id].number}.pdf", bytes(paper.pdf)


def to_book(employer: Any, month: date) -> QuerySet[Invoice]:
    """Return the employer's invoices issued in the month that are in no file for the bookkeeping, by number."""
    left = Invoice.objects.filter(
        seller=employer, issued_on__gte=month, issued_on__lte=last_of(month), booked__isnull=True
    )
    return _with_basis(left).order_by("number")


def last_invoices(employer: Any) -> list[Invoice]:
    """Return the newest of the employer's invoices, for a preview."""
    return list(_with_basis(Invoice.objects.filter(seller=employer)).order_by("-number")[:3])


def _with_basis(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    agreement = Prefetch("basis__agreement", whole_agreements(Agreement.objects.all()))
    return invoices.defer("xml").select_related("basis").prefetch_related(agreement)


def route_of(employer: Any) -> Route:
    """Return how the employer's invoices leave; where nothing is chosen, they are fetched here."""
    return Route.objects.filter(employer=employer).first() or Route(employer=employer)


def deliveries_for(person: Any) -> QuerySet[Delivery]:
    """Return the deliveries of the employers whose money the person handles."""
    found = Delivery.objects.filter(invoice__seller__in=actor(person).at(DutyKind.FINANCE))
    return found.select_related("invoice").defer("invoice__xml")


def not_delivered(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Return those of the deliveries that are tried no more and wait for finance."""
    return deliveries.filter(delivered_at__isnull=True, next_at__isnull=True)


def ledger_of(employer: Any) -> Ledger:
    """Return how the employer books; where nothing is kept, as it is until then."""
    return Ledger.objects.filter(employer=employer).first() or Ledger(employer=employer)


def ledger_files_for(person: Any) -> QuerySet[LedgerFile]:
    """Return the files for the bookkeeping of the employers whose money the person handles."""
    files = LedgerFile.objects.filter(employer__in=actor(person).at(DutyKind.FINANCE))
    return files.defer("content").select_related("by", "employer")


def standing(agreement: Any) -> list[Basis]:
    """Return the invoices of a loan that stand or are on their way, the first month first, with what they hold."""
    known = agreement.bases.all()
    if "bases" not in getattr(agreement, "_prefetched_objects_cache", {}):
        known = known.prefetch_related("lines", "corrections")
    return sorted((b for b in known if not b.is_credit and b.state not in GONE), key=lambda b: b.month)


COUNTED_FROM = ("absences", "hours", "bases__lines", "bases__corrections")  # with what a priced agreement has


def counted(bases: QuerySet[Basis]) -> QuerySet[Basis]:
    """Return the bases with all that their lines are counted from, for a page that asks it of many."""
    return bases.prefetch_related(
        "agreement__revisions", "agreement__lender__rates", *(f"agreement__{name}" for name in COUNTED_FROM)
    )


def hours_for(person: Any) -> QuerySet[Hours]:
    """Return the weeks that the person reports, attests, or bills: the lent, the leader, and the lender's finance."""
    by = actor(person)
    seen = Q(agreement__employment__person=person) | Q(agreement__leader=person)
    for person_id, employer_id in by.stands_in_for:
        seen |= Q(agreement__leader_id=person_id, agreement__receiver_id=employer_id)
    seen |= Q(agreement__lender__in=by.at(DutyKind.FINANCE, DutyKind.AUDITOR))
    return whole_hours(Hours.objects.filter(seen))


def whole_hours(hours: QuerySet[Hours]) -> QuerySet[Hours]:
    """Return the weeks with what a row and a task say of them."""
    return hours.select_related(
        "agreement__employment__person", "agreement__leader", "agreement__lender", "agreement__receiver",
        "reported_by", "attested_by",
    ).order_by("from_on")  # fmt: skip


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
