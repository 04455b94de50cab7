"""What each page costs: statements, calls of functions (neither has noise), and CPU as a ratio to floors in one run.

The floors are those of the design: for a list a bare Django view that reads twenty rows along the index by raw SQL and
writes them with one form, for a detail page one that reads one row, for a page that visitors share one that answers as
many bytes. CPU is of this process and of the database's together.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench import floors
from bench.catalogue import _database
from bench.run import CALLS, PAIRS, Site, cookie_of, employee_cookie, statements

HEAD = ("page", "statements", "calls", "kB", "CPU ms", "of it Python", "/ floor")
STARTED = """
import os, resource, sys
{setting}
import django
django.setup()
from django.core.handlers.wsgi import WSGIHandler
{handler}
spent = resource.getrusage(resource.RUSAGE_SELF)
print(spent.ru_utime + spent.ru_stime, spent.ru_maxrss // 1024)
"""
BARE = """
from django.conf import settings
settings.configure(MIDDLEWARE=[], ROOT_URLCONF="bare")
sys.modules["bare"] = type(sys)("bare")
sys.modules["bare"].urlpatterns = []
"""


def measure() -> None:
    """Print the table of pages, of what visitors share, and of a worker's start."""
    from django.conf import settings

    floors.held["body"] = b" " * 50_000
    settings.KEPT_SECONDS = 0  # each page made anew; what visitors share has rows of its own
    print(f"| {' | '.join(HEAD)} |\n{'|---' * len(HEAD)}|")
    for name, page, floor in _pages():
        print(_row(name, page, floor), flush=True)
    settings.KEPT_SECONDS = 1_000_000.0
    for name, page, floor in _shared():
        print(_row(name, page, floor), flush=True)
    print("", *_starts(), sep="\n")


def _pages() -> list[tuple[str, Site, Callable]]:
    from django.core.handlers.wsgi import WSGIHandler

    from kollega.assignments.models import Call
    from kollega.assignments.terms import CallState
    from kollega.catalogue.models import Listing
    from kollega.people.models import Duty
    from kollega.recruiting.models import Recruitment
    from kollega.recruiting.terms import State
    from kollega.vacancies.models import Vacancy

    ours, employee = WSGIHandler(), employee_cookie()
    listed = Listing.objects.filter(is_open=True)
    read_in = Vacancy.objects.filter(removed_at=None, pk__in=listed.values("pk")).order_by("pk").first()
    own = Recruitment.objects.filter(state=State.PUBLISHED).order_by("pk").first()
    call = Call.objects.filter(state=CallState.OPEN).first()
    contact = cookie_of(Duty.objects.filter(kind="contact", employer=call.employer_id).order_by("pk").first().person)
    floors.held["id"] = read_in.pk
    rows, row = Site(floors.BareHandler(), "/golv/lista/"), Site(floors.BareHandler(), "/golv/rad/")
    places = {
        "list": "/jobb-och-uppdrag/", "search": "/jobb-och-uppdrag/?q=handl%C3%A4ggare",
        "ad": listed.get(pk=read_in.pk).url, "own vacancy": listed.get(pk=own.pk).url,
        "assignment": f"/uppdrag/{call.pk}/",
        "my start": "/start/", "to do": "/att-gora/",
    }  # fmt: skip
    cookies = {"visitor": "", "employee": employee, "HR contact": contact}
    return [
        (f"{place}, {who}", Site(ours, path, cookie), rows if place in ("list", "search", "my start", "to do") else row)
        for place, path in places.items()
        for who, cookie in cookies.items()
        if cookie or place in ("list", "search", "ad", "own vacancy")
    ]


def _shared() -> list[tuple[str, Site, Callable]]:
    from django.core.handlers.wsgi import WSGIHandler

    ours, path = WSGIHandler(), "/jobb-och-uppdrag/"
    page = Site(ours, path)
    bare = Site(floors.BareHandler(), "/golv/")
    return [
        ("list, visitors share it", page, bare),
        ("list, the reader has it (304)", Site(ours, path, known=page.seal), bare),
    ]


def _row(name: str, page: Site, floor: Callable) -> str:
    page(), page(), floor()
    asked, calls = statements(page), _calls(page)
    costs, own, ratios = [], [], []
    for _ in range(PAIRS):
        whole, python = _cpu(page)
        costs.append(whole)
        own.append(python)
        ratios.append(whole / max(_cpu(floor, 10)[0], 0.001))
    told = (asked, f"{calls:,}", len(page.body) // 1000, f"{statistics.median(costs):.2f}", f"{min(own):.2f}")
    spread = f"{min(ratios):.1f} · {statistics.median(ratios):.1f} · {max(ratios):.1f}"
    return f"| {name} | {' | '.join(map(str, told))} | {spread} |"


def _cpu(call: Callable, times: int = 1) -> tuple[float, float]:
    """Return the CPU milliseconds of one call, with the database and without."""
    inside, began = _database(), time.process_time()
    for _ in range(CALLS * times):
        call()
    python = (time.process_time() - began) * 1000
    return (python + _database() - inside) / (CALLS * times), python / (CALLS * times)


def _calls(page: Callable) -> int:
    """Return how many functions one call of the page calls."""
    counted = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        page()
    finally:
        sys.setprofile(None)
    return counted


def _starts() -> list[str]:
    """Return what a worker costs before its first page, beside Django with nothing in it."""
    setting = f"os.environ['DJANGO_SETTINGS_MODULE'] = {os.environ['DJANGO_SETTINGS_MODULE']!r}"
    ours = [_started(STARTED.format(setting=setting, handler="WSGIHandler()")) for _ in range(3)]
    bare = [_started(STARTED.format(setting=BARE, handler="WSGIHandler()")) for _ in range(3)]
    lines = ["| a worker's start | CPU s | memory MB |", "|---|---|---|"]
    for name, told in (("ours", ours), ("Django with nothing in it", bare)):
        lines.append(f"| {name} | {min(cpu for cpu, _ in told):.2f} | {min(memory for _, memory in told)} |")
    return lines


def _started(code: str) -> tuple[float, int]:
    place = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=place).stdout
    cpu, memory = told.split()
    return float(cpu), int(memory)
