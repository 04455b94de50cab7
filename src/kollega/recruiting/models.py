"""An own vacancy with its requirements, its announcement to the state, and the decision that ends it."""

from django.db import models
from django.db.models import F, Q

from kollega.catalogue.terms import Reach
from kollega.core.models import Identified
from kollega.recruiting.terms import (
    APPEALS_TO,
    TONES,
    FilingStatus,
    Form,
    HiredFrom,
    QuestionKind,
    Remote,
    State,
    Wanted,
    Weight,
)


class Recruitment(Identified):
    """One employer's search for colleagues: what is announced, and how far it has come.

    Everything but the title may be empty while it is a draft; what must be there is asked for when it is sent on.
    """

    network = models.ForeignKey("networks.Network", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="recruitments")
    contact = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="recruitments")
    title = models.CharField(max_length=120)
    lead = models.CharField(max_length=200, blank=True)
    tasks = models.TextField(blank=True)
    occupation = models.ForeignKey(
        "taxonomy.Concept", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.ForeignKey("taxonomy.Concept", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remote = models.CharField(max_length=6, choices=Remote, default=Remote.NO)
    form = models.CharField(max_length=10, choices=Form, default=Form.PERMANENT)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    share = models.PositiveSmallIntegerField(default=100)
    seats = models.PositiveSmallIntegerField(default=1)
    starts = models.CharField(max_length=120, blank=True)
    pay = models.CharField(max_length=200, blank=True)
    apply_by = models.DateField(null=True, blank=True)
    special_reasons = models.TextField(blank=True)
    receives_here = models.BooleanField(default=False)
    is_blind = models.BooleanField(default=False)
    application_url = models.URLField(max_length=500, blank=True)
    questions_to = models.TextField(blank=True)
    unions = models.TextField(blank=True)
    diary_number = models.CharField(max_length=40, blank=True)
    reach = models.CharField(max_length=8, choices=Reach, default=Reach.PUBLIC)
    group = models.ForeignKey("networks.Group", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    fills = models.ForeignKey("lending.Agreement", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The loan whose gap it fills, where it was opened from one."""
    publish_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    hired_from = models.CharField(max_length=8, choices=HiredFrom, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(name="recruitment_share_is_percent", condition=Q(share__range=(1, 100))),
            models.CheckConstraint(name="recruitment_has_a_seat", condition=Q(seats__gte=1)),
            models.CheckConstraint(
                name="what_is_announced_says_when_it_was",
                condition=~Q(state__in=["published", "closed", "filled", "unfilled"]) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_last_day_or_special_reasons",
                condition=~Q(state__in=["published", "closed"]) | Q(apply_by__isnull=False) | ~Q(special_reasons=""),
            ),
            models.CheckConstraint(
                name="a_filled_one_says_where_from", condition=~Q(state="filled") | ~Q(hired_from="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_to(self) -> str:
        """The group it is for, as the page says it."""
        return f"Bara för {self.group}"

    @property
    def tone(self) -> str:
        return TONES[State(self.state)]


class Criterion(Identified):
    """One line of the profile of requirements, which applicants are later judged by and nothing else."""

    recruitment = models.ForeignKey(Recruitment, on_delete=models.CASCADE, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    weight = models.CharField(max_length=5, choices=Weight)
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["recruitment", "number"], name="one_criterion_per_number")]

    def __str__(self) -> str:
        return self.text


class Question(Identified):
    """One thing that everyone who applies here is asked. An answer never decides by itself: it is marked, and read."""

    recruitment = models.ForeignKey(Recruitment, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=QuestionKind, default=QuestionKind.SHORT)
    text = models.CharField(max_length=200)
    is_required = models.BooleanField(default=True)
    wanted = models.CharField(max_length=3, choices=Wanted, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["recruitment", "number"], name="one_question_per_number"),
            models.CheckConstraint(name="only_yes_or_no_can_be_wanted", condition=Q(wanted="") | Q(kind="yes_no")),
        ]

    def __str__(self) -> str:
        return self.text


class Filing(Identified):
    """What Arbetsförmedlingen is told of a vacancy: exactly this file, and what became of it."""

    recruitment = models.ForeignKey(Recruitment, on_delete=models.PROTECT, related_name="filings")
    number = models.PositiveSmallIntegerField()
    xml = models.TextField()
    digest = models.CharField(max_length=64)
    status = models.CharField(max_length=7, choices=FilingStatus, default=FilingStatus.MADE)
    made_at = models.DateTimeField()
    noted_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["recruitment", "number"], name="one_filing_per_number")]

    def __str__(self) -> str:
        return f"Anmälan {self.number}"


class Decision(Identified):
    """The decision to employ, when it was posted on the notice board, and until when it can be appealed."""

    recruitment = models.OneToOneField(Recruitment, on_delete=models.PROTECT, related_name="decision")
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=120)
    posted_on = models.DateField(null=True, blank=True)
    appeal_by = models.DateField(null=True, blank=True)
    appeals_to = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_posted_decision_can_be_appealed",
                condition=Q(posted_on__isnull=True, appeal_by__isnull=True)
                | Q(posted_on__isnull=False, appeal_by__gt=F("posted_on")),
            ),
            models.CheckConstraint(
                name="a_decision_is_posted_after_it_is_made",
                condition=Q(posted_on__isnull=True) | Q(posted_on__gte=F("decided_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"Beslut {self.decided_on}"


class HouseRules(Identified):
    """What one employer asks of its own announcements."""

    employer = models.OneToOneField("networks.Employer", on_delete=models.CASCADE, related_name="house_rules")
    asks_for_diary_number = models.BooleanField(default=False)
    asks_for_unions = models.BooleanField(default=True)
    appeals_to = models.CharField(max_length=120, default=APPEALS_TO)
    adaptations_to = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "house rules"

    def __str__(self) -> str:
        return f"Regler för {self.employer}"
