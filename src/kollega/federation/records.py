"""What is kept of what crosses between networks."""

from typing import Any

from kollega.core.records import Kept
from kollega.federation.models import Handover

NETWORK, OWN = "Nätverkets samordnande arbetsgivare", "Den anställdes arbetsgivare"
KEPT = (
    Kept("federation.Link", "Länk som ett annat nätverk läser", NETWORK, "inställning", "länken stoppades", "2 år."),
    Kept("federation.Subscription", "Annat nätverks lista", NETWORK, "inställning", "läsningen stoppades", "2 år."),
    Kept("federation.RemoteCall", "Uppdrag i annat nätverk", NETWORK, "annons", "det stängdes", "2 år."),
    Kept("federation.Handover", "Anmälan till annat nätverk", OWN, "anmälan", "den avgjordes", "2 år."),
    Kept("federation.Received", "Svar från annat nätverk", "Den arbetsgivare som annonserar", "anmälan",
         "det avgjordes", "2 år."),
)  # fmt: skip


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what the person has answered in other networks."""
    found = Handover.objects.filter(employment__person=person).select_related("call__subscription")
    return {
        "Anmälningar till andra nätverk": [
            {
                "Uppdrag": h.call.title, "Arbetsgivare": h.call.employer_name, "Nätverk": str(h.call.subscription),
                "Läge": h.get_state_display(), "Motivering": h.statement, "Telefon": h.phone,
                "Överlämnad": h.handed_at.isoformat() if h.handed_at else None,
            }
            for h in found
        ]
    }  # fmt: skip
