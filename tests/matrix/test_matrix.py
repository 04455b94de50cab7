"""Every address × everyone × every method, against the table in expected.py."""

import logging
import re
import uuid
from collections import Counter
from http.cookies import SimpleCookie

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from kollega.core import clock
from kollega.core.policy import rules
from kollega.pages import desk
from kollega.pages.queries import Around
from tests.matrix import world
from tests.matrix.expected import CASES, NAMES, Case

pytestmark = pytest.mark.django_db
PERSONAL = {"django_session", "core_cache", "usersessions_usersession", "core_onetimekey"}
"""What belongs to the person's own visit: what was said to them, and which of their forms have been sent."""
ONE_TIME = re.compile(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"')
MISSING = str(uuid.UUID(int=7))
SHOWN = "account_authentication_methods"
"""Where allauth keeps that a person has just shown again who they are; without it, it only asks for that."""


SOME = ("anonymous", "L.employee", "L.contact", "R.head", "X.colleague")
"""Whom methods that mean nothing anywhere are tried by: they are refused before anyone asks who is there."""


@pytest.fixture
def _django_db_helper():
    """The mark asks for a database, but not for a transaction around each test: the world lasts for the module."""


@pytest.fixture(scope="module")
def there(django_db_setup, django_db_blocker):
    """One world for the whole module; every cell is rolled back."""
    with django_db_blocker.unblock(), _step(), clock.at(world.TODAY), pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            logging.getLogger("django.request"), "disabled", True
        )  # thousands of refusals, each with its stack
        # The menu and the counters around a page are not what is asked here, and cost more than the page.
        patch.setattr(
            "kollega.pages.frame._own", lambda request, person, told: {"nav": [], "tabs": [], "person": person}
        )
        patch.setattr("kollega.pages.frame.around", lambda person, on: Around(0, False, "", "", (), None))
        patch.setattr("kollega.pages.frame.signs", lambda: ())
        patch.setattr("kollega.pages.desk.DESKS", ())
        built = world.build()
        assert sorted(built.persons) == sorted(NAMES)
        built.clients = {name: _client(person) for name, person in built.persons.items()}
        built.before, built.missing = _everything(), {}
        yield built
        transaction.set_rollback(True)
    desk._composed.cache_clear()  # what was composed while there were no desks


def _step():
    atomic = transaction.atomic()
    atomic._from_testcase = True  # a try at a code insists on its own transaction, and this one is only the test's
    return atomic


def _client(person) -> SimpleCookie:
    client = Client()
    if person is not None:
        client.force_login(person)
        session = client.session
        session[f"{SHOWN}_user"] = str(person.pk)
        session[SHOWN] = [{"method": "code", "at": clock.now().timestamp() + 10**9, "reauthenticated": True}]
        session.save()
    return client.cookies.output(header="", sep="; ")


def _everything() -> str:
    """Return a digest of every row of every table, the log among them."""
    tables = sorted({m._meta.db_table for m in apps.get_models(include_auto_created=True)} - PERSONAL)
    each = (f"select '{t}' || count(*) || ':' || coalesce(sum(hashtext(x::text)), 0) as n from {t} x" for t in tables)
    with connection.cursor() as cursor:
        cursor.execute("select md5(string_agg(n, ',' order by n)) from (" + " union all ".join(each) + ") rows")
        return cursor.fetchone()[0]


def _noting(written: list[str]):
    """Note every statement that writes elsewhere than in the person's own visit."""

    def execute(run, sql, params, many, context):
        found = re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql)
        if found and found[1] not in PERSONAL:
            written.append(sql)
        return run(sql, params, many, context)

    return execute


def _ask(there, name: str, method: str, path: str, body: dict):
    client = Client(raise_request_exception=False)
    client.cookies = SimpleCookie(there.clients[name])
    return client.generic(method, path, **_encoded(body) if method == "POST" else {})


def _encoded(body: dict) -> dict:
    from urllib.parse import urlencode

    return {"data": urlencode(body), "content_type": "application/x-www-form-urlencoded"}


def _expected(case: Case, name: str, method: str) -> tuple[int, str, bool | None]:
    """Return status, where to, and whether something has changed (None where it may)."""
    is_stranger = name == "anonymous" or name.endswith(".inactive")
    if method in {"PUT", "DELETE", "OPTIONS"} or (method == "POST" and case.acts is None):
        return 405, "", False
    if method in {"GET", "HEAD"} and not case.page:
        return 405, "", False
    if is_stranger and name not in case.sees and "finns-inte" not in case.path and not case.is_public:
        return 302, "/logga-in/", False
    if case.role is not None and name not in case.role:
        return 403, "", False
    if name == "L.factorless" and not case.before_factor:
        return 302, "/mitt/sakerhet/", False
    if name not in case.sees:
        return 404, "", False
    if method == "POST":
        return _of_post(case, name)
    return (302, case.to, None) if name in case.moved else (200, "", None)


def _of_post(case: Case, name: str) -> tuple[int, str, bool | None]:
    if name in case.acts:
        return 302, case.lands, True if case.counts else None
    return (302, case.to, False) if name in case.moved else (case.refused, "", case.changes)


def _filled(value, objects: dict):
    return re.sub(r"\{(\w+)\}", lambda m: str(objects[m[1]]), value) if isinstance(value, str) else value


def _faults_of(there, case: Case, name: str, method: str) -> list[str]:
    """Meet one cell and return what is not as promised."""
    path, body = _filled(case.path, there.objects), {k: _filled(v, there.objects) for k, v in case.body.items()}
    body |= {"once": uuid.uuid4()} if case.once else {}
    status, to, is_changed = _expected(case, name, method)
    to, faults = _filled(to, there.objects), []
    written: list[str] = []
    with _step(), connection.execute_wrapper(_noting(written)):
        answer = _ask(there, name, method, path, body)
        if answer.status_code != status or (to and not answer.get("Location", "").startswith(to)):
            faults.append(f"{answer.status_code} {answer.get('Location', '')} instead of {status} {to}")
        if is_changed is not None and is_changed != (bool(written) and _everything() != there.before):
            faults.append("nothing has changed" if is_changed else "something has changed")
        transaction.set_rollback(True)
    if status == 404 and not faults and "{" in case.path and method != "HEAD":
        faults += _betrayed(there, case, name, method, answer, body)
    return [f"{name} {method} {case.path}: {fault}" for fault in faults]


def _betrayed(there, case: Case, name: str, method: str, answer, body: dict) -> list[str]:
    """Compare with what an id that never was gives the same person at the same kind of address."""
    key = (name, method, case.name if case.is_public else case.path.split("/")[1])
    if key not in there.missing:
        path = re.sub(r"\{\w+\}", "987654321" if "passkey" in case.path else MISSING, case.path)
        with _step():
            there.missing[key] = _plain(_ask(there, name, method, path, body), path)
            transaction.set_rollback(True)
    return (
        [] if _plain(answer, answer.request["PATH_INFO"]) == there.missing[key] else ["does not look like a missing id"]
    )


def _plain(answer, path: str) -> tuple:
    """Return what was answered without what differs each time, and without the address, which the asker knows."""
    headers = {k: v for k, v in answer.headers.items() if k != "Set-Cookie"}
    return answer.status_code, headers, ONE_TIME.sub("", answer.content.decode()).replace(path, "")


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name + " " + c.path)
def test_everyone_meets_exactly_what_the_table_says(there, case, record_property):
    cache.clear()
    cells = [(name, method) for name in NAMES for method in ("GET", "POST")]
    cells += [(name, method) for name in SOME for method in ("PUT", "DELETE", "OPTIONS")]
    first_of_each = {_expected(case, name, "HEAD"): name for name in NAMES}
    cells += [(name, "HEAD") for name in first_of_each.values()]
    faults = [fault for name, method in cells for fault in _faults_of(there, case, name, method)]
    assert faults == []
    record_property("counted", ["matrix", {"rows": 1, "cells": len(cells)}])


def test_the_table_names_every_pattern_and_no_other():
    named = {case.name for case in CASES}
    actual = Counter(name for name, _ in rules())
    assert named == set(actual)


@pytest.mark.parametrize("case", [c for c in CASES if c.acts and c.once], ids=lambda c: c.name + " " + c.path)
def test_a_form_without_its_key_does_nothing(there, case):
    with _step():
        path = _filled(case.path, there.objects)
        body = {k: _filled(v, there.objects) for k, v in case.body.items()}
        answer = _ask(there, sorted(case.acts)[0], "POST", path, body)
        assert answer.status_code == 302
        assert _everything() == there.before
        transaction.set_rollback(True)
