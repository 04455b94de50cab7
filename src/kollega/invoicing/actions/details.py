"""How an employer sends and receives invoices."""

from typing import Any

from django.db import transaction

from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.invoicing.models import BillingDetails
from kollega.people.rules import Actor


@transaction.atomic
def keep_details(employer: Any, *, by: Actor, **fields: Any) -> BillingDetails:
    """Keep how the employer sends and receives invoices.

    :raises Refused: unless the employer's own finance writes them.
    """
    if not by.is_finance_at(employer.pk):
        raise Refused("Endast arbetsgivarens egen ekonomi kan ändra fakturauppgifterna.")
    details, _ = BillingDetails.objects.update_or_create(employer=employer, defaults=fields)
    Entry.write("billing.described", details, by=by.person, owner=employer)
    return details
