"""What the receiver owes the lender for a month, the files that left, and what goes to the bookkeeping."""

from kollega.invoicing.models.bases import Absence, Basis, BillingDetails, Correction, Hours, Line, Run
from kollega.invoicing.models.invoices import Delivery, Invoice, InvoicePaper, InvoiceSeries, Route
from kollega.invoicing.models.ledger import Booked, Ledger, LedgerFile, standard_columns

__all__ = [
    "Absence",
    "Basis",
    "BillingDetails",
    "Booked",
    "Correction",
    "Delivery",
    "Hours",
    "Invoice",
    "InvoicePaper",
    "InvoiceSeries",
    "Ledger",
    "LedgerFile",
    "Line",
    "Route",
    "Run",
    "standard_columns",
]
