"""The agreement with its versions and papers; what is asked of it; and what surrounds it."""

from kollega.lending.models.agreements import Agreement, Away, Paper, Series, Signature, VatDecision, Version
from kollega.lending.models.around import Evaluation, Point, ReturnTalk, SignOff
from kollega.lending.models.changes import Change, Consent, Waiver

__all__ = [
    "Agreement", "Away", "Change", "Consent", "Evaluation", "Paper", "Point", "ReturnTalk", "Series", "SignOff",
    "Signature", "VatDecision", "Version", "Waiver",
]  # fmt: skip
