"""What can be done to a lending agreement: before it binds, when it is signed, and while the loan runs."""

from kollega.lending.actions.agreements import (
    TERMS,
    accept,
    cancel,
    confirm_return,
    decide_vat,
    decline,
    let_the_day_come,
    offer,
    propose,
    reopen,
    send_back,
    settle,
    withdraw,
    write_terms,
)
from kollega.lending.actions.changes import (
    agree,
    ask_to_employ,
    ask_to_end,
    ask_to_extend,
    consent,
    decline_change,
    take_back,
)
from kollega.lending.actions.costs import revise_salary, set_rates, set_vat_default
from kollega.lending.actions.signing import sign

__all__ = [
    "TERMS",
    "accept",
    "agree",
    "ask_to_employ",
    "ask_to_end",
    "ask_to_extend",
    "cancel",
    "confirm_return",
    "consent",
    "decide_vat",
    "decline",
    "decline_change",
    "let_the_day_come",
    "offer",
    "propose",
    "reopen",
    "revise_salary",
    "send_back",
    "set_rates",
    "set_vat_default",
    "settle",
    "sign",
    "take_back",
    "withdraw",
    "write_terms",
]
