"""The agreement by which one employer lends a colleague to another, its versions, and who signed which."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from kollega.core.models import Identified
from kollega.lending.rules.costs import Price, prices_of
from kollega.lending.terms import (
    EARLY_END_DAYS,
    OPEN_CHANGE,
    TONES,
    AgreementState,
    ChangeKind,
    ChangeState,
    CostModel,
    LegalForm,
    Party,
    Vat,
)

if TYPE_CHECKING:
    from kollega.lending.models.changes import Change


class Agreement(Identified):
    """A colleague works for the receiver for a while; the employment stays with the lender.

    `first_day` and `last_day` are set when all three have signed; until then the version's wishes are all there is.
    """

    number = models.CharField(max_length=30)
    network = models.ForeignKey("networks.Network", on_delete=models.PROTECT, related_name="+")
    origin = models.UUIDField(null=True, unique=True, help_text="The answer that the agreement came from.")
    employment = models.ForeignKey("people.Employment", on_delete=models.PROTECT, related_name="agreements")
    lender = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="lent")
    receiver = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="borrowed")
    leader = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    legal_form = models.CharField(max_length=12, choices=LegalForm)
    state = models.CharField(max_length=10, choices=AgreementState, default=AgreementState.DRAFT)
    made_at = models.DateTimeField()
    signed_on = models.DateField(null=True, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    waived_to = models.DateField(null=True, blank=True)
    """The day that the lender lets the colleague go although its notice is longer."""

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["lender", "number"], name="one_agreement_per_number_at_a_lender"),
            models.CheckConstraint(name="lending_is_between_two_employers", condition=~Q(lender=F("receiver"))),
            models.CheckConstraint(
                name="a_bound_agreement_has_its_days",
                condition=Q(state__in=["draft", "offered", "countered", "signing", "declined", "withdrawn"])
                | Q(signed_on__isnull=False, first_day__isnull=False, last_day__gte=F("first_day")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employment.person} hos {self.receiver}"

    @property
    def tone(self) -> str:
        return TONES[AgreementState(self.state)]

    @property
    def person(self):
        return self.employment.person

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, which a bound agreement has: the database holds it to that."""
        if self.first_day is None or self.last_day is None:
            raise ValueError("the agreement is not bound")
        return self.first_day, self.last_day

    @property
    def version(self) -> "Version":
        """The terms as they stand: the last that hold of a bound agreement, otherwise the newest, which may change."""
        in_force = self.in_force
        return in_force[-1] if in_force else max(self.versions.all(), key=lambda v: v.number)

    @property
    def open_change(self) -> "Change | None":
        """The change that someone has asked for and that is not settled; there is never more than one."""
        return next((c for c in self.changes.all() if c.state in OPEN_CHANGE), None)

    @property
    def is_converting(self) -> bool:
        """Whether the receiver and the employee have agreed that the loan turns into employment."""
        return any(c.kind == ChangeKind.CONVERSION and c.state == ChangeState.AGREED for c in self.changes.all())

    @property
    def to_sign(self) -> "Version":
        """The terms that are signed now: those of an extension that is open, otherwise the agreement's own."""
        change = self.open_change
        return next((v for v in self.versions.all() if change and v.pk == change.version_id), self.version)

    @property
    def in_force(self) -> list["Version"]:
        """The versions that rule some days of a bound agreement, in the order of those days, which have no gap."""
        ruling = [v for v in self.versions.all() if v.in_force_from is not None]
        return sorted(ruling, key=lambda v: v.in_force_from)

    @property
    def prices(self) -> list[Price]:
        """What each day of a bound agreement costs, in the order of the days, which have no gap."""
        return prices_of(self.in_force, revisions=self.revisions.all(), rates=self.lender.rates.all())

    @property
    def vat(self) -> "VatDecision | None":
        """The newest decision about VAT, or None while finance has not decided."""
        return max(self.vat_decisions.all(), key=lambda d: d.at, default=None)


class Version(Identified):
    """The terms as they stood at one time. A version that someone has been asked to sign is never changed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField()
    ends_on = models.DateField()
    share = models.PositiveSmallIntegerField()
    tasks = models.TextField(blank=True)
    workplace = models.CharField(max_length=120, blank=True)
    monthly_salary = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    contribution_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    overhead_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    cost_model = models.CharField(max_length=6, choices=CostModel, default=CostModel.SALARY)
    monthly_amount = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    hourly_amount = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    monthly_hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    """How many hours a whole month is thought to be; what is billed is what is reported."""
    follows_rates = models.BooleanField(default=False)
    """Whether the lender's percentages rule, each from its day, instead of those written here."""
    travel = models.CharField(max_length=200, blank=True)
    equipment = models.CharField(max_length=200, blank=True)
    secrecy = models.CharField(max_length=200, blank=True)
    buyer_reference = models.CharField(max_length=60, blank=True)
    order_reference = models.CharField(max_length=60, blank=True)
    is_insurance_checked = models.BooleanField(default=False)
    union_informed_on = models.DateField(null=True, blank=True)
    early_end_days = models.PositiveSmallIntegerField(null=True, blank=True)
    assessment = models.TextField(blank=True)
    """The receiver's new assessment of its need, which a staff loan past six months of full time rests on."""
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    """The days, both included, that these terms rule; set when all have signed, shortened by what is signed after."""

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_version_per_number"),
            models.CheckConstraint(name="version_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="version_share_is_percent", condition=Q(share__range=(1, 100))),
            models.CheckConstraint(
                name="terms_in_force_have_their_days",
                condition=Q(in_force_from__isnull=True, in_force_to__isnull=True)
                | Q(in_force_from__isnull=False, in_force_to__gte=F("in_force_from")),
            ),
            models.CheckConstraint(name="version_costs_nothing_negative", condition=Q(
                monthly_salary__gte=0, contribution_percent__gte=0, overhead_percent__gte=0, monthly_amount__gte=0,
                hourly_amount__gte=0, monthly_hours__gte=0)),
        ]  # fmt: skip

    @property
    def early_end_notice(self) -> int:
        """How many days before the new last day an early end must be asked for."""
        return EARLY_END_DAYS if self.early_end_days is None else self.early_end_days


class Annex(Identified):
    """A file that belongs to the terms of a version; its digest stands in the paper, so who signs signs it too."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey("documents.File", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "file"], name="a_file_is_attached_once_to_a_version")]

    def __str__(self) -> str:
        return str(self.file)


class Paper(Identified):
    """The agreement as it was frozen: exactly these bytes are what is signed. The signed copy says by whom and when."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="paper")
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64, db_index=True)
    """SHA-256 of the bytes, in hex."""
    clauses = models.JSONField()
    """Heading and text of each clause as it stood."""
    made_at = models.DateTimeField()
    signed_pdf = models.BinaryField(null=True)
    signed_digest = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_signed_copy_has_its_digest",
                condition=Q(signed_pdf__isnull=True, signed_digest="")
                | Q(signed_pdf__isnull=False) & ~Q(signed_digest=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.version)


class Signature(Identified):
    """One party's yes to one version: a row that is never changed."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=8, choices=Party)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    method = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["version", "party"], name="one_signature_per_party")]


class VatDecision(Identified):
    """How the lender's finance treats VAT for the agreement, why, and who decided. A new decision is a new row."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="vat_decisions")
    treatment = models.CharField(max_length=1, choices=Vat)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="vat_decision_has_a_reason", condition=~Q(reason=""))]


class Away(Identified):
    """A part of a person's full time that a loan holds for some days; a loan may hold several.

    `part` is a range of percent: two loans of half the time hold 0 to 50 and 50 to 100 of the same days. As no part of
    a day is held twice, and there is nothing above 100, the loans of a person are never more than the whole.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="away")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    during = DateRangeField()
    part = IntegerRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="no_part_of_a_day_is_lent_twice",
                expressions=[
                    ("person", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS),
                    ("part", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="nobody_is_lent_above_the_whole", condition=Q(part__contained_by=(0, 100), part__isempty=False)
            ),
        ]  # fmt: skip


class Series(models.Model):
    """The last number that a lender has given an agreement in a year."""

    lender = models.ForeignKey("networks.Employer", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lender", "year"], name="one_series_per_lender_and_year")]
