"""A vacancy as its employer's recruitment system announces it, and each feed's word for it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from kollega.core.models import Identified
from kollega.vacancies.terms import HOURS, FeedKind, FeedState, Source


class Vacancy(Identified):
    """An ad that came in a feed. It is read here and answered where it came from.

    It says what the sighting that leads says; `source` and `source_id` are that one's.
    """

    source = models.CharField(max_length=20, choices=Source)
    source_id = models.CharField(max_length=80)
    external_id = models.CharField(max_length=120, blank=True)
    employer = models.ForeignKey(
        "networks.Employer", null=True, blank=True, on_delete=models.PROTECT, related_name="vacancies"
    )
    employer_name = models.CharField(max_length=160, blank=True)
    org_number = models.CharField(max_length=11, blank=True)
    workplace = models.CharField(max_length=160, blank=True)
    title = models.CharField(max_length=250)
    alike = models.CharField(max_length=32, db_index=True)
    """What titles of one job have in common, to look for copies by."""
    text = models.TextField(blank=True)
    """Plain text with empty lines between paragraphs; no markup and no one's phone or e-mail is kept."""
    place = models.ForeignKey("taxonomy.Concept", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    municipality_code = models.CharField(max_length=4, blank=True)
    place_label = models.CharField(max_length=120, blank=True)
    occupation = models.ForeignKey(
        "taxonomy.Concept", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    extent = models.CharField(max_length=120, blank=True)
    duration = models.CharField(max_length=120, blank=True)
    seats = models.PositiveSmallIntegerField(default=1)
    url = models.URLField(max_length=500)
    application_url = models.URLField(max_length=500, blank=True)
    diary_number = models.CharField(max_length=120, blank=True)
    apply_by = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name_plural = "vacancies"
        constraints = [
            models.CheckConstraint(name="vacancy_has_a_seat", condition=models.Q(seats__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title


class Sighting(Identified):
    """One ad as one feed has it. The copies of a job are sightings of the same vacancy, and one of them leads."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="sightings")
    source = models.CharField(max_length=20, choices=Source)
    scope = models.CharField(max_length=80, blank=True)
    """Whose ids these are: an employer's, or a site's where nobody here owns the feed; the national list needs none."""
    source_id = models.CharField(max_length=80)
    marks = ArrayField(models.CharField(max_length=200), default=list)
    """What ties it to its copies: ids and links, each in one spelling."""
    digest = models.CharField(max_length=64)
    is_own = models.BooleanField(default=False)
    leads = models.BooleanField(default=False)
    said = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    """What this feed says, kept while another one leads."""
    first_seen_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "scope", "source_id"], name="one_sighting_per_ad_in_a_feed"),
            models.UniqueConstraint(fields=["vacancy"], condition=Q(leads=True), name="one_sighting_leads"),
        ]
        indexes = [GinIndex(fields=["marks"], name="sighting_marks"), models.Index(fields=["vacancy"])]

    def __str__(self) -> str:
        return f"{self.source}/{self.source_id}"


class Feed(Identified):
    """Where an employer's ads are fetched from, how often, and how it went the last time."""

    employer = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="feeds")
    kind = models.CharField(max_length=12, choices=FeedKind)
    address = models.CharField(max_length=500)
    is_whole = models.BooleanField(default=True)
    """Whether the feed is the employer's whole list, so that what it no longer has is removed."""
    every_hours = models.PositiveSmallIntegerField(choices=HOURS, default=3)
    is_on = models.BooleanField(default=True)
    next_at = models.DateTimeField()
    last_run_at = models.DateTimeField(null=True, blank=True)
    last_ok_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    asks = models.CharField(max_length=500, blank=True)
    """Why the last run stopped to ask, where someone has to say yes before it removes so much."""
    may_remove_many = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind"]
        indexes = [models.Index(fields=["next_at"], name="feed_due", condition=Q(is_on=True))]
        constraints = [
            models.UniqueConstraint(fields=["employer", "kind"], name="one_feed_per_kind_at_an_employer"),
            models.CheckConstraint(
                name="a_failing_feed_says_why", condition=Q(error="", failing_since=None)
                | (~Q(error="") & Q(failing_since__isnull=False)),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}, {self.employer}"

    @property
    def name(self) -> str:
        """The kind without its examples."""
        return FeedKind(self.kind).label.partition(",")[0]

    @property
    def state(self) -> str:
        """Where the feed stands, the most pressing first."""
        if not self.is_on:
            return FeedState.STOPPED
        if self.asks:
            return FeedState.ASKS
        if self.error:
            return FeedState.BROKEN
        return FeedState.WORKS if self.last_ok_at else FeedState.NEW

    def get_state_display(self) -> str:
        return FeedState(self.state).label

    @property
    def tone(self) -> str:
        return {FeedState.WORKS: "ok", FeedState.BROKEN: "bad", FeedState.ASKS: "warning"}.get(self.state, "neutral")
