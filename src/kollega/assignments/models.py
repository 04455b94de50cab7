"""Calls for short assignments, the interest that employees express, and the manager's word."""

from django.db import models
from django.db.models import F, Q

from kollega.assignments.terms import (
    CALL_TONES,
    INTEREST_TONES,
    STATEMENT_LENGTH,
    CallState,
    InterestState,
    NotSelected,
    Way,
)
from kollega.core.models import Identified


class Call(Identified):
    """An assignment that one employer announces to the colleagues of the whole network."""

    network = models.ForeignKey("networks.Network", on_delete=models.PROTECT, related_name="calls")
    employer = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="calls")
    group = models.ForeignKey("networks.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Those of the network who see it; all its employees when none is chosen."""
    contact = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="calls")
    title = models.CharField(max_length=120)
    lead = models.CharField(max_length=200)
    tasks = models.TextField()
    needs = models.TextField()
    merits = models.TextField(blank=True)
    why = models.TextField(blank=True)
    place = models.CharField(max_length=120)
    share = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField(default=1)
    answer_by = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    diary_number = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=9, choices=CallState, default=CallState.DRAFT)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["answer_by"]
        constraints = [
            models.CheckConstraint(name="call_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="call_is_answered_before_start", condition=Q(answer_by__lte=F("starts_on"))),
            models.CheckConstraint(name="call_share_is_percent", condition=Q(share__range=(1, 100))),
            models.CheckConstraint(name="call_has_a_seat", condition=Q(seats__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_to(self) -> str:
        """Whom it is for, as the page says it."""
        return f"Bara för {self.group}" if self.group else "Bara för anställda i nätverket"

    @property
    def tone(self) -> str:
        return CALL_TONES[CallState(self.state)]


class Interest(Identified):
    """One employee's answer to one call."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="interests")
    employment = models.ForeignKey("people.Employment", on_delete=models.PROTECT, related_name="interests")
    share = models.PositiveSmallIntegerField(null=True, blank=True)
    can_start_on = models.DateField(null=True, blank=True)
    statement = models.TextField(max_length=STATEMENT_LENGTH, blank=True)
    has_talked = models.BooleanField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=InterestState, default=InterestState.DRAFT)
    made_at = models.DateTimeField()
    sent_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    not_selected_because = models.CharField(max_length=20, choices=NotSelected, blank=True)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(fields=["call", "employment"], name="one_answer_per_call_and_employment"),
            models.CheckConstraint(
                name="a_sent_answer_is_whole",
                condition=Q(state="draft")
                | (Q(share__range=(1, 100), can_start_on__isnull=False, sent_on__isnull=False) & ~Q(statement=""))
                | Q(state="withdrawn"),
            ),
            models.CheckConstraint(
                name="not_selected_has_a_reason", condition=~Q(state="not_selected") | ~Q(not_selected_because="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employment.person}: {self.call}"

    @property
    def tone(self) -> str:
        return INTEREST_TONES[InterestState(self.state)]

    @property
    def person(self):
        return self.employment.person


class Approval(Identified):
    """The manager's yes or no to one answer: a row that is never changed."""

    interest = models.ForeignKey(Interest, on_delete=models.PROTECT, related_name="approvals")
    is_yes = models.BooleanField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    message = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interest"], name="one_word_from_the_manager")]


class Cover(Identified):
    """How one of the employee's tasks is done while they are away, and by whom."""

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="cover")
    number = models.PositiveSmallIntegerField()
    task = models.CharField(max_length=160)
    way = models.CharField(max_length=10, choices=Way)
    who = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["interest", "number"], name="one_cover_row_per_number")]
