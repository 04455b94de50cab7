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
from kollega.assignments.views.choosing import confirm, finish, pass_over, reconsider, release, select
from kollega.assignments.views.interests import interest
from kollega.assignments.views.talks import (
    cancel_talk,
    remove_time,
    shortlist,
    take_time,
    talk_calendar,
    times,
)

__all__ = [
    "CALL_STEPS",
    "answer",
    "call",
    "call_calendar",
    "call_step",
    "calls",
    "cancel_talk",
    "confirm",
    "decide",
    "delegate",
    "edit_call",
    "finish",
    "interest",
    "new_call",
    "pass_over",
    "reconsider",
    "release",
    "remind",
    "remove_time",
    "select",
    "send",
    "shortlist",
    "take_back",
    "take_time",
    "talk_calendar",
    "times",
    "withdraw",
]  # fmt: skip
