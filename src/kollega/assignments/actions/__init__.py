"""What can be done to calls and answers."""

from kollega.assignments.actions.answers import save_answer, send, withdraw
from kollega.assignments.actions.approvals import ask_more, decline, delegate, endorse, plan, remind, take_back
from kollega.assignments.actions.calls import (
    cancel,
    choose_again,
    close,
    draft,
    publish,
    rewrite,
    send_back,
    submit,
)
from kollega.assignments.actions.choosing import pass_over, reconsider, release, select
from kollega.assignments.actions.closing import confirm, finish
from kollega.assignments.actions.days import let_the_day_come
from kollega.assignments.actions.talks import cancel_talk, offer_times, remove_time, shortlist, take_time

__all__ = [
    "ask_more",
    "cancel",
    "cancel_talk",
    "choose_again",
    "close",
    "confirm",
    "decline",
    "delegate",
    "draft",
    "endorse",
    "finish",
    "let_the_day_come",
    "offer_times",
    "pass_over",
    "plan",
    "publish",
    "reconsider",
    "release",
    "remind",
    "remove_time",
    "rewrite",
    "save_answer",
    "select",
    "send",
    "send_back",
    "shortlist",
    "submit",
    "take_back",
    "take_time",
    "withdraw",
]  # fmt: skip
