"""The words of calls and answers."""

from django.db import models


class CallState(models.TextChoices):
    DRAFT = "draft", "Utkast"
    SUBMITTED = "submitted", "Granskas av HR"
    OPEN = "open", "Öppen"
    SELECTING = "selecting", "Väljs"
    STAFFED = "staffed", "Bemannad"
    RUNNING = "running", "Pågår"
    COMPLETED = "completed", "Klar"
    CANCELLED = "cancelled", "Inställd"


class InterestState(models.TextChoices):
    DRAFT = "draft", "Utkast"
    SENT = "sent", "Väntar på chefen"
    RETURNED = "returned", "Behöver kompletteras"
    ENDORSED = "endorsed", "Tillstyrkt"
    NOT_ENDORSED = "not_endorsed", "Inte nu"
    SELECTED = "selected", "Utvald"
    CONFIRMED = "confirmed", "Klar att börja"
    ACTIVE = "active", "Arbetar i uppdraget"
    DONE = "done", "Uppdraget avslutat"
    FELL = "fell", "Blev inte av"
    NOT_SELECTED = "not_selected", "Gick till någon annan"
    WITHDRAWN = "withdrawn", "Tillbakadragen"


CALL_TONES = {
    CallState.DRAFT: "neutral", CallState.SUBMITTED: "warning", CallState.OPEN: "ok", CallState.SELECTING: "info",
    CallState.STAFFED: "ok", CallState.RUNNING: "ok", CallState.COMPLETED: "neutral", CallState.CANCELLED: "neutral",
}  # fmt: skip
INTEREST_TONES = {
    InterestState.DRAFT: "neutral", InterestState.SENT: "warning", InterestState.RETURNED: "warning",
    InterestState.ENDORSED: "info", InterestState.NOT_ENDORSED: "neutral", InterestState.SELECTED: "ok",
    InterestState.CONFIRMED: "ok", InterestState.ACTIVE: "ok", InterestState.DONE: "neutral",
    InterestState.FELL: "neutral",
    InterestState.NOT_SELECTED: "neutral", InterestState.WITHDRAWN: "neutral",
}  # fmt: skip


CHOSEN = (InterestState.SELECTED, InterestState.CONFIRMED, InterestState.ACTIVE, InterestState.DONE)
TO_THE_RECEIVER = (InterestState.ENDORSED, *CHOSEN, InterestState.FELL, InterestState.NOT_SELECTED)
"""What the receiver sees whatever the network's rule."""
STILL_OPEN = (InterestState.SENT, InterestState.RETURNED, InterestState.ENDORSED)
"""Neither the manager's no, the receiver's choice nor the employee's withdrawal has ended it."""
UNANSWERED = (InterestState.SENT, InterestState.RETURNED)
"""What the receiver sees only where the network asks managers before the offer."""


class Way(models.TextChoices):
    OWN_TIME = "own_time", "Medarbetaren gör det på sin tid kvar"
    COLLEAGUE = "colleague", "En kollega tar över"
    LATER = "later", "Skjuts upp"
    BORROW = "borrow", "Någon lånas in"
    DROP = "drop", "Tas bort"


class NotSelected(models.TextChoices):
    OTHER_COMPETENCE = "other_competence", "En annan kompetens passade bättre"
    OTHER_TIME = "other_time", "Tiden passade inte"
    FILLED = "filled", "Uppdraget är bemannat"
    NO_LONGER = "no_longer", "Uppdraget blir inte av"


class Outcome(models.TextChoices):
    DONE = "done", "Ja, uppdraget är gjort"
    NOT_DONE = "not_done", "Nej, inte som det var tänkt"


STATEMENT_LENGTH = 1500
"""flows.md 5.2: the statement is at most 1,500 characters."""
ANSWER_WORKING_DAYS = 5
"""flows.md 5.0: the manager is reminded after five working days."""


class Rung(models.IntegerChoices):
    """How far up the clock has carried the question while nobody answered."""

    ASKED = 0, "Frågan är ställd"
    REMINDED = 1, "Påminnelse"
    REMINDED_AGAIN = 2, "Andra påminnelsen"
    CONTACT = 3, "HR-kontakten är tillfrågad"
    HEAD = 4, "HR-chefen är tillfrågad"


LADDER = {Rung.REMINDED: 5, Rung.REMINDED_AGAIN: 10, Rung.CONTACT: 15, Rung.HEAD: 20}
"""flows.md 5.0: reminders after five and ten working days, then the contact, then the head of HR, five more each."""


class Word(models.TextChoices):
    YES = "yes", "Ja"
    NO = "no", "Inte nu"
    RETURNED = "returned", "Behöver kompletteras"
    DELEGATED = "delegated", "Lämnade över"
    TAKEN_BACK = "taken_back", "Tog tillbaka frågan"


PASSED_ON = (Word.DELEGATED, Word.TAKEN_BACK)
"""Words that move the question to someone else and leave it open."""
RECOMMENDED_DAYS_TO_START = 60
