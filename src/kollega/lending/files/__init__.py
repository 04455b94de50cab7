"""The agreement and lists of loans as papers."""

from kollega.lending.files.agreement import agreement_paper, english_copy
from kollega.lending.files.lists import list_paper

__all__ = ["agreement_paper", "english_copy", "list_paper"]
