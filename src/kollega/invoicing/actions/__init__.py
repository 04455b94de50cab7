"""What is done with the money of lending: the month, the basis, the invoice that has left, and the details."""

from kollega.invoicing.actions.bases import (
    approve,
    check,
    export,
    gross_of,
    missing_of,
    obstacles_to,
    recount,
    send_back,
)
from kollega.invoicing.actions.deliveries import deliver_next, keep_route, leave_by_hand, try_again
from kollega.invoicing.actions.details import keep_details
from kollega.invoicing.actions.hours import attest, report, return_hours
from kollega.invoicing.actions.invoices import (
    bill_again,
    credit,
    dispute,
    drop_dispute,
    pay,
    record_payments,
    uphold,
)
from kollega.invoicing.actions.ledger import book, keep_ledger, take_back_file
from kollega.invoicing.actions.lines import is_counted
from kollega.invoicing.actions.loans import settle
from kollega.invoicing.actions.months import let_the_day_come, prepare, record_absence
from kollega.invoicing.actions.runs import run_next_batch, start_run, take_many

__all__ = [
    "approve",
    "attest",
    "bill_again",
    "book",
    "check",
    "credit",
    "deliver_next",
    "dispute",
    "drop_dispute",
    "export",
    "gross_of",
    "is_counted",
    "keep_details",
    "keep_ledger",
    "keep_route",
    "leave_by_hand",
    "let_the_day_come",
    "missing_of",
    "obstacles_to",
    "pay",
    "prepare",
    "record_absence",
    "record_payments",
    "recount",
    "report",
    "return_hours",
    "run_next_batch",
    "send_back",
    "settle",
    "start_run",
    "take_back_file",
    "take_many",
    "try_again",
    "uphold",
]
