"""Who may announce, answer, support and select, and what each needs to have said."""

from kollega.assignments.rules.approvals import (
    answer_due,
    holder,
    next_rung,
    only_called_on,
    only_decider,
    only_manager,
    why_not_delegate,
    why_not_plan,
)
from kollega.assignments.rules.calls import (
    CALL,
    days_to_start,
    has_begun,
    is_over,
    is_short_of_time,
    only_announcer,
    only_contact,
)
from kollega.assignments.rules.interests import (
    INTEREST,
    is_shown,
    only_employee,
    only_home,
    only_receiver,
    why_not_answer,
    why_not_as_shown,
    why_not_send,
)

__all__ = [
    "CALL", "INTEREST", "answer_due", "days_to_start", "has_begun", "holder", "is_over", "is_short_of_time", "is_shown",
    "next_rung", "only_announcer", "only_called_on", "only_contact", "only_decider", "only_employee", "only_home",
    "only_manager", "only_receiver", "why_not_answer",
    "why_not_as_shown", "why_not_delegate", "why_not_plan", "why_not_send",
]  # fmt: skip
