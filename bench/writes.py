"""What writing costs: publishing, an import, and telling those who follow, each beside its floor."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from bench import audience, corpus, peers

HEAD = ("| what | each, CPU ms | floor, CPU ms | ratio | how it was done |", "|---" * 5 + "|")
PUBLISHED = 100
IMPORTED = (1_000, 10_000)
FLOOR = """
create temporary table floor on commit drop as
select title, body, url, employer_name, municipality, published_at from catalogue_listing limit 0
"""


def table(spent: Callable[[], float], most_searches: int) -> list[str]:
    """Return the rows of the table of writes; what is written is put back."""
    lines = [*HEAD]
    lines += _publishing(spent)
    lines += [line for count in IMPORTED for line in _import(spent, count)]
    return lines + _telling(spent, most_searches)


def _line(what: str, each: float, floor: float | None, how: str) -> str:
    beside = f"{floor:.3f} | {each / max(floor, 0.0005):.1f}" if floor is not None else "– | –"
    return f"| {what} | {each:.3f} | {beside} | {how} |"


def _offers(count: int) -> dict[UUID, dict[str, Any]]:
    from kollega.core import clock
    from kollega.networks.models import Employer

    employers = {one.pk: one for one in Employer.objects.all()}
    made = {}
    for row in corpus._rows(list(Employer.objects.order_by("name")), count, clock.now(), False):
        said = dict(zip(corpus.COLUMNS, row, strict=True))
        said["employer"] = employers[said.pop("employer_id")]
        made[said.pop("id")] = {name: value for name, value in said.items() if name not in ("is_open", "listed_at")} | {
            "network": None,
            "published_at": clock.now(),
        }
    return made


def _publishing(spent: Callable[[], float]) -> list[str]:
    from django.contrib.auth.models import AnonymousUser

    from kollega.catalogue import actions
    from kollega.catalogue.rules import Filters
    from kollega.catalogue.search import search
    from kollega.core import clock

    offers = _offers(PUBLISHED)
    for offer in offers.values():
        offer["title"] = "Kvastbindare vid slottet"
    alone = list(offers.items())
    key, offer = alone[0]
    actions.put_up(key, **offer)
    actions.take_down(key)
    began = time.perf_counter()
    actions.put_up(key, **offer)
    found = search(AnonymousUser(), clock.today(), Filters(text="kvastbindare"))
    visible = (time.perf_counter() - began) * 1000
    assert key in {row.pk for row in found.rows}
    cpu = spent()
    for key, offer in alone[1:]:
        actions.put_up(key, **offer)
    each = (spent() - cpu) / (PUBLISHED - 1)
    again = _together(spent, offers)
    changed = {key: offer | {"summary": f"Ny lydelse. {offer['summary']}"[:300]} for key, offer in offers.items()}
    closing = {key: offer | {"closes_on": offer["closes_on"] + timedelta(days=1)} for key, offer in changed.items()}
    lines = [
        _line("put up one by one", each, None, f"found by search {visible:.0f} ms by the clock after it began"),
        _line("100 changed together", _together(spent, changed), None, "another summary; all hundred; P9 allows 20"),
        _line("100 with another last day", _together(spent, closing), None, "for all hundred"),
        _line("100 the same together", again, None, "for all hundred; nothing is written"),
        _line(
            "peer: one at a time by update_or_create",
            _one_by_one(spent, changed) * 100,
            None,
            "for all hundred, no index",
        ),
    ]
    actions.take_down_many(list(offers))
    return lines


def _together(spent: Callable[[], float], offers: dict[UUID, dict[str, Any]]) -> float:
    from kollega.catalogue import actions

    cpu = spent()
    actions.put_up_many(offers)
    return spent() - cpu


def _one_by_one(spent: Callable[[], float], offers: dict[UUID, dict[str, Any]]) -> float:
    """Return what a listing costs as most Django projects write one: looked up, saved, and no words for a search."""
    from kollega.catalogue.models import Listing

    cpu = spent()
    for key, offer in offers.items():
        Listing.objects.update_or_create(pk=key, defaults=offer)
    return (spent() - cpu) / len(offers)


def _import(spent: Callable[[], float], count: int) -> list[str]:
    from django.db import connection, transaction

    from kollega.core import clock
    from kollega.vacancies import actions
    from kollega.vacancies.files import Read
    from kollega.vacancies.rules import Ad

    ads = [
        Ad(
            row=number, source_id=f"bench-{number}", employer_name=said["employer_name"], title=said["title"],
            text=said["body"], url=f"https://exempel.se/{number}", municipality_code=said["municipality"],
            published_at=clock.now(), apply_by=clock.now() + timedelta(days=20), extent=said["extent"],
        )
        for number, said in enumerate(_offers(count).values())
    ]  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FLOOR)
        cpu = spent()
        with cursor.copy("copy floor from stdin") as copy:
            for ad in ads:
                copy.write_row((ad.title, ad.text, ad.url, ad.employer_name, ad.municipality_code, ad.published_at))
        floor = (spent() - cpu) / count
    with transaction.atomic():
        cpu = spent()
        done = actions.import_ads(Read(ads=ads, count=count), kind="jobsearch")
        new = (spent() - cpu) / count
        assert done["created"] + done["updated"] + done["unchanged"] == count, done
        cpu = spent()
        again = actions.import_ads(Read(ads=ads, count=count), kind="jobsearch")
        same = (spent() - cpu) / count
        assert again["unchanged"] == count, again
        transaction.set_rollback(True)
    return [
        _line(f"import, an ad of {count:,}", new, floor, "duplicates, log and index; the floor is COPY of the texts"),
        _line(f"the same {count:,} again", same, floor, "nothing has changed"),
    ]


def _telling(spent: Callable[[], float], most: int) -> list[str]:
    from django.conf import settings

    from kollega.catalogue import actions as catalogue
    from kollega.core import clock
    from kollega.following import queries
    from kollega.following.rules import letter, subject
    from kollega.following.terms import BATCH, LONGEST_BACK
    from kollega.outbox.mime import Plain

    audience.follow(most)
    coming, began = _offers(PUBLISHED), clock.now()
    catalogue.put_up_many(coming)
    since = began - LONGEST_BACK
    whole, found = audience.followed(), {}
    cpu = spent()
    for start in range(0, len(whole), BATCH):
        batch = whole[start : start + BATCH]
        news = queries.new_in(dict.fromkeys(batch, began), clock.today(), since)
        found |= news if len(found) < 500 else dict.fromkeys(news)  # the memory of a few is enough to write letters by
    matched = (spent() - cpu) / len(whole)
    named = [(search, found[search.pk]) for search in queries.to_tell(pk for pk, those in found.items() if those)][:500]
    cpu = spent()
    for search, listings in named:
        body = letter([(search, listings)], root=settings.ADDRESS)
        Plain(subject([(search, listings)]), body, to=["a@example.org"]).message().as_bytes()
    written = (spent() - cpu) / len(named)
    cpu = spent()
    for search, listings in named:
        "\r\n".join([*MAIL, letter([(search, listings)], root=settings.ADDRESS)]).encode()
    floor = (spent() - cpu) / len(named)
    peer = peers.each_search(spent, began)
    catalogue.take_down_many(list(coming))
    return [
        _line(f"a search of {len(whole):,} against {PUBLISHED} new", matched, None, f"{len(found):,} of them had news"),
        _line("peer: a search for each saved search", peer, None, "Django's full-text search, 200 of them"),
        _line("a letter: words and MIME", written, floor, "the floor writes the same words and headers by hand"),
    ]


MAIL = ("Subject: x", "From: a@example.org", "To: b@example.org", "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "")  # fmt: skip
