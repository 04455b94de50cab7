"""The documents say what the code is."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from kollega.assignments.terms import CallState, InterestState
from kollega.config import environment
from kollega.config.commands import COMMANDS, docs
from kollega.invoicing.terms import BasisState
from kollega.lending.terms import AgreementState
from kollega.requesting.terms import OfferState, RequestState, SuggestionState

HOME = Path(__file__).parents[2]
GLOSSARY = (HOME / "docs" / "glossary.md").read_text()
OURS = [m for m in apps.get_models() if m.__module__.startswith("kollega.")]


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_every_model_is_in_the_glossary(model):
    assert f"`{model.__name__}`" in GLOSSARY


@pytest.mark.parametrize(
    "states", [CallState, InterestState, AgreementState, BasisState, RequestState, SuggestionState, OfferState]
)
def test_every_state_is_in_the_glossary(states):
    said = " ".join(GLOSSARY.split())
    assert [label for label in states.labels if label not in said] == []


def test_the_settings_page_names_what_the_code_reads_and_no_more():
    page = (HOME / "docs" / "settings.md").read_text()
    assert page == docs.settings_page()
    told_between_processes = {"KOLLEGA_HOME", "KOLLEGA_IS_EMBEDDED"}
    only_in_tests = {"KOLLEGA_ROUNDS", "KOLLEGA_KILLS", "KOLLEGA_EXAMPLES", "KOLLEGA_STEPS"}
    sources = [*(HOME / "src").rglob("*.py"), HOME / "kollega"]
    read = {name for path in sources for name in re.findall(r"KOLLEGA_[A-Z_]+", path.read_text())}
    assert read - told_between_processes - only_in_tests == set(environment.KNOWN)


@pytest.mark.django_db
@pytest.mark.parametrize("row", docs.workflows(), ids=lambda row: row[0])
def test_every_flow_is_drawn_from_its_table(row):
    name, title, workflow, states = row
    assert (HOME / "docs" / "flows" / f"{name}.md").read_text() == docs.flow_page(title, workflow, states)


def test_the_readme_names_commands_that_exist_and_pictures_that_are_there():
    readme = (HOME / "README.md").read_text()
    assert set(re.findall(r"\./kollega (\w+)", readme)) <= set(COMMANDS)
    assert [p for p in re.findall(r"\]\(((?:docs|[A-Z])[^)#]+)\)", readme) if not (HOME / p).exists()] == []


def test_ci_runs_the_checks_and_the_readmes_test_command():
    run = (HOME / ".ci" / "run").read_text()
    assert "./kollega check\n" in run
    assert run.rstrip().endswith("./kollega test")
    assert "./kollega test" in (HOME / "README.md").read_text()


def test_every_decision_has_its_number_once():
    numbers = [p.name[:4] for p in sorted((HOME / "docs" / "decisions").glob("*.md"))]
    assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]
