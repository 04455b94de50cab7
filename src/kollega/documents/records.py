"""What is kept of the files that people send in, and which of them a person has sent."""

from typing import Any

from kollega.core.records import Kept
from kollega.documents.models import File

AS_ITS_MATTER = "Lika länge som ärendet som filen hör till. Raderas genast när den tas bort."
KEPT = (
    Kept("documents.File", "Fil som någon har skickat in", "Den arbetsgivare som ärendet gäller", "som ärendet",
         "ärendet avslutades", AS_ITS_MATTER),
    Kept("documents.Content", "Filens innehåll", "Den arbetsgivare som ärendet gäller", "som ärendet",
         "ärendet avslutades", AS_ITS_MATTER),
)  # fmt: skip


def about(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Return the files that the person has sent in; the files themselves are fetched where they belong."""
    return {
        "Filer du har skickat in": [
            {"Namn": f.name, "Sort": f.get_kind_display(), "Byte": f.size, "Hos": str(f.owner),
             "När": f.kept_at.isoformat(), "Kontrollsumma (SHA-256)": f.digest}
            for f in File.objects.filter(kept_by=person).select_related("owner")
        ]
    }  # fmt: skip
