"""Writes the documents that are made from the code: the settings, and one diagram for each workflow."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kollega.config import environment
from kollega.config.database import say

MADE = "<!-- Made from the code by ./kollega docs. Change the code, not this page. -->\n"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="säg bara om dokumenten stämmer med koden")
    options = parser.parse_args(arguments)
    stale = []
    for path, text in pages():
        if path.exists() and path.read_text() == text:
            continue
        stale.append(path)
        if not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for path in stale:
        say(f"{'inaktuellt' if options.check else 'skrivet'}: {path.relative_to(environment.HOME)}")
    return 1 if stale and options.check else 0


def pages() -> Iterator[tuple[Path, str]]:
    """Yield every made document and what it should say."""
    docs = environment.HOME / "docs"
    yield docs / "settings.md", settings_page()
    for name, title, workflow, states in workflows():
        yield docs / "flows" / f"{name}.md", flow_page(title, workflow, states)


def settings_page() -> str:
    """Return the table of all settings, from the one place that knows them."""
    rows = [
        f"| `{s.name}` | {s.meaning} | {s.default} | {'yes' if s.required_in_production else ''} |"
        for s in environment.SETTINGS
    ]
    head = "# Settings\n\nAll settings are environment variables, read in `src/kollega/config/environment.py`.\n\n"
    table = "| name | meaning | when absent | set it for real use |\n|---|---|---|---|\n"
    return f"{MADE}{head}{table}" + "\n".join(rows) + "\n"


def workflows() -> list[tuple[str, str, Any, Any]]:
    """Return the workflows with the words of their states."""
    import django

    django.setup()
    from kollega.applications.rules import APPLICATION
    from kollega.applications.terms import State as ApplicationState
    from kollega.assignments.rules import CALL, INTEREST
    from kollega.assignments.terms import CallState, InterestState
    from kollega.federation.rules import HANDOVER
    from kollega.federation.terms import State as HandoverState
    from kollega.invoicing.rules import BASIS
    from kollega.invoicing.terms import BasisState
    from kollega.lending.rules import AGREEMENT, CHANGES
    from kollega.lending.rules.waivers import WAIVER
    from kollega.lending.terms import AgreementState, ChangeKind, ChangeState, WaiverState
    from kollega.recruiting.rules import RECRUITMENT
    from kollega.recruiting.terms import State
    from kollega.requesting.rules import OFFER, REQUEST, SUGGESTION
    from kollega.requesting.terms import OfferState, RequestState, SuggestionState

    return [
        ("recruitment", "An own vacancy (flows 5.1)", RECRUITMENT, State),
        ("application", "An application received here (flows 5.1)", APPLICATION, ApplicationState),
        ("handover", "An answer to another network's call", HANDOVER, HandoverState),
        ("call", "An assignment (flows 5.2)", CALL, CallState),
        ("interest", "An answer to an assignment (flows 5.0 and 5.2)", INTEREST, InterestState),
        ("request", "A request to another employer", REQUEST, RequestState),
        ("suggestion", "Someone who is suggested for a request", SUGGESTION, SuggestionState),
        ("offer", "A colleague who is offered", OFFER, OfferState),
        ("agreement", "A lending agreement (flows 5.3)", AGREEMENT, AgreementState),
        ("extension", "The extension of a loan (flows 5.3)", CHANGES[ChangeKind.EXTENSION], ChangeState),
        ("waiver", "A shorter notice before a loan (flows 5.3)", WAIVER, WaiverState),
        ("early-end", "The early end of a loan (flows 5.3)", CHANGES[ChangeKind.EARLY_END], ChangeState),
        (
            "conversion",
            "From loan to employment (flows 5.3)",
            CHANGES[ChangeKind.CONVERSION],
            ChangeState,
        ),
        ("basis", "A month's basis (flows 5.4)", BASIS, BasisState),
    ]


def flow_page(title: str, workflow: Any, states: Any) -> str:
    """Return a diagram and a table of one workflow."""
    lines = [MADE + f"# {title}\n", "```mermaid", "stateDiagram-v2"]
    lines += [f"    {value}: {label}" for value, label in states.choices]
    rows = []
    for step in workflow.steps.values():
        for source in sorted(step.sources):
            lines.append(f"    {source} --> {step.target}: {step.label}")
        sources = ", ".join(states(s).label for s in sorted(step.sources))
        who = "the clock or another step" if step.guard.__name__ == "anyone" else step.guard.__name__.replace("_", " ")
        needs = "yes" if step.needs_reason else ""
        rows.append(f"| {step.label} | {sources} | {states(step.target).label} | {who} | {needs} |")
    lines += ["```", "", "| step | from | to | who | reason |", "|---|---|---|---|---|", *rows, ""]
    lines += ["| state | who holds it now |", "|---|---|"]
    lines += [f"| {label} | {workflow.holders.get(value, 'nobody: it has ended')} |" for value, label in states.choices]
    return "\n".join(lines) + "\n"
