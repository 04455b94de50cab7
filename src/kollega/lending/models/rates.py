"""What an employer says once for all its loans about their cost, and a salary that changes while one runs."""

from django.db import models
from django.db.models import Q

from kollega.core.models import Identified
from kollega.lending.models.agreements import Agreement
from kollega.lending.terms import Vat


class Rate(Identified):
    """An employer's percentages for contributions and administration, from a day on."""

    employer = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="rates")
    from_on = models.DateField()
    contribution_percent = models.DecimalField(max_digits=5, decimal_places=2)
    overhead_percent = models.DecimalField(max_digits=5, decimal_places=2)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["employer", "from_on"], name="one_rate_per_employer_and_day"),
            models.CheckConstraint(name="rates_are_percentages", condition=Q(
                contribution_percent__range=(0, 100), overhead_percent__range=(0, 100))),
        ]  # fmt: skip


class Revision(Identified):
    """A new salary of the lent colleague, from a day on. A later revision is a new row; the last written rules."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="revisions")
    from_on = models.DateField()
    monthly_salary = models.DecimalField(max_digits=9, decimal_places=2)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["from_on", "at"]
        constraints = [
            models.CheckConstraint(name="revised_salary_is_more_than_nothing", condition=Q(monthly_salary__gt=0)),
            models.CheckConstraint(name="revision_has_a_reason", condition=~Q(reason="")),
        ]


class VatDefault(Identified):
    """How an employer's finance thinks VAT should be treated when it lends to employers of a kind, and why."""

    employer = models.ForeignKey("networks.Employer", on_delete=models.CASCADE, related_name="vat_defaults")
    receiver_kind = models.CharField(max_length=20)
    treatment = models.CharField(max_length=1, choices=Vat)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["receiver_kind"]
        constraints = [
            models.UniqueConstraint(fields=["employer", "receiver_kind"], name="one_vat_default_per_pair_of_kinds"),
            models.CheckConstraint(name="vat_default_has_a_reason", condition=~Q(reason="")),
        ]
