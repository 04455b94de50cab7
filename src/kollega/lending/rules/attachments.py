"""Files that belong to the terms: who adds them, and until when."""

from typing import Any

from kollega.lending.rules.agreements import AGREEMENT
from kollega.lending.terms import ATTACHMENTS


def why_not_attach(by: Any, agreement: Any, count: int = 0) -> str | None:
    """Return why the person cannot change the attachments, or None: whoever writes the terms does, while they do.

    :param count: how many there are, where another is to be added.
    """
    if refusal := AGREEMENT.refusal("offer", obj=agreement, by=by):
        return str(refusal)
    return f"Ett avtal rymmer {ATTACHMENTS} bilagor. Ta bort någon först." if count >= ATTACHMENTS else None
