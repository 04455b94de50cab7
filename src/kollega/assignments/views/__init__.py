"""The pages about calls and answers."""

from kollega.assignments.views.answers import answer, send, withdraw
from kollega.assignments.views.approvals import decide, delegate, remind, take_back
from kollega.assignments.views.calls import (
    CALL_STEPS,
    call,
    call_calendar,
    call_step,
    calls,
    edit_call,
    new_call,
)
from kollega.assignments.views.choosing import pass_over, select
from kollega.assignments.views.interests import interest

__all__ = [
    "CALL_STEPS", "answer", "call", "call_calendar", "call_step", "calls", "decide", "delegate", "edit_call",
    "interest", "new_call", "pass_over", "remind", "select", "send", "take_back", "withdraw",
]  # fmt: skip
