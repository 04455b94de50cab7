"""What the house itself keeps: the log and the one-time keys."""

from typing import Any

from kollega.core.log import Entry
from kollega.core.models import OneTimeKey
from kollega.core.records import Kept
from kollega.core.timeline import in_words

KEPT = (
    Kept(
        "core.Entry",
        "Rad i loggen",
        "Den arbetsgivare som ärendet gäller",
        "logg",
        "ärendet gallrades",
        "Lika länge som det ärende raden gäller, och två år till.",
    ),
    Kept(
        "core.Payload",
        "Det som sades i loggen",
        "Den arbetsgivare som ärendet gäller",
        "logg",
        "ärendet gallrades",
        "Som ärendet, och två år till. Kan raderas utan att loggen bryts.",
    ),
    Kept(
        "core.OneTimeKey", "Skickat formulär", "Arbetsgivaren", "säkerhetslogg", "formuläret skickades", "24 månader."
    ),
)


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what the person has done, as the log has it, and which forms they have sent."""
    lines = Entry.objects.filter(actor=person).select_related("payload").order_by("at", "id")
    return {
        "Det du har gjort, enligt loggen": [
            {"När": e.at.isoformat(), "Händelse": in_words(e.verb), "Id": str(e.object_id), "Skäl": e.reason}
            for e in lines
        ],
        "Formulär du har skickat": [
            {"När": k.created_at.isoformat(), "Sida": k.path}
            for k in OneTimeKey.objects.filter(person=person).order_by("created_at")
        ],
    }
