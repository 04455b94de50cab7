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
    step,
)
from kollega.invoicing.views.hours import answer_hours, hours, report
from kollega.invoicing.views.loans import loan
from kollega.invoicing.views.rates import rates, salary

__all__ = [
    "absence", "again", "answer_hours", "bases", "basis", "credit", "details", "export", "file", "hours", "loan",
    "paid", "payments", "rates", "report", "salary", "step",
]  # fmt: skip
