"""What someone is told: shown in the product at once, and mailed after a minute."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kollega.core.models import Identified


class Message(Identified):
    """One thing told to one person. Its key says which, so that telling twice tells once.

    The row is written in the transaction of what happened; the mail leaves later, with the same Message-ID however
    often it is tried.
    """

    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages")
    about_kind = models.CharField(max_length=60)
    about_id = models.UUIDField()
    subject = models.CharField(max_length=160)
    text = models.TextField()
    url = models.CharField(max_length=300)
    stop_url = models.CharField(max_length=300, blank=True)
    """Where one press stops mail of this kind, as a path; empty for what belongs to a matter."""
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    is_mailed = models.BooleanField(default=True)
    send_after = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["send_after"], name="outbox_due",
                condition=Q(sent_at__isnull=True, recalled_at__isnull=True, is_mailed=True),
            ),
            models.Index(fields=["person", "-created_at"]),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.subject
