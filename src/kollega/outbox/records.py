"""What the outbox keeps, and what it has told one person."""

from typing import Any

from kollega.core.records import Kept
from kollega.outbox.queries import messages_for

KEPT = (
    Kept(
        "outbox.Message",
        "Avisering",
        "Den arbetsgivare som ärendet gäller",
        "läslogg",
        "aviseringen skrevs",
        "24 månader.",
    ),
)


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what the person has been told."""
    return {
        "Aviseringar": [
            {
                "Ämne": m.subject,
                "Text": m.text,
                "Skriven": m.created_at.isoformat(),
                "Läst": m.read_at.isoformat() if m.read_at else None,
                "Mejlad": m.sent_at.isoformat() if m.sent_at else None,
            }
            for m in messages_for(person)
        ]
    }
