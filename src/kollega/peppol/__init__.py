"""Checks electronic invoices against the Peppol rules, and writes ones that pass."""
