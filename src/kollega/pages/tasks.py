"""What the clock does once a day, in every app."""

from datetime import date

from kollega.applications import actions as applications
from kollega.assignments import actions as assignments
from kollega.identity import actions as identity
from kollega.invoicing import actions as invoicing
from kollega.lending import actions as lending
from kollega.recruiting import actions as recruiting
from kollega.requesting import actions as requesting


def let_the_day_come(today: date) -> int:
    """Take every step that belongs to the calendar, in the order the money follows the work; again does nothing more.

    :returns: how many matters moved.
    """
    apps = (lending, assignments, requesting, recruiting, applications, invoicing, identity)
    return sum(app.let_the_day_come(today) for app in apps)
