"""Who must show twice that it is them, and what a CV from elsewhere says."""

from dataclasses import dataclass, field
from typing import Any

ALWAYS_OPEN = ("account_", "mfa_", "usersessions_", "core:health", "core:theme", "demo:")
"""Names of the addresses that are open before a second factor is in place: signing in and out, and setting it up."""


def must_set_up(*, duties: Any, has_second_factor: bool, is_demo: bool) -> bool:
    """Return whether the person has to add an app or a passkey before anything else opens.

    Whoever carries a duty, their own or a colleague's, decides for others and must be hard to impersonate. The demo
    is excepted, because nobody there is real; nothing else is.
    """
    return bool(duties) and not has_second_factor and not is_demo


def is_always_open(view_name: str) -> bool:
    """Return whether the address is one that never waits for a second factor."""
    return view_name.startswith(ALWAYS_OPEN)


@dataclass(frozen=True)
class Resume:
    """The names that a CV holds, each once, in the order of the file."""

    skills: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    occupations: list[str] = field(default_factory=list)
