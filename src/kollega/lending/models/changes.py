"""What is asked of a loan, and who said yes: extension, an early end, employment; and a shorter notice."""

from django.db import models
from django.db.models import F, Q

from kollega.core.models import Identified
from kollega.lending.models.agreements import Agreement, Version
from kollega.lending.terms import OPEN_CHANGE, ChangeKind, ChangeState, Party, Side, WaiverState


class Change(Identified):
    """What someone asks of a loan that runs: to extend it, end it early, or that the receiver employs the person."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    state = models.CharField(max_length=9, choices=ChangeState, default=ChangeState.ASKED)
    version = models.OneToOneField(Version, on_delete=models.PROTECT, null=True, related_name="change")
    last_day = models.DateField()
    reason = models.CharField(max_length=1000)
    party = models.CharField(max_length=8, choices=Party)
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_change_per_agreement", fields=["agreement"], condition=Q(state__in=OPEN_CHANGE)
            ),
            models.CheckConstraint(name="change_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="an_extension_has_its_terms",
                condition=Q(kind=ChangeKind.EXTENSION, version__isnull=False)
                | ~Q(kind=ChangeKind.EXTENSION) & Q(version__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} av {self.agreement.number}"


class Consent(Identified):
    """One party's yes to a change that is not signed: a row that is never changed."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="consents")
    party = models.CharField(max_length=8, choices=Party)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["change", "party"], name="one_consent_per_party")]


class Waiver(Identified):
    """The lender lets the colleague go before its notice has run out, if the manager and the contact both say so."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="waivers")
    state = models.CharField(max_length=9, choices=WaiverState, default=WaiverState.ASKED)
    first_day = models.DateField()
    reason = models.CharField(max_length=1000)
    side = models.CharField(max_length=7, choices=Side)
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_waiver_at_a_time", fields=["agreement"], condition=Q(state=WaiverState.ASKED)
            ),
            models.CheckConstraint(name="waiver_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="a_waiver_is_granted_by_two",
                condition=~Q(state=WaiverState.GRANTED)
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answered_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"Kortare framförhållning för {self.agreement.number}"
