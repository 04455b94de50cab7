"""What goes to the bookkeeping."""

from django.db import models
from django.db.models import Q

from kollega.core.models import Identified
from kollega.invoicing.models.invoices import Invoice
from kollega.invoicing.terms import ACCOUNTS, COLUMNS, LedgerKind


def standard_columns() -> list[dict]:
    """Return the columns that an employer's rows have until it describes its own."""
    return [dict(column) for column in COLUMNS]


class Ledger(Identified):
    """How an employer's invoices are booked: the series and accounts, and the columns of rows of fixed width."""

    employer = models.OneToOneField("networks.Employer", on_delete=models.CASCADE, related_name="ledger")
    series = models.CharField(max_length=10, default="KF")
    receivable = models.CharField(max_length=10, default=ACCOUNTS["receivable"])
    income = models.CharField(max_length=10, default=ACCOUNTS["income"])
    vat_account = models.CharField(max_length=10, default=ACCOUNTS["vat_account"])
    columns = models.JSONField(default=standard_columns)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_are_digits",
                condition=Q(receivable__regex="^[0-9]+$", income__regex="^[0-9]+$", vat_account__regex="^[0-9]+$"),
            )
        ]

    def __str__(self) -> str:
        return f"Bokföringens filer för {self.employer}"


class LedgerFile(Identified):
    """What went to the bookkeeping of the invoices issued in a month: exactly these bytes, checked before they left."""

    employer = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="ledger_files")
    month = models.DateField()
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=3, choices=LedgerKind)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    """When it was said never to have been booked; its invoices may then go in another file."""

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "month", "number"], name="one_ledger_file_per_employer_month_and_number"
            ),
            models.CheckConstraint(name="ledger_month_is_a_first_day", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"bokforing-{self.month:%Y-%m}-{self.number}.{self.kind}"


class Booked(Identified):
    """That an invoice is in a file for the bookkeeping, and in one only."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="booked")
    file = models.ForeignKey(LedgerFile, on_delete=models.PROTECT, related_name="booked")
