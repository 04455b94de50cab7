"""Writes the documents that are made from the code: the settings, and one diagram for each workflow."""

import argparse
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from kollega.config import environment
from kollega.config.database import say

WORKFLOWS = (
    ("recruitment", "An own vacancy (flows 5.1)", "recruiting.rules:RECRUITMENT", "recruiting.terms:State"),
    ("application", "An application received here (flows 5.1)", "applications.rules:APPLICATION",
     "applications.terms:State"),
    ("handover", "An answer to another network's call", "federation.rules:HANDOVER", "federation.terms:State"),
    ("call", "An assignment (flows 5.2)", "assignments.rules:CALL", "assignments.terms:CallState"),
    ("interest", "An answer to an assignment (flows 5.0 and 5.2)", "assignments.rules:INTEREST",
     "assignments.terms:InterestState"),
    ("request", "A request to another employer", "requesting.rules:REQUEST", "requesting.terms:RequestState"),
    ("suggestion", "Someone who is suggested for a request", "requesting.rules:SUGGESTION",
     "requesting.terms:SuggestionState"),
    ("offer", "A colleague who is offered", "requesting.rules:OFFER", "requesting.terms:OfferState"),
    ("agreement", "A lending agreement (flows 5.3)", "lending.rules:AGREEMENT", "lending.terms:AgreementState"),
    ("waiver", "A shorter notice before a loan (flows 5.3)", "lending.rules.waivers:WAIVER",
     "lending.terms:WaiverState"),
    ("extension", "The extension of a loan (flows 5.3)", "lending.rules:CHANGES.extension",
     "lending.terms:ChangeState"),
    ("early-end", "The early end of a loan (flows 5.3)", "lending.rules:CHANGES.early_end",
     "lending.terms:ChangeState"),
    ("conversion", "From loan to employment (flows 5.3)", "lending.rules:CHANGES.conversion",
     "lending.terms:ChangeState"),
    ("hours", "A week's hours in a loan by the hour (flows 5.4)", "invoicing.rules.hours:HOURS",
     "invoicing.terms:HoursState"),
    ("basis", "A month's basis (flows 5.4)", "invoicing.rules:BASIS", "invoicing.terms:BasisState"),
)  # fmt: skip
"""Each workflow: the page it is drawn on, its title, and where its table and the words of its states stand."""
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
    return [(name, title, _named(table), _named(states)) for name, title, table, states in WORKFLOWS]


def _named(path: str) -> Any:
    """Return what a path such as `lending.rules:CHANGES.extension` stands for; a table of tables is looked up."""
    module, _, name = path.partition(":")
    name, _, key = name.partition(".")
    found = getattr(import_module(f"kollega.{module}"), name)
    return found[key] if key else found


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
