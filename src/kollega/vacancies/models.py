"""A vacancy as its employer's recruitment system announces it, and each feed's word for it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from kollega.core.models import Identified
from kollega.vacancies.terms import Source


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
