"""What following keeps, and what it knows about one person."""

from typing import Any

from kollega.core.records import Kept
from kollega.following.models import Favourite, SavedSearch

LAST = "du senast ändrade den"
KEPT = (
    Kept("following.SavedSearch", "Sökning som du följer", "Du själv", "intresse", LAST,
         "Tills du tar bort den, eller kontot raderas."),
    Kept("following.Favourite", "Det du har sparat på listan", "Du själv", "intresse", "du sparade",
         "Tills du tar bort det, eller kontot raderas."),
    Kept("following.CalendarKey", "Adressen till din kalender", "Du själv", "intresse", LAST,
         "Tills du byter den, eller kontot raderas."),
)  # fmt: skip


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what the person follows and has put aside."""
    return {
        "Sökningar du följer": [
            {"Namn": s.name, "Sökning": s.address, "Mejl": s.get_rhythm_display(), "Sedan": s.made_at.isoformat()}
            for s in SavedSearch.objects.filter(person=person).order_by("made_at")
        ],
        "Det du har sparat på listan": [
            {"Vad": f.listing.title, "Hos": f.listing.employer_name, "När": f.made_at.isoformat()}
            for f in Favourite.objects.filter(person=person).select_related("listing").order_by("made_at")
        ],
    }
