"""How an app tells what it keeps: one line for each kind of document, gathered by the records room."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """A kind of document, whose it is, what starts its clock, and how long it is kept."""

    model: str
    document: str
    owner: str
    kind: str
    clock: str
    keep: str
