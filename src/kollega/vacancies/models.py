"""A vacancy as its employer's recruitment system announces it."""

from django.db import models

from kollega.core.models import Identified
from kollega.vacancies.terms import Source


class Vacancy(Identified):
    """An ad that came in a feed. It is read here and answered where it came from."""

    source = models.CharField(max_length=20, choices=Source)
    source_id = models.CharField(max_length=80)
    external_id = models.CharField(max_length=120, blank=True)
    employer = models.ForeignKey(
        "networks.Employer", null=True, blank=True, on_delete=models.PROTECT, related_name="vacancies"
    )
    employer_name = models.CharField(max_length=160)
    org_number = models.CharField(max_length=11, blank=True)
    workplace = models.CharField(max_length=160, blank=True)
    title = models.CharField(max_length=250)
    text = models.TextField()
    """Plain text with empty lines between paragraphs; no markup of the feed's is kept."""
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
            models.UniqueConstraint(fields=["source", "source_id"], name="one_vacancy_per_ad_in_a_source"),
            models.CheckConstraint(name="vacancy_has_a_seat", condition=models.Q(seats__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title
