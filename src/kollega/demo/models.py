"""The demo's mailbox: letters arrive here instead of leaving."""

from django.db import models


class Letter(models.Model):
    """A mail that the product sent. The same Message-ID arriving twice is kept twice, so that doubling shows."""

    message_id = models.CharField(max_length=200, db_index=True)
    to = models.EmailField(db_index=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.subject
