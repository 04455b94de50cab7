"""The agreement with its versions and papers; what is asked of it; and what surrounds it."""

from kollega.lending.models.agreements import (
    Agreement,
    Annex,
    Away,
    Paper,
    Series,
    Signature,
    VatDecision,
    Version,
)
from kollega.lending.models.around import Evaluation, Point, ReturnTalk, SignOff
from kollega.lending.models.changes import Change, Consent, Waiver
from kollega.lending.models.rates import Rate, Revision, VatDefault

__all__ = [
    "Agreement", "Annex", "Away", "Change", "Consent", "Evaluation", "Paper", "Point", "Rate", "ReturnTalk",
    "Revision", "Series", "SignOff", "Signature", "VatDecision", "VatDefault", "Version", "Waiver",
]  # fmt: skip
