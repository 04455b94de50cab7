"""What can be done to a lending agreement: before it binds, when it is signed, while the loan runs and around it."""

from kollega.lending.actions.agreements import (
    cancel,
    confirm_return,
    decide_vat,
    decline,
    let_the_day_come,
    propose,
    settle,
    withdraw,
    write_terms,
)
from kollega.lending.actions.around import add_point, evaluate, plan_talk, prepare, sign_off
from kollega.lending.actions.attachments import attach, detach
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
from kollega.lending.actions.offers import accept, answer_counter, counter, offer, reopen, send_back, take_counter
from kollega.lending.actions.signing import sign
from kollega.lending.actions.waivers import ask_waiver, grant_waiver, refuse_waiver, take_back_waiver
from kollega.lending.terms import TERMS

__all__ = [
    "TERMS", "accept", "add_point", "agree", "answer_counter", "ask_to_employ", "ask_to_end", "ask_to_extend",
    "ask_waiver", "attach", "cancel", "confirm_return", "consent", "counter", "decide_vat", "decline",
    "decline_change", "detach", "evaluate", "grant_waiver", "let_the_day_come", "offer", "plan_talk", "prepare",
    "propose", "refuse_waiver", "reopen", "revise_salary", "send_back", "set_rates", "set_vat_default", "settle",
    "sign", "sign_off", "take_back", "take_back_waiver", "take_counter", "withdraw", "write_terms",
]  # fmt: skip
