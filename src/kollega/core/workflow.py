"""States and the steps between them, written as data.

A workflow says which steps exist, where each may start, where it ends, who may take it, and who holds the matter in
each state. It never says what else happens: that is the action's job. Each step taken becomes one line in the log.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models

from kollega.core.log import Entry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Guard = Callable[[Any, Any], "StrOrPromise | None"]


class Refused(Exception):
    """A step that may not be taken; the message is the reason, in the reader's language."""


def anyone(by: Any, obj: Any) -> None:
    """Guard of steps whose action has already decided who may take them, such as the clock's."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One row of the table. `verb` is the participle that the log and the timeline use."""

    name: str
    label: "StrOrPromise"
    sources: frozenset[str]
    target: str
    verb: str
    guard: Guard = anyone
    needs_reason: bool = False


def table_step(name: str, label: Any, sources: Iterable[str], target: str, verb: str, **more: Any) -> Step:
    """Return one step written as a row, so that a workflow reads as the table it is."""
    return Step(name=name, label=label, sources=frozenset(sources), target=target, verb=verb, **more)


class Workflow:
    """The steps of one model, looked up by name.

    :param noun: the word the log uses before the verb, such as `agreement`.
    :param holders: who holds the matter in each state; a state without a holder is an end.
    """

    def __init__(
        self, *steps: Step, noun: str, wrong_state: "StrOrPromise", holders: "dict[str, Any] | None" = None
    ) -> None:
        self.steps = {step.name: step for step in steps}
        self.noun = noun
        self.wrong_state = wrong_state
        self.holders = holders or {}

    def refusal(self, name: str, *, obj: Any, by: Any) -> "StrOrPromise | None":
        """Return why `by` may not take the step now, or None if they may."""
        step = self.steps[name]
        if obj.state not in step.sources:
            return self.wrong_state
        return step.guard(by, obj)

    def open_to(self, by: Any, obj: Any) -> list[Step]:
        """Return the steps that `by` may take from here, in the order they were written."""
        return [s for s in self.steps.values() if self.refusal(s.name, obj=obj, by=by) is None]

    def holder_of(self, obj: Any) -> str | None:
        """Return who holds the matter now, or None where it has ended."""
        return self.holders.get(obj.state)

    def take(
        self, name: str, *, obj: models.Model, by: Any, owner: Any, reason: str = "", along: Iterable[str] = (),
        **facts: str,
    ) -> Entry:  # fmt: skip
        """Lock the row, check the step, store the new state, and write the line in the owner's log.

        :param along: fields that the action has set on the object, stored in the same statement as the state.
        :raises Refused: if the state or the guard says no, or a reason is missing.
        """
        step = self.steps[name]
        current: Any = type(obj)._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)
        source = current.state
        obj.state = source  # type: ignore[attr-defined]
        if refusal := self.refusal(name, obj=obj, by=by):
            raise Refused(refusal)
        if step.needs_reason and not reason.strip():
            raise Refused("Skriv varför, så att den som berörs förstår.")
        obj.state = step.target  # type: ignore[attr-defined]
        obj.save(update_fields=["state", *along])
        return Entry.write(
            f"{self.noun}.{step.verb}",
            obj,
            by=getattr(by, "person", None),
            owner=owner,
            reason=reason,
            source=source,
            target=step.target,
            **facts,
        )
