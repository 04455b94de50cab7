"""What is kept of those who apply, and what a person's export says about it."""

from typing import Any

from kollega.applications import queries
from kollega.applications.rules import seen_as
from kollega.core.records import Kept

OWNER = "Den arbetsgivare som annonserar"
FINAL = "beslutet kan inte längre överklagas"
TWO_YEARS = "2 år. Ansökan från den som anställdes bevaras."
KEPT = (
    Kept("applications.Application", "Ansökan om jobb", OWNER, "ansökan", FINAL, TWO_YEARS),
    Kept("applications.Answer", "Svar på frågor i en ansökan", OWNER, "ansökan", FINAL, TWO_YEARS),
    Kept("applications.Attachment", "Fil i en ansökan", OWNER, "ansökan", FINAL, TWO_YEARS),
    Kept("applications.Assessment", "Bedömning av en ansökan", OWNER, "bedömning", FINAL, "Med ansökan."),
    Kept("applications.Mark", "Bedömning mot ett krav", OWNER, "bedömning", FINAL, "Med ansökan."),
    Kept("applications.Assessor", "Vem som är utsedd att bedöma", OWNER, "bedömning", FINAL, "Med annonsen."),
    Kept("applications.Slot", "Tid för intervju", OWNER, "bokning", FINAL, "2 år."),
    Kept("applications.Letter", "Besked till dem som inte fick jobbet", OWNER, "ansökan", FINAL, "2 år."),
    Kept("applications.LateEntry", "Tillåtelse att söka efter sista dagen", OWNER, "ansökan", FINAL, "2 år."),
    Kept("applications.Showing", "Vem en ansökan har visats för", OWNER, "läslogg", FINAL, "Med ansökan."),
    Kept("applications.Reading", "Vem som har läst en ansökan", OWNER, "läslogg", FINAL, "Med ansökan, och 2 år till."),
)


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return what the person has applied for, with what they wrote, what came of it, and who has read it."""
    found = queries.own_applications_for(person).prefetch_related(
        "answers__question", "attachments__file", "readings", "showings__person", "showings__employer"
    )
    return {
        "Jobb som du har sökt": [
            {
                "Jobb": a.recruitment.title,
                "Arbetsgivare": str(a.recruitment.employer),
                "Läge": seen_as(a),
                "Namn": a.name,
                "Telefon": a.phone,
                "Brev": a.letter,
                "Anpassning": a.adaptation,
                "Svar": {str(said.question): said.text for said in a.answers.all()},
                "Filer": [str(kept.file) for kept in a.attachments.all()],
                "Skickad": a.submitted_at.isoformat() if a.submitted_at else None,
                "Besked": a.letter_back.text if a.letter_back else None,
                "Andra arbetsgivare får läsa": "ja" if a.may_be_shown else "nej",
                "Visad för": [str(s) for s in a.showings.all()],
                "Läst av": [f"{r.person}, {r.day.isoformat()}" for r in queries.readings_of(a)],
            }
            for a in found
        ]
    }
