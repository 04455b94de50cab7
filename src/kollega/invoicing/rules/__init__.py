"""What a month costs, who checks and approves it, when it may leave, and what happens to it afterwards."""

from kollega.invoicing.rules.bases import (
    BASIS,
    Obstacle,
    is_ripe,
    needs_four_eyes,
    obstacles_of,
    only_buyer_finance,
    only_seller_finance,
    only_seller_finance_of_invoice,
    vat_of,
    why_not_approve,
    why_not_bill,
    why_not_settle,
)
from kollega.invoicing.rules.deliveries import kept_token, next_try, of_access_point, why_not_route
from kollega.invoicing.rules.hours import (
    HOURS,
    is_leader,
    missing_hours,
    weeks_of,
    weeks_over,
    why_hours_are_missing,
)
from kollega.invoicing.rules.ledger import amount_in, fitted, sum_of, why_not_accounts, why_not_columns
from kollega.invoicing.rules.lines import STALE, Row, correction_of, is_current, lines_of, month_name
from kollega.invoicing.rules.payments import Paid, read_payments, reminder_due, why_not_paid_on

__all__ = [
    "BASIS",
    "HOURS",
    "STALE",
    "Obstacle",
    "Paid",
    "Row",
    "amount_in",
    "correction_of",
    "fitted",
    "is_current",
    "is_leader",
    "is_ripe",
    "kept_token",
    "lines_of",
    "missing_hours",
    "month_name",
    "needs_four_eyes",
    "next_try",
    "obstacles_of",
    "of_access_point",
    "only_buyer_finance",
    "only_seller_finance",
    "only_seller_finance_of_invoice",
    "read_payments",
    "reminder_due",
    "sum_of",
    "vat_of",
    "weeks_of",
    "weeks_over",
    "why_hours_are_missing",
    "why_not_accounts",
    "why_not_approve",
    "why_not_bill",
    "why_not_columns",
    "why_not_paid_on",
    "why_not_route",
    "why_not_settle",
]
