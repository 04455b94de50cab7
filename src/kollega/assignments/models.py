"""Calls for short assignments, the interest that employees express, and the manager's word."""

from django.db import models
from django.db.models import F, Q

from kollega.assignments.terms import (
    CALL_TONES,
    INTEREST_TONES,
    PASSED_ON,
    STATEMENT_LENGTH,
    STILL_OPEN,
    CallState,
    InterestState,
    NotSelected,
    Outcome,
    Rung,
    Way,
    Word,
)
from kollega.core.meetings import MeetingTime
from kollega.core.models import Identified
from kollega.networks.terms import ManagerStep


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
    fills = models.ForeignKey("lending.Agreement", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The loan whose gap it fills, where it was opened from one."""
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
    manager_step = models.CharField(max_length=14, choices=ManagerStep, default=ManagerStep.BEFORE_VISIBLE)
    """The network's rule when the answer was first sent, which goes on ruling it."""
    execution = models.PositiveSmallIntegerField(default=1)
    """How many times the question has been put: sending a mended answer puts it again (flows, rule i)."""
    asked_on = models.DateField(null=True, blank=True)
    """When whoever decides now got the question; the reminders count from here."""
    delegate = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The colleague whom the manager has handed the question to."""
    rung = models.PositiveSmallIntegerField(choices=Rung, default=Rung.ASKED)
    reminded_on = models.DateField(null=True, blank=True)
    """When the clock last reminded; whom it has come to is the rung."""
    nudged_on = models.DateField(null=True, blank=True)
    """When the contact or the head of HR last reminded, which they may once a day."""
    shortlisted_on = models.DateField(null=True, blank=True)
    """When the receiver put it on the shortlist, which the manager's word may come before or after."""
    not_selected_because = models.CharField(max_length=20, choices=NotSelected, blank=True)
    """Also while the no is kept until all are told together; only the receiver sees it then."""
    feedback = models.TextField(max_length=1000, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    outcome_note = models.TextField(max_length=1000, blank=True)
    """What the receiver says when the person is done: the closing checklist of flows 5.2."""

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
            models.CheckConstraint(name="whoever_is_done_has_an_outcome", condition=~Q(state="done") ^ ~Q(outcome="")),
            models.CheckConstraint(
                name="what_was_not_done_is_explained", condition=~Q(outcome="not_done") | ~Q(outcome_note="")
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

    @property
    def meeting(self) -> "Talk | None":
        return getattr(self, "talk", None)

    @property
    def is_set_aside(self) -> bool:
        """Whether the receiver has decided to say no, and nobody has been told."""
        return bool(self.not_selected_because) and self.state != InterestState.NOT_SELECTED

    @property
    def is_left_over(self) -> bool:
        """Whether nobody has ended it, and the receiver has not decided."""
        return self.state in STILL_OPEN and not self.not_selected_because


class Approval(Identified):
    """What the one who was asked said about one answer: a row that the database lets nobody change."""

    interest = models.ForeignKey(Interest, on_delete=models.PROTECT, related_name="approvals")
    execution = models.PositiveSmallIntegerField(default=1)
    word = models.CharField(max_length=10, choices=Word)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    message = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["interest", "execution"],
                condition=~Q(word__in=PASSED_ON),
                name="one_word_each_time_it_is_asked",
            ),
            models.CheckConstraint(
                name="what_is_delegated_goes_to_someone", condition=Q(word="delegated") ^ Q(to__isnull=True)
            ),
            models.CheckConstraint(name="more_is_asked_for_in_words", condition=~Q(word="returned") | ~Q(message="")),
        ]

    @property
    def is_yes(self) -> bool:
        return self.word == Word.YES

    @property
    def said(self) -> str:
        """Who said what, as one line."""
        ends = {Word.YES: "sa ja", Word.NO: "sa inte nu", Word.RETURNED: "vill veta mer",
                Word.DELEGATED: f"lämnade frågan till {self.to}", Word.TAKEN_BACK: "tog tillbaka frågan"}  # fmt: skip
        return f"{self.by} {ends[Word(self.word)]}"


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


class TalkTime(MeetingTime):
    """A time when those on the shortlist can be met; whoever takes it first has it."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="times")
    taken_by = models.OneToOneField(Interest, null=True, blank=True, on_delete=models.PROTECT, related_name="time")

    class Meta(MeetingTime.Meta):
        constraints = [
            models.UniqueConstraint(fields=["call", "starts_at", "place"], name="one_talk_at_a_time_and_place"),
            models.CheckConstraint(name="a_talk_lasts", condition=Q(minutes__range=(10, 480))),
        ]


class Talk(Identified):
    """The invitation to one talk. It keeps its id through every change, so that calendars replace what they have."""

    interest = models.OneToOneField(Interest, on_delete=models.CASCADE, related_name="talk")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200)
    sequence = models.PositiveSmallIntegerField(default=0)
    is_cancelled = models.BooleanField(default=False)
    is_reminded = models.BooleanField(default=False)
