"""The words of applying for a job."""

from datetime import timedelta

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "Utkast"
    SUBMITTED = "submitted", "Inkommen"
    IN_SCREENING = "in_screening", "Granskas"
    SHORTLISTED = "shortlisted", "Vidare i urvalet"
    INTERVIEW = "interview", "Intervju"
    OFFERED = "offered", "Erbjuden jobbet"
    ACCEPTED = "accepted", "Har tackat ja"
    HIRED = "hired", "Anställd"
    RESERVE = "reserve", "Reserv"
    NOT_PROCEEDING = "not_proceeding", "Går inte vidare"
    DECLINED = "declined", "Tackade nej"
    WITHDRAWN = "withdrawn", "Tillbakadragen"


TONES = {
    State.DRAFT: "neutral", State.SUBMITTED: "info", State.IN_SCREENING: "info", State.SHORTLISTED: "info",
    State.INTERVIEW: "warning", State.OFFERED: "warning", State.ACCEPTED: "ok", State.HIRED: "ok",
    State.RESERVE: "neutral", State.NOT_PROCEEDING: "neutral", State.DECLINED: "neutral", State.WITHDRAWN: "neutral",
}  # fmt: skip
IN_SELECTION = (State.SUBMITTED, State.IN_SCREENING, State.SHORTLISTED, State.INTERVIEW, State.RESERVE)
"""Those who still wait for an answer, without an offer."""
GOING_ON = (*IN_SELECTION, State.OFFERED, State.ACCEPTED)
RECEIVED = tuple(state for state in State if state != State.DRAFT)

SEEN_AS = {
    State.DRAFT: "Utkast", State.SUBMITTED: "Skickad", State.IN_SCREENING: "Granskas", State.SHORTLISTED: "Granskas",
    State.INTERVIEW: "Intervju", State.OFFERED: "Erbjudande", State.ACCEPTED: "Du har tackat ja",
    State.HIRED: "Anställd", State.RESERVE: "Reserv", State.NOT_PROCEEDING: "Granskas",
    State.DECLINED: "Du har tackat nej", State.WITHDRAWN: "Tillbakadragen",
}  # fmt: skip
"""What the applicant reads. What HR has thought but not told is not seen before the letter is sent."""
TOLD = "Besked lämnat"


class Points(models.IntegerChoices):
    NO = 0, "Visar det inte"
    PARTLY = 1, "Delvis"
    YES = 2, "Uppfyller"
    WELL = 3, "Uppfyller väl"


LETTER = 4000
"""Characters of a personal letter: a little more than a page."""
FILES = 5
"""How many files an application may hold."""
DRAFTS_LAST = timedelta(days=30)
"""security.md: a draft is erased thirty days after the last edit."""
REMIND_BEFORE = 3
"""Days before the last day when someone with a draft is reminded (flows.md 5.6)."""
OFFER_LASTS = 7
"""Days to answer an offer when nothing else is said (flows.md 5.6)."""
INFORMED = (
    "Arbetsgivaren är personuppgiftsansvarig. Ansökan blir en allmän handling hos arbetsgivaren och kan begäras ut. "
    "Den som får jobbet: ansökan bevaras. Övriga: den gallras två år efter att beslutet inte längre kan överklagas, "
    "därför att beslutet ska kunna prövas. Drar du tillbaka ansökan läses den inte mer, men finns kvar lika länge. "
    "HR hos arbetsgivaren, chefen som rekryterar och de som är utsedda att bedöma läser den. HR kan visa den för en "
    "annan chef hos arbetsgivaren. HR hos en annan arbetsgivare i nätverket läser den bara om du säger ja till det."
)
"""What the applicant reads before sending; the words are kept with the application."""
