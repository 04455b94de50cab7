"""What waits for someone: the shape every app's desk answers in."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing a person has to do. It appears and disappears by what happens, never by ticking it off.

    :param title: a verb and its object; the button says the same verb.
    :param due_on: the last day, or None where nothing presses.
    """

    title: str
    context: str
    url: str
    button: str
    due_on: date | None = None
    icon: str = "inbox"
    today: date

    @property
    def urgency(self) -> str:
        """now: due within three days or late; week: within a week; later: the rest (ux.md, Att göra)."""
        if self.due_on is None:
            return "later"
        days = (self.due_on - self.today).days
        return "now" if days <= 3 else "week" if days <= 7 else "later"
