"""The shape of the code, held by tests: rooms, sizes, what each room holds and never holds, and the templates."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from kollega.core.timeline import OWN_WORDS, WORDS

SRC = Path(__file__).parents[2] / "src" / "kollega"
FILES = sorted(p for p in SRC.rglob("*.py") if "migrations" not in p.parts)
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))
ROOMS = {
    "__init__",
    "terms",
    "rules",
    "models",
    "queries",
    "actions",
    "notices",
    "records",
    "desk",
    "tasks",
    "forms",
    "views",
    "urls",
    "admin",
}
OWN_ROOMS = {
    "config": "the settings and what the script runs, which are not an app",
    "core": "the house's own base, one file for each thing that every app needs",
    "words": "a package of its own without Django: Swedish as people type it when they search",
    "peppol": "a package of its own without Django: reading, writing and checking invoices",
}
REASONED = {
    "pages/frame.py": "what stands around every page is neither a page nor a query",
    "documents/reader.py": "the one place where what someone sends in becomes a file that may be kept",
    "documents/cell.py": "the process that reads foreign bytes, run as a file of its own",
    "documents/uploads.py": "what a body may weigh on its way in, which Django asks for by its path",
    "networks/group_field.py": "the question of which group, that every app with announcements asks",
    "documents/upload_field.py": "the question that every app asks for a file with",
    "documents/download.py": "a file on its way out, the same from every app",
    "networks/files.py": "reads the registers of employers and units",
    "networks/logo.py": "whether a drawing that someone sends in may be shown",
    "catalogue/address.py": "a question as it stands in an address, and the choices beside the list",
    "catalogue/cards.py": "a row of the list as markup that is filled in, not rendered",
    "catalogue/suggestions.py": "what someone who is typing may mean, asked at every keystroke",
    "sharing/formats.py": "the list as other programs read it, one function a format",
    "sharing/opendata.py": "the description of the open data",
    "applications/side_by_side.py": "the comparison of applicants, which page and spreadsheet both read",
    "outbox/mime.py": "a letter as it goes on the wire",
    "federation/files.py": "the list as it crosses between installations, written and read",
    "recruiting/files.py": "a vacancy as Arbetsförmedlingen and search engines read it",
    "taxonomy/files.py": "reads the official dumps",
    "vacancies/copies.py": "one import in memory: what is a copy of what, before anything is written",
    "identity/files.py": "a CV that someone has elsewhere, as JSON Resume writes it",
    "identity/adapters.py": "what allauth asks of the house",
    "identity/sessions.py": "what Django asks of a session, with the person and their duties in the same statement",
    "identity/second_factor.py": "middleware that asks for the second factor",
    "demo/apps.py": "starts the demo's clock",
    "demo/cast.py": "who lives in the demo",
    "demo/seed/around.py": "the demo's story: offers answered by others, the lists, the talks, and how loans went",
    "demo/seed/vacancies.py": "the demo's story: what employers announce themselves",
    "demo/seed/money.py": "the demo's story: percentages, a loan by the hour, a salary settled late",
    "demo/seed/world.py": "the demo's story: who and what there is",
    "demo/seed/steps.py": "the demo's story: the steps of a loan",
    "demo/seed/year.py": "the demo's story: what has happened",
    "demo/texts.py": "the demo's words",
    "demo/mailbox.py": "the mail backend that keeps letters in the demo",
}
PACKAGES = {
    "lending/files": "the agreement as a paper, its words in each language, and lists on paper",
    "catalogue/search": "one question put to the index, which is more than one query and writes nothing",
    "vacancies/files": "one module for each form of feed, and what they share",
    "documents/kinds": "one module for each kind of file that is sent in; imports nothing of Django",
    "applications/actions": "one module for each of the three who act: who applies, who judges, who recruits",
    "invoicing/files": "one module for each kind of file that leaves",
    "invoicing/actions": "one module each for the month, its lines, the basis, the invoice that has left, the details",
    "applications/views": "the applicant's pages, and the employer's",
}
DRAWERS = {
    "utils",
    "helpers",
    "common",
    "base",
    "misc",
    "manager",
    "managers",
    "service",
    "services",
    "handler",
    "data",
    "info",
}
WITHOUT_A_TRANSACTION = {
    "outbox.send_due": "each mail has a transaction of its own",
    "following.tell_what_is_new": "each batch of searches has a transaction of its own",
    "recommending.tell_what_suits": "each batch of persons has a transaction of its own",
    "people.proved": "each wrong try is kept even when it fails, so it opens its own",
    "invoicing.gross_of": "a sum, which reads and writes nothing",
    "taxonomy.starter": "reads a file",
    "demo.days_ahead": "reads", "demo.day_named": "reads",
}  # fmt: skip
QUERIES_IN_VIEWS = {"demo": 2}
"""How many each app still has: the number may only fall."""
LONG = {"lending.about": 55, "people.about": 72}
"""Flat tables of what a person's export holds: each line is one fact, and splitting them would hide that."""
ALLAUTHS = re.compile(r"{% url '(account|mfa|usersessions)_")
"""Forms that allauth receives; it has its own protection and knows nothing of our key."""


def name_of(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def app_of(path: Path) -> str:
    return path.relative_to(SRC).parts[0]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def public_functions(path: Path) -> list[ast.FunctionDef]:
    return [n for n in tree(path).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]


def of_room(*rooms: str) -> list[Path]:
    return [path for path in FILES if path.stem in rooms]


def template_name(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[len(parts) - 1 - parts[::-1].index("templates") + 1 :])


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_is_a_known_room_of_readable_size(path):
    known = path.stem in ROOMS or app_of(path) in OWN_ROOMS or name_of(path) in REASONED
    assert known or path.parent.stem in ROOMS or path.parent.relative_to(SRC).as_posix() in PACKAGES
    assert path.stem not in DRAWERS
    assert len(path.read_text().splitlines()) <= 400


def test_a_room_with_a_reason_still_exists():
    assert set(REASONED) <= {name_of(path) for path in FILES}
    assert all(REASONED.values())
    assert all((SRC / name).is_dir() and reason for name, reason in PACKAGES.items())


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_says_what_it_is_for_and_its_functions_are_short(path):
    if path.stem not in {"__init__", "urls"}:
        assert ast.get_docstring(tree(path))
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            most = LONG.get(f"{app_of(path)}.{node.name}", 40) if path.stem == "records" else 40
            assert node.end_lineno - node.lineno < most, node.name
        if isinstance(node, ast.ClassDef):
            assert node.name.lower() not in DRAWERS


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_signals_and_no_clock_but_ours(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            assert node.module not in {"django.dispatch", "django.db.models.signals", "django.core.signals"}
        if isinstance(node, ast.Call) and path.name != "clock.py":
            called = ast.unparse(node.func)
            assert not re.search(r"\b(timezone\.(now|localdate|localtime)|date(time)?\.(today|now|utcnow))$", called), (
                called
            )


def test_every_verb_of_the_log_has_words():
    written = re.compile(r'(?:Entry\.write\(\s*|\bverb=|_log\()"([a-z_]+\.[a-z_.]+)"')
    said = {verb for path in FILES for verb in written.findall(path.read_text())}
    assert len(said) > 15
    assert sorted(said - set(WORDS) - set(OWN_WORDS)) == []


@pytest.mark.parametrize("path", of_room("rules", "terms"), ids=name_of)
def test_rules_and_terms_build_no_queries(path):
    for node in ast.walk(tree(path)):
        assert not (isinstance(node, ast.Attribute) and node.attr in {"objects", "filter", "save", "create", "delete"})
        if isinstance(node, ast.ImportFrom) and node.module:
            assert not node.module.endswith((".models", ".queries", ".actions", ".views", ".forms")), node.module


@pytest.mark.parametrize("path", of_room("queries"), ids=name_of)
def test_queries_write_nothing(path):
    writes = {"save", "create", "bulk_create", "update", "delete", "get_or_create", "update_or_create", "bulk_update"}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writes:
            assert "objects" not in ast.unparse(node.func), ast.unparse(node)


@pytest.mark.parametrize("path", of_room("actions"), ids=name_of)
def test_every_action_is_one_transaction_with_a_promise(path):
    for node in public_functions(path):
        assert ast.get_docstring(node), node.name
        is_atomic = any(ast.unparse(d).startswith("transaction.atomic") for d in node.decorator_list)
        assert is_atomic != (f"{app_of(path)}.{node.name}" in WITHOUT_A_TRANSACTION), node.name


@pytest.mark.parametrize("path", of_room("rules", "queries"), ids=name_of)
def test_what_others_call_has_a_docstring_unless_its_name_says_it_all(path):
    for node in public_functions(path):
        assert ast.get_docstring(node) or len(node.body) <= 3, node.name


@pytest.mark.parametrize("path", of_room("models"), ids=name_of)
def test_every_model_says_what_it_is(path):
    for node in tree(path).body:
        if isinstance(node, ast.ClassDef):
            assert len(ast.get_docstring(node) or "") > 15, node.name
            assert not any(isinstance(n, ast.FunctionDef) and n.name == "save" for n in node.body), node.name


def test_views_ask_through_queries():
    found = Counter()
    for path in of_room("views"):
        found[app_of(path)] += sum(isinstance(n, ast.Attribute) and n.attr == "objects" for n in ast.walk(tree(path)))
    assert +found == QUERIES_IN_VIEWS


def test_no_app_reaches_for_anothers_views_forms_or_private_names():
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kollega."):
                app, _, room = node.module.removeprefix("kollega.").partition(".")
                if app != app_of(path):
                    is_error_page = app_of(path) == "config"
                    assert room not in {"views", "forms"} or app == "core" or is_error_page, (
                        name_of(path),
                        node.module,
                    )
                    assert not any(alias.name.startswith("_") for alias in node.names), (name_of(path), node.module)


PYTHON = "\n".join(path.read_text() for path in FILES)
MARKUP = "\n".join(path.read_text() for path in TEMPLATES)
MADE_FROM_PARTS = {f"ui/field_{kind}.html" for kind in ("text", "radio", "boxes", "check")}
BY_STATUS = {"429.html"}


@pytest.mark.parametrize("path", TEMPLATES, ids=template_name)
def test_every_template_is_used(path):
    name = template_name(path)
    is_allauths = name.startswith(("account/", "mfa/", "usersessions/"))
    by_name = name.startswith("identity/") and f'"{path.stem}"' in (SRC / "identity" / "urls.py").read_text()
    assert is_allauths or by_name or name in MADE_FROM_PARTS | BY_STATUS or f'"{name}"' in PYTHON + MARKUP


@pytest.mark.parametrize("path", TEMPLATES, ids=template_name)
def test_a_template_loads_nothing_since_the_building_blocks_are_always_there(path):
    assert "{% load" not in path.read_text()


@pytest.mark.parametrize("path", TEMPLATES, ids=template_name)
def test_nothing_in_a_template_needs_the_content_security_policy_to_look_away(path):
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:|https?://[^\"' ]+\.(?:js|css)\b"
    )
    assert not inline.findall(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=template_name)
def test_every_form_that_is_posted_is_ours_and_sent_once(path):
    by_allauth = (SRC / "identity" / "urls.py").read_text()
    for form in re.finditer(r"<form\b(?P<head>.*?)>(?P<body>.*?)</form>", path.read_text(), re.DOTALL):
        if 'method="post"' not in form["head"]:
            assert "{% csrf_token %}" not in form["body"]
            continue
        assert "{% csrf_token %}" in form["body"]
        is_allauths = ALLAUTHS.search(form["head"]) or f'"{path.stem}"' in by_allauth
        has_key = "{% once %}" in form["body"] or "{{ key }}" in form["body"]
        assert has_key or is_allauths or "data-no-key" in form["head"]
