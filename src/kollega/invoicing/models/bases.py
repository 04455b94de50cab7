"""What the receiver owes the lender for a month, and what it is counted from."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kollega.core.models import Identified
from kollega.core.periods import add_months
from kollega.invoicing.terms import (
    FOUR_EYES_ABOVE,
    HOURS_TONES,
    LEFT,
    MOST_HOURS,
    PAYMENT_DAYS,
    TAKEN,
    TONES,
    AbsenceKind,
    BasisKind,
    BasisState,
    Country,
    HoursState,
    LineKind,
    RunStep,
)


class BillingDetails(Identified):
    """How an employer sends and receives invoices."""

    employer = models.OneToOneField("networks.Employer", on_delete=models.CASCADE, related_name="billing")
    country = models.CharField(max_length=2, choices=Country, default=Country.SWEDEN)
    vat_number = models.CharField(max_length=20, blank=True)
    endpoint_scheme = models.CharField(max_length=4, default="0007")
    endpoint = models.CharField(max_length=40, blank=True)
    bankgiro = models.CharField(max_length=9, blank=True)
    plusgiro = models.CharField(max_length=10, blank=True)
    contact_name = models.CharField(max_length=80, blank=True)
    contact_email = models.EmailField(blank=True)
    payment_days = models.PositiveSmallIntegerField(default=PAYMENT_DAYS)
    four_eyes_above = models.DecimalField(max_digits=10, decimal_places=2, default=FOUR_EYES_ABOVE)

    class Meta:
        constraints = [
            models.CheckConstraint(name="payment_is_within_a_quarter", condition=Q(payment_days__range=(1, 90)))
        ]

    def __str__(self) -> str:
        return f"Fakturauppgifter för {self.employer}"


class Absence(Identified):
    """Days when the lent colleague was away and the receiver does not pay."""

    agreement = models.ForeignKey("lending.Agreement", on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=8, choices=AbsenceKind)
    from_on = models.DateField()
    to_on = models.DateField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(name="absence_runs_forwards", condition=Q(to_on__gte=models.F("from_on")))
        ]


class Basis(Identified):
    """The cost of one agreement in one month, or the crediting of one."""

    agreement = models.ForeignKey("lending.Agreement", on_delete=models.PROTECT, related_name="bases")
    month = models.DateField()
    kind = models.CharField(max_length=7, choices=BasisKind, default=BasisKind.INVOICE)
    of = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="credit")
    state = models.CharField(max_length=8, choices=BasisState, default=BasisState.PROPOSED)
    checked_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    is_upheld = models.BooleanField(default=False)
    """Whether the seller has answered the last dispute by holding on to the invoice."""
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    """The days that the lines stand for; a credit keeps those of what it credits, whatever happens to the loan."""
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-month", "agreement__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "month"],
                condition=Q(kind=BasisKind.INVOICE) & ~Q(state__in=["credited", "dropped"]),
                name="one_basis_per_agreement_and_month",
            ),
            models.CheckConstraint(
                name="a_credit_is_neither_disputed_credited_nor_paid",
                condition=Q(kind=BasisKind.INVOICE) | ~Q(state__in=["disputed", "credited", "paid", "dropped"]),
            ),
            models.CheckConstraint(name="basis_month_is_a_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="a_credit_names_what_it_credits",
                condition=Q(kind=BasisKind.CREDIT, of__isnull=False) | Q(kind=BasisKind.INVOICE, of__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.number} {self.month:%Y-%m}"

    @property
    def tone(self) -> str:
        return TONES[BasisState(self.state)]

    @property
    def is_credit(self) -> bool:
        return self.kind == BasisKind.CREDIT

    @property
    def has_left(self) -> bool:
        return self.state in LEFT

    @property
    def terms(self):
        """The version that rules the month, the last where it changed; the newest where the loan was called off."""
        in_force = self.agreement.in_force
        ruling = [v for v in in_force if v.in_force_from < add_months(self.month, 1)]
        return (ruling or in_force or [self.agreement.version])[-1 if ruling else 0]

    @property
    def vat(self):
        """The decision that the file was written by, or will be; a credit follows what it credits."""
        written = self.of if self.is_credit else self
        invoice = getattr(written, "invoice", None)
        return invoice.vat_decision if invoice and invoice.vat_decision else self.agreement.vat

    @property
    def net(self):
        """The sum of the lines, before VAT, in kronor."""
        return sum((line.amount for line in self.lines.all()), start=0)


class Line(Identified):
    """One row of a basis: what it is for, and the amount to the öre. It is not changed once the basis has left."""

    basis = models.ForeignKey(Basis, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=13, choices=LineKind)
    text = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["basis", "number"], name="one_line_per_number_in_a_basis")]


class Correction(Identified):
    """What an earlier month lacks, or was billed too much: the part of one line in a later month's basis."""

    basis = models.ForeignKey(Basis, on_delete=models.CASCADE, related_name="corrections")
    month = models.DateField()
    amount = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["basis", "month"], name="one_correction_per_basis_and_month"),
            models.CheckConstraint(name="a_correction_is_of_an_amount", condition=~Q(amount=0)),
        ]


class Hours(Identified):
    """The hours of one week of a loan that is paid by the hour; a week over two months is two rows."""

    agreement = models.ForeignKey("lending.Agreement", on_delete=models.PROTECT, related_name="hours")
    from_on = models.DateField()
    to_on = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    note = models.CharField(max_length=300, blank=True)
    comment = models.CharField(max_length=1000, blank=True)
    """Why the leader sent the week back."""
    state = models.CharField(max_length=8, choices=HoursState, default=HoursState.OPEN)
    reported_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    attested_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "from_on"], name="one_row_per_agreement_and_week"),
            models.CheckConstraint(
                name="a_week_runs_forwards_within_a_month",
                condition=Q(to_on__gte=models.F("from_on"), to_on__month=models.F("from_on__month")),
            ),
            models.CheckConstraint(name="hours_fit_in_a_week", condition=Q(hours__range=(0, MOST_HOURS))),
            models.CheckConstraint(
                name="attested_hours_say_by_whom",
                condition=~Q(state__in=["attested", "billed"]) | Q(attested_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"vecka {self.from_on.isocalendar().week}"

    @property
    def tone(self) -> str:
        return HOURS_TONES[HoursState(self.state)]


class Run(Identified):
    """A month that finance asked to have proposed, or bases of it checked, approved or sent: some at a time.

    The worker takes them and the page says how far it has come; those that could not be taken are kept with the reason.
    """

    employer = models.ForeignKey("networks.Employer", on_delete=models.CASCADE, related_name="runs")
    month = models.DateField()
    step = models.CharField(max_length=8, choices=RunStep, default=RunStep.PROPOSE)
    which = ArrayField(models.UUIDField(), default=list)
    """The bases to take, in order; empty when the month is proposed."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    """How many have been tried, those that were refused too."""
    refused = models.JSONField(default=list)
    """Pairs of a basis and the sentence why it was not taken."""
    last = models.UUIDField(null=True)
    """The last loan that was taken; the next batch begins after it."""
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                name="one_run_at_a_time_per_employer_and_month",
                fields=["employer", "month"],
                condition=Q(finished_at__isnull=True),
            ),
            models.CheckConstraint(name="run_month_is_a_first_day", condition=Q(month__day=1)),
        ]

    @property
    def words(self) -> str:
        return f"{self.done} av {self.total} {'lån' if self.step == RunStep.PROPOSE else 'underlag'}"

    @property
    def outcome(self) -> str:
        """What became of many that were taken, as a sentence or two."""
        left = len(self.refused)
        said = f"{self.done - left} är {TAKEN[RunStep(self.step)]}."
        return f"{said} {left} kunde inte tas och står kvar." if left else said
