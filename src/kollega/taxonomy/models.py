"""The words of the labour market's vocabulary, and which skills an occupation usually asks for."""

from django.db import models

from kollega.taxonomy.terms import Kind


class Concept(models.Model):
    """An occupation, a level of the classification, a skill, a place or a language.

    A concept met in a feed before any dump has named it is kept with the label the feed gave, and `is_known` is false.
    """

    id = models.CharField(max_length=40, primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind)
    label = models.CharField(max_length=250)
    code = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_known = models.BooleanField(default=True)
    is_deprecated = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["kind", "label"]), models.Index(fields=["kind", "code"])]
        constraints = [
            models.CheckConstraint(
                name="concept_is_valid_forwards",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return self.label


class RelatedSkill(models.Model):
    """A skill that someone in the occupation, or in the group of occupations, usually has."""

    occupation = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="usual_skills")
    skill = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occupation", "skill"], name="a_skill_is_usual_once")]

    def __str__(self) -> str:
        return f"{self.occupation_id}: {self.skill_id}"
