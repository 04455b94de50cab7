"""What can be done with applications: by the one who applies, by those who judge, and by those who recruit."""

from kollega.applications.actions.applying import (
    accept,
    attach,
    begin,
    choose_time,
    decline,
    detach,
    discard,
    submit,
    withdraw,
    write,
)
from kollega.applications.actions.judging import ask_to_judge, excuse, judge, note_reading
from kollega.applications.actions.selecting import (
    add_times,
    invite,
    let_in_late,
    let_the_day_come,
    move,
    offer,
    pass_over,
    remove_time,
    send_letter,
)
from kollega.applications.actions.showing import hide, let_be_shown, show

__all__ = [
    "accept", "add_times", "ask_to_judge", "attach", "begin", "choose_time", "decline", "detach", "discard", "excuse",
    "hide", "invite", "judge", "let_be_shown", "let_in_late", "let_the_day_come", "move", "note_reading", "offer",
    "pass_over", "remove_time", "send_letter", "show", "submit", "withdraw", "write",
]  # fmt: skip
