"""The words of vacancies."""

from datetime import timedelta

from django.db import models


class Source(models.TextChoices):
    OWN = "own", "arbetsgivaren"
    PLATSBANKEN = "platsbanken", "Platsbanken"
    LEDIGTARBETE = "ledigtarbete", "arbetsgivaren"
    SCHEMAORG = "schemaorg", "arbetsgivaren"
    REACHMEE = "reachmee", "arbetsgivaren"
    RSS = "rss", "arbetsgivaren"
    CSV = "csv", "arbetsgivaren"


class FeedKind(models.TextChoices):
    JOBSEARCH = "jobsearch", "JobSearch (Platsbanken)"
    JOBSTREAM = "jobstream", "JobStream (Platsbanken)"
    LEDIGTARBETE = "ledigtarbete", "Ledigt arbete, XML"
    SCHEMAORG = "schemaorg", "Sida eller fil med JobPosting"
    REACHMEE = "reachmee", "ReachMee, JSON"
    RSS = "rss", "RSS, till exempel Varbi eller Teamtailor"
    CSV = "csv", "Kalkylblad (CSV)"


SOURCE_OF: dict[str, Source] = {FeedKind.JOBSEARCH: Source.PLATSBANKEN, FeedKind.JOBSTREAM: Source.PLATSBANKEN}
"""The national list has one space of ids whichever way it is read; each other kind has its own."""
WHOLE_KINDS = {FeedKind.LEDIGTARBETE, FeedKind.SCHEMAORG, FeedKind.REACHMEE, FeedKind.RSS, FeedKind.CSV}
"""The kinds that may be an employer's whole list; an answer to a search and a stream of events never are."""
HOURS = [(1, "Varje timme"), (3, "Var tredje timme"), (12, "Två gånger om dagen"), (24, "En gång om dagen")]


class FeedState(models.TextChoices):
    """How a feed stands; computed, never stored."""

    NEW = "new", "Har inte körts än"
    WORKS = "works", "Fungerar"
    BROKEN = "broken", "Går inte att läsa"
    ASKS = "asks", "Väntar på ditt svar"
    STOPPED = "stopped", "Stoppad"


TRY_AGAIN = timedelta(minutes=15)
"""How soon a feed that could not be read is tried again."""
SHOWN_ROWS = 50
"""How many rows of a result are kept to be shown; all are counted."""
NO_EMPLOYER = "Arbetsgivaren nämns inte"
MOST_REMOVED = 0.3
"""A run that would remove more than this part of a feed's open ads is more likely a fault than the truth."""
FEW = 2
"""So few may always go: a small employer's last two ads are most of its list."""


REFUSED_LENGTH = 100_000
"""The longest ad seen is 12,000 characters; what is ten times that is no ad."""
YEARS = range(2000, 2101)
"""A deadline outside these years is a mistake in the feed."""
