"""The files that left, with their numbers and papers, and how they leave."""

from django.db import models
from django.db.models import Q

from kollega.core.models import Identified
from kollega.invoicing.models.bases import Basis
from kollega.invoicing.terms import Way


class Invoice(Identified):
    """A file that left: exactly these bytes, with this number, and the day it was paid."""

    basis = models.OneToOneField(Basis, on_delete=models.PROTECT, related_name="invoice")
    seller = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    issued_on = models.DateField()
    due_on = models.DateField()
    net = models.DecimalField(max_digits=11, decimal_places=2)
    vat = models.DecimalField(max_digits=11, decimal_places=2)
    vat_decision = models.ForeignKey("lending.VatDecision", null=True, on_delete=models.PROTECT, related_name="+")
    paid_on = models.DateField(null=True, blank=True)
    xml = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seller", "number"], name="one_invoice_per_number_at_a_seller")]

    def __str__(self) -> str:
        return self.number

    @property
    def gross(self):
        """What is to be paid, in kronor."""
        return self.net + self.vat


class InvoicePaper(Identified):
    """The invoice as people read it, made beside its file from the same facts: exactly these bytes.

    A row of its own, so that no list of invoices carries the papers along.
    """

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="paper")
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the bytes, in hex."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_paper_has_its_digest", condition=Q(digest__regex="^[0-9a-f]{64}$"))
        ]

    def __str__(self) -> str:
        return f"{self.invoice}, PDF"


class Route(Identified):
    """How an employer's invoices leave: fetched here, put in its folder, or handed to its access point."""

    employer = models.OneToOneField("networks.Employer", on_delete=models.CASCADE, related_name="route")
    way = models.CharField(max_length=8, choices=Way, default=Way.DOWNLOAD)
    address = models.CharField(max_length=300, blank=True)
    token = models.CharField(max_length=300, blank=True)
    """Shown to nobody once it is kept, written in no log, and in no export."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="an_access_point_has_an_address", condition=~Q(way="http") | ~Q(address=""))
        ]

    def __str__(self) -> str:
        return f"Leverans från {self.employer}"


class Delivery(Identified):
    """An invoice on its way to the folder or access point: tried until it is taken, and then it waits for someone."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="delivery")
    digest = models.CharField(max_length=64, unique=True)
    """Of the file; the access point gets it as its key, so that the same file is never taken twice."""
    way = models.CharField(max_length=8, choices=Way)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    """When it is tried; null once it is delivered, or waits for someone."""
    delivered_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    """Why the last try failed."""

    class Meta:
        ordering = ["invoice__number"]
        indexes = [models.Index(fields=["next_at"], name="delivery_due", condition=Q(next_at__isnull=False))]
        constraints = [
            models.CheckConstraint(
                name="what_is_delivered_is_not_tried_again",
                condition=Q(delivered_at__isnull=True) | Q(next_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"Leverans av {self.invoice}"


class InvoiceSeries(models.Model):
    """The last invoice number of a seller in a year."""

    seller = models.ForeignKey("networks.Employer", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seller", "year"], name="one_invoice_series_per_seller_and_year")
        ]
