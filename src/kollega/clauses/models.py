"""What a network says instead of a standard clause, from a day on."""

from django.db import models
from django.db.models import Q

from kollega.clauses.terms import LONGEST, Language, LegalForm
from kollega.core.models import Identified


class Clause(Identified):
    """One clause as the network words it in a legal form from a day on. A later row takes its place; none changes."""

    network = models.ForeignKey("networks.Network", on_delete=models.PROTECT, related_name="clauses")
    form = models.CharField(max_length=12, choices=LegalForm)
    language = models.CharField(max_length=2, choices=Language, default=Language.SWEDISH)
    key = models.CharField(max_length=20)
    """The standard clause that it stands instead of, or its own where it is one more."""
    heading = models.CharField(max_length=80)
    text = models.TextField(max_length=LONGEST, blank=True)
    is_left_out = models.BooleanField(default=False)
    from_on = models.DateField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["from_on", "made_at"]
        constraints = [
            models.CheckConstraint(name="a_clause_says_something", condition=Q(is_left_out=True) | ~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.heading
