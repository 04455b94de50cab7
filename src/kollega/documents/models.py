"""Files that were sent in and found clean, and what they hold."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kollega.core.models import Identified
from kollega.documents.terms import LIMIT, LONGEST_NAME, FileKind


class File(Identified):
    """A file that belongs to an employer's records: what it is called and is, never what it holds."""

    owner = models.ForeignKey("networks.Employer", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=5, choices=FileKind)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kept_at", "id"]
        constraints = [
            models.CheckConstraint(name="a_file_is_within_the_limit", condition=Q(size__range=(1, LIMIT))),
            models.CheckConstraint(name="a_file_has_a_name_and_a_digest", condition=~Q(name="") & ~Q(digest="")),
        ]

    def __str__(self) -> str:
        return self.name


class Content(models.Model):
    """The bytes of one file, apart from it so that a list of files never reads them."""

    file = models.OneToOneField(File, primary_key=True, on_delete=models.CASCADE, related_name="content")
    raw = models.BinaryField()
