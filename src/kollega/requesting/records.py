"""What requesting keeps, and what it knows about one person."""

from typing import Any

from kollega.core.records import Kept
from kollega.requesting.models import Offer, Request, Suggestion

OVER = "frågan blev klar"
LATER = "12 månader. Blev det ett lån hör den till avtalet."

KEPT = (
    Kept("requesting.Request", "Förfrågan till en annan arbetsgivare", "Den arbetsgivare som frågar", "intresse", OVER,
         LATER),
    Kept("requesting.Suggestion", "Förslag på medarbetare", "Den arbetsgivare som är tillfrågad", "intresse", OVER,
         LATER),
    Kept("requesting.Offer", "Erbjudande om en medarbetare", "Medarbetarens arbetsgivare", "intresse",
         "erbjudandet avslutades", "12 månader."),
)  # fmt: skip


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what the person has been asked about and offered for, and what they have asked."""
    suggestions = Suggestion.objects.filter(employment__person=person).select_related("request__asker", "by")
    offers = Offer.objects.filter(employment__person=person).select_related("by")
    return {
        "Frågor om du vill arbeta någon annanstans": [
            {"Uppdrag": s.request.title, "Hos": str(s.request.asker), "Läge": s.get_state_display(), "Av": str(s.by),
             "När": s.made_at.isoformat()}
            for s in suggestions
        ],
        "Erbjudanden om dig": [
            {"Text": o.about, "Procent": o.share, "Från": o.from_on.isoformat(), "Till": o.to_on.isoformat(),
             "Läge": o.get_state_display(), "Av": str(o.by), "När": o.made_at.isoformat()}
            for o in offers
        ],
        "Förfrågningar du har skickat": [
            {"Uppdrag": r.title, "Till": str(r.asked), "Läge": r.get_state_display(), "När": r.made_at.isoformat()}
            for r in Request.objects.filter(by=person).select_related("asked")
        ],
        "Erbjudanden du har skrivit": [
            {"Text": o.about, "Läge": o.get_state_display(), "När": o.made_at.isoformat()}
            for o in Offer.objects.filter(by=person)
        ],
    }  # fmt: skip
