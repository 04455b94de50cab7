"""The words of own vacancies."""

from django.db import models

from kollega.catalogue import terms as catalogue


class State(models.TextChoices):
    DRAFT = "draft", "Utkast"
    IN_REVIEW = "in_review", "Granskas av HR"
    APPROVED = "approved", "Godkänd"
    SCHEDULED = "scheduled", "Publiceras snart"
    PUBLISHED = "published", "Publicerad"
    CLOSED = "closed", "Stängd"
    FILLED = "filled", "Tillsatt"
    UNFILLED = "unfilled", "Inte tillsatt"
    CANCELLED = "cancelled", "Avbruten"
    WITHDRAWN = "withdrawn", "Tillbakadragen"


TONES = {
    State.DRAFT: "neutral", State.IN_REVIEW: "warning", State.APPROVED: "info", State.SCHEDULED: "info",
    State.PUBLISHED: "ok", State.CLOSED: "warning", State.FILLED: "ok", State.UNFILLED: "neutral",
    State.CANCELLED: "neutral", State.WITHDRAWN: "neutral",
}  # fmt: skip
WRITABLE = (State.DRAFT, State.IN_REVIEW)
READABLE = (State.PUBLISHED, State.CLOSED, State.FILLED, State.UNFILLED, State.CANCELLED, State.WITHDRAWN)
"""What has been announced keeps its page, which says how it went."""


class Form(models.TextChoices):
    PERMANENT = "permanent", "Tillsvidare"
    FIXED = "fixed", "Tidsbegränsad"
    SUBSTITUTE = "substitute", "Vikariat"


LISTED_AS = {
    Form.PERMANENT: catalogue.Form.PERMANENT, Form.FIXED: catalogue.Form.LIMITED,
    Form.SUBSTITUTE: catalogue.Form.SUBSTITUTE,
}  # fmt: skip
"""What the joint list calls each form."""


class Remote(models.TextChoices):
    NO = "no", "På plats"
    PARTLY = "partly", "Delvis på distans"
    WHOLLY = "wholly", "Helt på distans"


class Weight(models.TextChoices):
    MUST = "must", "Krav"
    MERIT = "merit", "Meriterande"


class QuestionKind(models.TextChoices):
    SHORT = "short", "Kort svar"
    LONG = "long", "Längre svar"
    YES_NO = "yes_no", "Ja eller nej"


class Wanted(models.TextChoices):
    YES = "yes", "Ja"
    NO = "no", "Nej"


QUESTIONS = 5
"""How many questions an announcement may ask: each one more makes fewer apply (ux.md J1 says at most three)."""


class HiredFrom(models.TextChoices):
    INTERNAL = "internal", "Egen anställd"
    NETWORK = "network", "Anställd i nätverket"
    EXTERNAL = "external", "Någon annanstans ifrån"
    UNKNOWN = "unknown", "Vet inte"


class FilingStatus(models.TextChoices):
    MADE = "made", "Filen är gjord"
    SENT = "sent", "Lämnad till Arbetsförmedlingen"
    TAKEN = "taken", "Publicerad på Platsbanken"
    REFUSED = "refused", "Avvisad av Arbetsförmedlingen"


RECOMMENDED_DAYS = 10
"""ux.md J1: an ad is open for at least ten days. No law sets a number, so less is warned about and not refused."""
POSTED_ABOVE_MONTHS = 6
"""Anställningsförordningen (1994:373) 7 §: an agency need not post a decision on at most six months."""
APPEALS_TO = "Statens överklagandenämnd"
"""Most agencies' decisions on employment are appealed there; an employer may name another in its rules."""
DURING = 30
"""A decision stays on the notice board until it can no longer be appealed, and then a month so that it can be found."""
