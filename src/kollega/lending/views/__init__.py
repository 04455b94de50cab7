"""Pages about lending agreements, and about what is asked of a loan that runs."""

from kollega.lending.views.agreements import (
    STEPS,
    agreement,
    agreements,
    calendar,
    code,
    export,
    paper,
    sign,
    step,
    team,
    terms,
    vat,
)
from kollega.lending.views.changes import answer, ask

__all__ = [
    "STEPS", "agreement", "agreements", "answer", "ask", "calendar", "code", "export", "paper", "sign", "step", "team",
    "terms", "vat",
]  # fmt: skip
