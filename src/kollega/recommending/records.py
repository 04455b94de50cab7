"""What is kept so that suggestions suit, and what a person has of it. No suggestion itself is kept."""

from typing import Any

from kollega.core.records import Kept
from kollega.recommending.models import Digest, Told
from kollega.recommending.queries import hidden_by

KEPT = (
    Kept("recommending.Hidden", "Förslag som du har dolt", "Du själv", "intresse", "du dolde det",
         "Tills du visar det igen, annonsen raderas eller kontot raderas."),
    Kept("recommending.Digest", "När du senast fick mejl om det som passar dig", "Du själv", "intresse",
         "mejlet skrevs", "Tills kontot raderas."),
    Kept("recommending.Told", "Vilka annonser du har fått mejl om", "Du själv", "intresse", "mejlet skrevs",
         "12 månader, så att samma annons inte kommer igen. Används inte till något annat."),
)  # fmt: skip


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what the person has hidden, and what they have been mailed of."""
    return {
        "Förslag som du har dolt": [
            {"Vad": h.listing.title, "Hos": h.listing.employer_name, "När": h.made_at.isoformat()}
            for h in hidden_by(person)
        ],
        "Mejl om det som passar dig": [
            {"Senast": d.told_at.isoformat()} for d in Digest.objects.filter(person=person)
        ],
        "Annonser du har fått mejl om": [
            {"Vad": t.listing.title, "Hos": t.listing.employer_name, "När": t.told_at.isoformat()}
            for t in Told.objects.filter(person=person).select_related("listing").order_by("told_at", "pk")
        ],
    }  # fmt: skip
