"""The end of a loan, as its money sees it."""

from datetime import date

from django.db import transaction

from kollega.core.workflow import Refused
from kollega.invoicing import queries
from kollega.invoicing.models import Basis
from kollega.invoicing.rules import why_not_settle
from kollega.lending import actions as lending
from kollega.lending import queries as loans
from kollega.lending.models import Agreement
from kollega.people.rules import Actor


@transaction.atomic
def settle(agreement: Agreement, *, by: Actor, today: date) -> None:
    """Settle the loan: everything is invoiced, the last of it is paid or upheld, and nothing is in dispute.

    :raises Refused: unless the lender's finance does it when that is so.
    """
    held = Agreement.objects.select_for_update(of=("self",)).filter(pk=agreement.pk)
    agreement = loans.whole(held).get()
    list(Basis.objects.select_for_update().filter(agreement=agreement).order_by("pk"))  # nobody disputes meanwhile
    if reason := why_not_settle(agreement, queries.of_loan(agreement), today=today):
        raise Refused(reason)
    lending.settle(agreement, by=by, today=today)
