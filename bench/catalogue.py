"""The joint list at a size: list, search, filters and suggestions, each beside its floor, in one run.

CPU is of this process and of the database's process together, by the kernel's own counting.
"""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import golden

TICK = os.sysconf("SC_CLK_TCK")
ROWS = """
select l.id, l.kind, l.employer_name, l.title, l.summary, l.place, l.extent, l.url, l.closes_on, e.short_name
from catalogue_listing l left join networks_employer e on e.id = l.employer_id
where l.is_open and l.reach = 'public' and (l.closes_on is null or l.closes_on >= current_date)
order by l.published_at desc, l.id desc limit 20
"""
FOUND = """
select listing_id from catalogue_card where words @@ %s::tsquery and reach = 'public' and closes_on >= current_date
order by published_at desc, listing_id desc limit 20
"""


def measure(size: int) -> None:
    """Build the world and print a table of what each operation costs."""
    from django.db import connection

    from bench import corpus
    from bench.run import machine
    from kollega.core import clock
    from kollega.demo import seed

    seed.build(clock.now())
    began, cpu = time.monotonic(), time.process_time()
    corpus.listings(size)
    print(
        f"{machine()}, {size:,} listings, built and indexed in {time.monotonic() - began:.0f} s, "
        f"{time.process_time() - cpu:.0f} s of CPU"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, pg_size_pretty(pg_total_relation_size(oid)) from pg_class "
            "where relname in ('catalogue_listing', 'catalogue_card', 'catalogue_body', 'catalogue_word') order by 1"
        )
        print(", ".join(f"{name} {size}" for name, size in cursor.fetchall()))
    print("\n| what | p50 ms | p95 ms | worst ms | CPU ms (web + database) | statements | floor | CPU / floor |")
    print("|---" * 8 + "|")
    for name, calls, floor in _operations():
        print(_row(name, calls, floor))


def _operations() -> list[tuple[str, list[Callable], Callable]]:
    from django.core.handlers.wsgi import WSGIHandler

    from bench import floors
    from bench.run import Site, employee_cookie
    from kollega.catalogue.rules import Filters

    ours, cookie = WSGIHandler(), employee_cookie()
    raw_list = floors.raw(ROWS)
    typed = [text for _, text, _ in golden.questions()]
    place = "/jobb-och-uppdrag/"
    first = Site(ours, place)
    floors.held["body"] = first.body
    beginnings = ("han", "sys", "sunds", "reg", "csn")
    bare = Site(floors.BareHandler(), "/golv/")
    return [
        ("list, page, visitor", [first], bare),
        ("list, page, employee", [Site(ours, place, cookie)], bare),
        ("search, page, employee", [Site(ours, f"{place}?q=handl%C3%A4ggare", cookie)], bare),
        ("suggestions", [Site(ours, f"{place}forslag?q={text}") for text in beginnings], bare),
        ("list, question only", [_ask(Filters())], raw_list),
        ("list by last day", [_ask(Filters(order="sista-dag"))], raw_list),
        ("county and field", [_ask(Filters(county=("01",), field=("care",)))], raw_list),
        ("near Sundsvall", [_ask(Filters(place="Sundsvall", and_near=True))], raw_list),
        ("all golden questions", [_ask(Filters(text=text)) for text in typed], floors.raw(FOUND, "'registrator'")),
        ("the commonest word", [_ask(Filters(text="sjuksköterska"))], floors.raw(FOUND, "'sjuksköterska'")),
        ("a rare word", [_ask(Filters(text="brandingenjör"))], floors.raw(FOUND, "'brandingenjör'")),
        ("a typing error", [_ask(Filters(text="bibliotikarie"))], floors.raw(FOUND, "'bibliotekarie'")),
    ]  # fmt: skip


def _ask(filters: Any) -> Callable[[], Any]:
    from django.contrib.auth.models import AnonymousUser

    from kollega.catalogue.search import search
    from kollega.core import clock

    return lambda: search(AnonymousUser(), clock.today(), filters)


def _row(name: str, calls: list[Callable], floor: Callable) -> str:
    from bench.run import statements

    for call in calls[:20]:
        call()
    began, walls, ratios, costs = time.monotonic(), [], [], []
    for _ in range(5):
        cpu = _spent()
        done = 0
        for call in calls * max(1, 20 // len(calls)):
            start = time.perf_counter()
            call()
            walls.append((time.perf_counter() - start) * 1000)
            done += 1
            if time.monotonic() - began > 6:
                break
        mine = (_spent() - cpu) / done
        cpu = _spent()
        for _ in range(200):
            floor()
        costs.append(mine)
        ratios.append(mine / max((_spent() - cpu) / 200, 0.02))
        if time.monotonic() - began > 6:
            break
    walls.sort()
    at = lambda share: walls[min(int(len(walls) * share), len(walls) - 1)]  # noqa: E731
    cost = statistics.median(costs)
    return (
        f"| {name} | {at(0.5):.1f} | {at(0.95):.1f} | {walls[-1]:.1f} | {cost:.2f} | {statements(calls[0])} "
        f"| {cost / statistics.median(ratios):.2f} | {statistics.median(ratios):.1f} |"
    )


def _spent() -> float:
    """Return the CPU milliseconds of this process and of the database's process that serves it."""
    from django.db import connection

    with connection.cursor():
        pid = connection.connection.info.backend_pid
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() * 1000 + (int(fields[11]) + int(fields[12])) * 1000 / TICK
