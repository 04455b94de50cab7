"""What leaves: the e-invoice, the same invoice as a paper for people, the month as one archive, the ledger's files."""

from kollega.invoicing.files.archive import month_archive
from kollega.invoicing.files.einvoice import invoice_file, why_not_leave
from kollega.invoicing.files.fixed import fixed_file
from kollega.invoicing.files.readable import invoice_paper
from kollega.invoicing.files.sie import sie_file

__all__ = ["fixed_file", "invoice_file", "invoice_paper", "month_archive", "sie_file", "why_not_leave"]
