"""Scores the search on the golden set beside PostgreSQL's own: `./kollega bench search`.

nDCG@10 and success@3 over the right answers; recall@20 is the share of the right answers among the first twenty, as the
targets of P8 are written.
"""

import json
import math
import os
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from bench import golden

SPACE = UUID("6f1d7a52-8f0e-4c55-9f5e-5d2f0f7a1c11")
Asked = Callable[[str], list[Any]]
PLAIN = """
select id from catalogue_listing, websearch_to_tsquery('swedish', %s) asked
where to_tsvector('swedish', title || ' ' || employer_name || ' ' || place || ' ' || summary || ' ' || body) @@ asked
order by ts_rank_cd(setweight(to_tsvector('swedish', title), 'A')
    || to_tsvector('swedish', employer_name || ' ' || place || ' ' || summary || ' ' || body), asked) desc,
    published_at desc limit 20
"""
LIKE = """
select id from catalogue_listing where not exists (
    select 1 from unnest(string_to_array(%s, ' ')) word
    where title || ' ' || employer_name || ' ' || place || ' ' || summary || ' ' || body not ilike '%%' || word || '%%')
order by published_at desc limit 20
"""


def number(source: str, key: str) -> UUID:
    return uuid5(SPACE, f"{source}:{key}")


def folder() -> Path:
    """Return where other people's ads lie on this computer, if they do."""
    here = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("KOLLEGA_SHARED_DATA") or here) / "jobads"


def load() -> dict[UUID, set[str]]:
    """Put every judged listing up, and return what each is about by its id; real ads only where they lie here."""
    from kollega.catalogue import actions
    from kollega.catalogue.models import Listing
    from kollega.taxonomy import actions as taxonomy
    from kollega.taxonomy.terms import Kind

    judged: dict[UUID, set[str]] = {}
    for place, (title, employer, code, about) in enumerate(golden.own()):
        key = number("own", title)
        actions.put_up(key, municipality=code, **_fields(title, employer, _name(code), place))
        judged[key] = about
    for source, ads in (("jobsearch", _jobsearch()), ("scraped", _scraped()), ("jobstream", _jobstream())):
        about_ads = golden.real(source)
        for place, (key_of, title, employer, code, where, text, work) in enumerate(ads):
            key = number(source, key_of)
            occupation = taxonomy.meet(f"bench-{work}"[:40], Kind.OCCUPATION, work) if work else None
            more = {"body": text, "occupation": occupation, "municipality": code}
            actions.put_up(key, **more, **_fields(title, employer, where, 200 + place))
            judged[key] = about_ads.get(key_of, set())
    assert Listing.objects.filter(pk__in=judged).count() == len(judged)
    return judged


def _fields(title: str, employer: str, place: str, minutes: int) -> dict[str, Any]:
    from datetime import timedelta

    from kollega.core import clock

    return {
        "kind": "job", "employer": None, "employer_name": employer[:160] or "Okänd", "network": None, "reach": "public",
        "title": title[:250], "place": place, "url": "/jobb/", "published_at": clock.now() - timedelta(minutes=minutes),
    }  # fmt: skip


def _name(code: str) -> str:
    from kollega.words.places import place_name

    return place_name(code)


def _read(name: str) -> Any:
    path = folder() / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def _jobsearch() -> list[tuple]:
    found = _read("jobsearch_response_2025-09-11.json")
    return [_ad(row) for row in (found["hits"] if found else [])]


def _jobstream() -> list[tuple]:
    return [_ad(row) for row in _read("jobstream_events_2020-02-28.json") if not row.get("removed")]


def _ad(row: dict) -> tuple:
    where = row.get("workplace_address") or {}
    text = (row.get("description") or {}).get("text") or ""
    return (
        str(row["id"]), row["headline"], (row.get("employer") or {}).get("name") or "",
        where.get("municipality_code") or "", where.get("municipality") or "", text,
        (row.get("occupation") or {}).get("label") or "",
    )  # fmt: skip


def _scraped() -> list[tuple]:
    from kollega.words.places import municipality_in

    rows = []
    for row in _read("schemaorg_jobposting_scraped_2020-04.json"):
        posting = row["originalJobPosting"]
        organisation = posting.get("hiringOrganization") or {}
        where = row.get("ort") or ""
        rows.append((
            str(row["id"]), posting.get("title") or "", organisation.get("name", ""), municipality_in(where), where,
            posting.get("description") or "", row.get("yrke") or "",
        ))  # fmt: skip
    return rows


def ours(typed: str) -> list[UUID]:
    from django.contrib.auth.models import AnonymousUser

    from kollega.catalogue.rules import Filters
    from kollega.catalogue.search import search
    from kollega.core import clock

    return [row.pk for row in search(AnonymousUser(), clock.today(), Filters(text=typed)).rows]


def asked_by(sql: str) -> Asked:
    def ask(typed: str) -> list[UUID]:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(sql, [typed])
            return [row[0] for row in cursor.fetchall()]

    return ask


def engines() -> dict[str, Asked]:
    return {"ours": ours, "PostgreSQL swedish": asked_by(PLAIN), "ILIKE": asked_by(LIKE)}


def scores(
    ask: Asked, judged: dict[UUID, set[str]], lines: list[str] = golden.QUESTIONS
) -> dict[str, dict[str, float]]:
    """Return for each way of writing, and for all, the means of the measures and how many questions there were."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for way, typed, wanted in golden.questions(lines):
        right = {key for key, about in judged.items() if any(words <= about for words in wanted)}
        if not right:
            continue  # all its right answers are among ads that do not lie on this computer
        found = ask(typed)
        for name in (way, "all"):
            for measure, value in _measures(found, right).items():
                sums[name][measure] += value
            sums[name]["questions"] += 1
    return {
        way: {measure: value / (1 if measure == "questions" else some["questions"]) for measure, value in some.items()}
        for way, some in sums.items()
    }


def _measures(found: list[UUID], right: set[UUID]) -> dict[str, float]:
    gain = sum(1 / math.log2(place + 2) for place, key in enumerate(found[:10]) if key in right)
    best = sum(1 / math.log2(place + 2) for place in range(min(10, len(right))))
    return {
        "ndcg": gain / best, "success": float(any(key in right for key in found[:3])),
        "recall": len(right.intersection(found[:20])) / min(20, len(right)), "none": float(not found),
    }  # fmt: skip


def missed(judged: dict[UUID, set[str]], of: list[str] = golden.QUESTIONS) -> list[str]:
    """Return the questions that do not find all their right answers among the first twenty, for whoever mends words."""
    from kollega.catalogue.models import Listing

    titles = dict(Listing.objects.filter(pk__in=judged).values_list("pk", "title"))
    lines = []
    for way, typed, wanted in golden.questions(of):
        right = {key for key, about in judged.items() if any(words <= about for words in wanted)}
        found = ours(typed)
        if lost := [titles[key] for key in right.difference(found[:20])] if len(right) <= 20 else []:
            lines.append(f"{way}: {typed} → saknar {lost}, gav {[titles[key] for key in found[:4]]}")
        elif right and found and found[0] not in right:
            lines.append(f"{way}: {typed} → först {titles[found[0]]}")
    return lines


def table(judged: dict[UUID, set[str]], of: list[str] = golden.QUESTIONS) -> str:
    """Return the scores as a table: a row for each way of writing, a column for each engine and measure."""
    made = {name: scores(ask, judged, of) for name, ask in engines().items()}
    head = " | ".join(f"{name}: nDCG@10 · success@3 · recall@20 · none" for name in made)
    lines = [f"| written as | questions | {head} |", "|---" * (len(made) + 2) + "|"]
    ways = [*dict.fromkeys(way for way, _, _ in golden.questions(of)), "all"]
    for way in ways:
        cells = [
            f"{s['ndcg']:.3f} · {s['success']:.2f} · {s['recall']:.3f} · {s['none']:.2f}"
            for s in (engine[way] for engine in made.values() if way in engine)
        ]
        lines.append(f"| {way} | {made['ours'][way]['questions']:.0f} | {' | '.join(cells)} |")
    return "\n".join(lines)
