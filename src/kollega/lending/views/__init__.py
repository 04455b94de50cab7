"""Pages about lending agreements: before they bind, what is asked of them, and what surrounds a loan."""

from kollega.lending.views.agreements import (
    STEPS,
    agreement,
    calendar,
    code,
    paper,
    sign,
    step,
    terms,
    vat,
)
from kollega.lending.views.around import checklist, evaluate, talk, talk_calendar
from kollega.lending.views.attachments import attach, attachment, detach
from kollega.lending.views.changes import answer, ask
from kollega.lending.views.offers import counter
from kollega.lending.views.overviews import agreements, export, network, team
from kollega.lending.views.waivers import answer_waiver, waive

__all__ = [
    "STEPS", "agreement", "agreements", "answer", "answer_waiver", "ask", "attach", "attachment", "calendar",
    "checklist", "code", "counter", "detach", "evaluate", "export", "network", "paper", "sign", "step", "talk",
    "talk_calendar", "team", "terms", "vat", "waive",
]  # fmt: skip
