"""The words of networks that see each other's lists."""

from datetime import timedelta

from django.db import models


class State(models.TextChoices):
    WAITING = "waiting", "Väntar på chefens ord"
    SUPPORTED = "supported", "Lämnas över"
    HANDED = "handed", "Överlämnad"
    DECLINED = "declined", "Inte nu"
    WITHDRAWN = "withdrawn", "Tillbakadragen"
    REFUSED = "refused", "Togs inte emot"


TONES = {
    State.WAITING: "warning", State.SUPPORTED: "info", State.HANDED: "ok", State.DECLINED: "neutral",
    State.WITHDRAWN: "neutral", State.REFUSED: "bad",
}  # fmt: skip
STATEMENT = 1500
"""Characters of an answer, as within the network (flows.md 5.2)."""
EVERY = timedelta(hours=1)
TRY_AGAIN = timedelta(minutes=15)
"""How soon what could not be read or handed over is tried again."""
GIVE_UP = 96
"""How many times an answer is tried: a day."""
MOST = 2000
"""Calls in one list: more than any network announces."""
LARGEST_ANSWER = 50_000
EDITION = 1
"""The edition of the list's form; a reader refuses one it does not know."""
