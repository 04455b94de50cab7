"""Pages about what the receiver owes."""

from kollega.invoicing.views.bases import (
    absence,
    again,
    bases,
    basis,
    credit,
    details,
    export,
    file,
    paid,
    payments,
    readable,
    step,
)
from kollega.invoicing.views.deliveries import deliver_again, deliver_by_hand, deliveries
from kollega.invoicing.views.hours import answer_hours, hours, report
from kollega.invoicing.views.ledger import book, ledger, ledger_file, take_back_file
from kollega.invoicing.views.loans import loan
from kollega.invoicing.views.months import archive, many, month
from kollega.invoicing.views.rates import rates, salary, vat_defaults

__all__ = [
    "absence",
    "again",
    "answer_hours",
    "archive",
    "bases",
    "basis",
    "book",
    "credit",
    "deliver_again",
    "deliver_by_hand",
    "deliveries",
    "details",
    "export",
    "file",
    "hours",
    "ledger",
    "ledger_file",
    "loan",
    "many",
    "month",
    "paid",
    "payments",
    "rates",
    "readable",
    "report",
    "salary",
    "step",
    "take_back_file",
    "vat_defaults",
]
