"""What recruiting keeps, and what it knows about one person."""

from typing import Any

from kollega.core.records import Kept
from kollega.recruiting.models import Recruitment

OWNER = "Den arbetsgivare som annonserar"
FINAL = "beslutet kan inte längre överklagas"
KEPT = (
    Kept("recruiting.Recruitment", "Annons om jobb", OWNER, "annons", FINAL, "Bevaras och lämnas till arkivet."),
    Kept("recruiting.Criterion", "Krav i en annons", OWNER, "annons", FINAL, "Bevaras med annonsen."),
    Kept("recruiting.Question", "Fråga till den som söker", OWNER, "annons", FINAL, "Bevaras med annonsen."),
    Kept("recruiting.Decision", "Beslut om anställning", OWNER, "beslut", FINAL, "Bevaras och lämnas till arkivet."),
    Kept(
        "recruiting.Filing", "Anmälan till Arbetsförmedlingen", OWNER, "annons", "filen gjordes",
        "2 år.",
    ),
    Kept(
        "recruiting.HouseRules", "Arbetsgivarens regler för annonser", OWNER, "inställning", "reglerna ändrades",
        "Tills de ersätts.",
    ),
)  # fmt: skip


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return the vacancies that the person has announced."""
    return {
        "Jobb som du har annonserat": [
            {
                "Rubrik": r.title,
                "Arbetsgivare": str(r.employer),
                "Läge": r.get_state_display(),
                "Skapad": r.made_at.isoformat(),
                "Sista dagen att söka": r.apply_by.isoformat() if r.apply_by else None,
            }
            for r in Recruitment.objects.filter(contact=person).select_related("employer").order_by("made_at")
        ]
    }
