"""What surrounds a loan: the lists before it begins and ends, the talk about the return, and how it went."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kollega.core.models import Identified
from kollega.lending.models.agreements import Agreement
from kollega.lending.terms import Moment, Party, PointKind, Role


class Point(Identified):
    """One thing to be ready when a loan begins or ends: whose it is, and who said that it is ready."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="points")
    moment = models.CharField(max_length=6, choices=Moment)
    party = models.CharField(max_length=8, choices=Party)
    kind = models.CharField(max_length=11, choices=PointKind)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    is_needed = models.BooleanField(default=True)
    ready_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    ready_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "moment", "number"], name="one_point_per_number"),
            models.CheckConstraint(
                name="a_point_is_ready_by_someone",
                condition=Q(ready_by__isnull=True, ready_at__isnull=True)
                | Q(ready_by__isnull=False, ready_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_done(self) -> bool:
        return self.ready_at is not None or not self.is_needed


class SignOff(Identified):
    """One employer's word that its part of a list is done: a row that is never changed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="sign_offs")
    moment = models.CharField(max_length=6, choices=Moment)
    party = models.CharField(max_length=8, choices=Party)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "moment", "party"], name="one_sign_off_per_party_and_moment")
        ]


class ReturnTalk(Identified):
    """When and where the manager and the colleague talk about the return."""

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="talk")
    at = models.DateTimeField()
    place = models.CharField(max_length=200)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveSmallIntegerField(default=0)
    """How many times it has been moved, so that a calendar takes the newest (RFC 5545, 3.8.7.4)."""

    def __str__(self) -> str:
        return f"Samtal om återkomsten, {self.agreement.number}"


class Evaluation(Identified):
    """How one of the three who were in a loan says that it went: four marks from one to five, and words."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="evaluations")
    role = models.CharField(max_length=8, choices=Role)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    marks = ArrayField(models.PositiveSmallIntegerField(), size=4)
    words = models.TextField(blank=True, max_length=1500)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["agreement", "role"], name="one_evaluation_per_role")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} om {self.agreement.number}"
