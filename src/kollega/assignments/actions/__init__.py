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
from kollega.assignments.actions.choosing import pass_over, select
from kollega.assignments.actions.days import let_the_day_come

__all__ = [
    "ask_more", "cancel", "choose_again", "close", "decline", "delegate", "draft", "endorse", "let_the_day_come",
    "pass_over", "plan", "publish", "remind", "rewrite", "save_answer", "select", "send", "send_back", "submit",
    "take_back", "withdraw",
]  # fmt: skip
