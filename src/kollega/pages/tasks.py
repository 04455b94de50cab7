"""What the clock does once a day, in every app."""

from datetime import date

from kollega.assignments import actions as assignments
from kollega.invoicing import actions as invoicing
from kollega.lending import actions as lending


def let_the_day_come(today: date) -> int:
    """Take every step that belongs to the calendar, in the order the money follows the work; again does nothing more.

    :returns: how many matters moved.
    """
    return lending.let_the_day_come(today) + assignments.let_the_day_come(today) + invoicing.let_the_day_come(today)
