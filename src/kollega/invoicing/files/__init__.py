"""What leaves: the e-invoice, the same invoice as a paper for people, and the month as one archive."""

from kollega.invoicing.files.archive import month_archive
from kollega.invoicing.files.einvoice import invoice_file, why_not_leave
from kollega.invoicing.files.readable import invoice_paper

__all__ = ["invoice_file", "invoice_paper", "month_archive", "why_not_leave"]
