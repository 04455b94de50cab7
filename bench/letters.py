"""A letter as mail: ours beside Django's own, which composes it by the standard library."""

import time
from collections.abc import Callable

ROUNDS, LETTERS, ROWS = 5, 400, 10


def measure(size: int) -> None:
    """Print what a letter of ten rows costs in each round, in the processor's own time, and how the two compare."""
    from django.core.mail import EmailMessage

    from bench.run import machine
    from kollega.outbox.mime import Plain

    print(f"{machine()}, {LETTERS} letters of {ROWS} rows a round\n\n| round | ours, µs | Django, µs | Django / ours |")
    print("|---" * 4 + "|")
    for number in range(1, ROUNDS + 1):
        theirs, ours = _cost(EmailMessage), _cost(Plain)
        print(f"| {number} | {ours:.0f} | {theirs:.0f} | {theirs / ours:.1f} |")


def _cost(kind: Callable) -> float:
    """Return microseconds of CPU for writing one letter."""
    begun = time.process_time()
    for _ in range(LETTERS):
        letter = kind("Tio nya jobb åt dig", BODY, "kollega@example.org", ["amina@example.org"], headers=HEADERS)
        letter.message().as_bytes(linesep="\r\n")
    return (time.process_time() - begun) / LETTERS * 1e6


HEADERS = {"Message-ID": "<1@example.org>"}
BODY = "\n\n".join(
    f"• Handläggare {n}, Sundsvalls kommun, sista dag 2026-12-12\n  https://kollega.example.org/lediga-jobb/{n}/"
    for n in range(ROWS)
)
