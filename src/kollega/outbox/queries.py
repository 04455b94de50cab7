"""What a person has been told."""

from django.db.models import QuerySet

from kollega.outbox.models import Message


def messages_for(person) -> QuerySet[Message]:
    """Return what the person has been told, newest first; what was recalled was never told."""
    return person.messages.filter(recalled_at__isnull=True).order_by("-created_at", "-pk")


def unread_count(person) -> int:
    return messages_for(person).filter(read_at__isnull=True).count()
