"""What the lender's finance writes about money: its percentages, new salaries, and how VAT is treated."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from kollega.core import clock
from kollega.core.log import Entry
from kollega.core.workflow import Refused
from kollega.lending import notices
from kollega.lending.actions.held import locked
from kollega.lending.models import Agreement, Rate, Revision, VatDefault
from kollega.lending.terms import BOUND, CostModel
from kollega.networks.models import Employer
from kollega.people.rules import Actor


@transaction.atomic
def set_rates(
    employer: Employer, *, from_on: date, contribution_percent: Decimal, overhead_percent: Decimal, by: Actor
) -> Rate:
    """Keep the employer's percentages from a day on. Agreements that follow them cost by them from that day.

    :raises Refused: unless the employer's own finance writes them, once for each day.
    """
    if not by.is_finance_at(employer.pk):
        raise Refused("Endast arbetsgivarens egen ekonomi kan ändra procentsatserna.")
    try:
        with transaction.atomic():
            rate = Rate.objects.create(
                employer=employer, from_on=from_on, contribution_percent=contribution_percent,
                overhead_percent=overhead_percent, by=by.person, at=clock.now(),
            )  # fmt: skip
    except IntegrityError as taken:
        raise Refused("Det finns redan procentsatser från den dagen. Välj en annan dag.") from taken
    Entry.write("rate.set", rate, by=by.person, owner=employer, from_on=str(from_on),
                percent=f"{contribution_percent} + {overhead_percent}")  # fmt: skip
    return rate


@transaction.atomic
def set_vat_default(employer: Employer, *, receiver_kind: str, treatment: str, reason: str, by: Actor) -> VatDefault:
    """Keep how VAT is suggested when the employer lends to a kind of employers; each loan still has its own decision.

    :raises Refused: unless the employer's own finance writes it, with a reason.
    """
    if not by.is_finance_at(employer.pk):
        raise Refused("Endast arbetsgivarens egen ekonomi kan ändra förslagen om moms.")
    if not reason.strip():
        raise Refused("Skriv varför, så att beslutet går att följa.")
    default, _ = VatDefault.objects.update_or_create(
        employer=employer, receiver_kind=receiver_kind,
        defaults={"treatment": treatment, "reason": reason.strip(), "by": by.person, "at": clock.now()},
    )  # fmt: skip
    Entry.write("vat.suggested", default, by=by.person, owner=employer, reason=reason, kind=receiver_kind,
                treatment=treatment)  # fmt: skip
    return default


@transaction.atomic
def revise_salary(
    agreement: Agreement, *, from_on: date, monthly_salary: Decimal, reason: str, by: Actor, today: date
) -> Revision:
    """Keep a new salary from a day of the loan on, also one that has passed; the receiver's finance is told.

    :raises Refused: unless the lender's finance writes it, with a reason, of a bound agreement that is paid by salary.
    """
    agreement = locked(agreement)
    if not by.is_finance_at(agreement.lender_id):
        raise Refused("Endast ekonomin hos utlånaren kan föra in en ny lön.")
    if agreement.state not in BOUND or agreement.version.cost_model != CostModel.SALARY:
        raise Refused("En ny lön förs in i ett avtal som är underskrivet och som betalas efter lön.")
    first, last = agreement.days
    if not first <= from_on <= last:
        raise Refused("Den nya lönen behöver börja gälla en dag som ligger i lånet.")
    if not reason.strip():
        raise Refused("Skriv varför, så att mottagaren förstår.")
    revision = Revision.objects.create(
        agreement=agreement, from_on=from_on, monthly_salary=monthly_salary, reason=reason.strip(), by=by.person,
        at=clock.now(),
    )  # fmt: skip
    Entry.write("agreement.salary_revised", agreement, by=by.person, owner=agreement.lender, reason=reason,
                from_on=str(from_on))  # fmt: skip
    notices.salary_revised(agreement, revision, today)
    return revision
