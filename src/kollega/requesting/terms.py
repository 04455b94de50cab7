"""The words of requests between HR contacts, of those who are suggested, and of colleagues who are offered."""

from django.db import models


class RequestState(models.TextChoices):
    ASKED = "asked", "Väntar på svar"
    AGREED = "agreed", "Ledde till ett avtal"
    DECLINED = "declined", "Avböjd"
    WITHDRAWN = "withdrawn", "Återtagen"


class SuggestionState(models.TextChoices):
    ASKED = "asked", "Medarbetaren är tillfrågad"
    WILLING = "willing", "Medarbetaren vill, chefen är tillfrågad"
    NAMED = "named", "Föreslagen"
    CHOSEN = "chosen", "Vald"
    REFUSED = "refused", "Medarbetaren tackade nej"
    HELD = "held", "Chefen sa inte nu"
    DROPPED = "dropped", "Inte längre aktuell"


class OfferState(models.TextChoices):
    PROPOSED = "proposed", "Väntar på medarbetarens ja"
    OPEN = "open", "Visas för HR i nätverket"
    MATCHED = "matched", "Ledde till ett avtal"
    CLOSED = "closed", "Avslutat"


TONES = {
    "asked": "warning", "agreed": "ok", "declined": "neutral", "withdrawn": "neutral", "willing": "warning",
    "named": "info", "chosen": "ok", "refused": "neutral", "held": "neutral", "dropped": "neutral",
    "proposed": "warning", "open": "ok", "matched": "ok", "closed": "neutral",
}  # fmt: skip
LIVE = (SuggestionState.ASKED, SuggestionState.WILLING, SuggestionState.NAMED)
"""Nobody has said no, and the asker has not chosen."""
TO_THE_ASKER = (SuggestionState.NAMED, SuggestionState.CHOSEN)
"""The asker reads a name when the person and the manager have said yes, and never before."""
TO_THE_MANAGER = (
    SuggestionState.WILLING, SuggestionState.NAMED, SuggestionState.CHOSEN, SuggestionState.HELD,
)  # fmt: skip
