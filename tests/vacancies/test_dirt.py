"""Feeds that are dirty in ways nobody has thought of: whatever stands in a file, it is read, named or refused."""

import html
import json
import os
import random
import re
import time
from contextlib import suppress

import pytest

from kollega.core.incoming import Unreadable
from kollega.core.log import faults
from kollega.vacancies import actions, files
from kollega.vacancies.actions import TooManyGone
from kollega.vacancies.models import Vacancy
from tests.builders import an_employer
from tests.vacancies.test_copies import ads, national, sheet
from tests.vacancies.test_files import POSTING, TEAMTAILOR, a_posting, a_reachmee_row, an_event, envelope

pytestmark = pytest.mark.django_db
ROUNDS = int(os.environ.get("KOLLEGA_ROUNDS", "10")) * 6
STRANGE = [
    None, True, False, 0, -1, 10**30, 1.5, float("nan"), "", " ",
    "x" * 300, "x" * 200_000, "\x00", "\ud800",
    "å\u202eb", [], {}, [[]], [None], {"a": None}, "2026-13-45", "9999-12-31T23:59:59+14:00", "0001-01-01",
    "https://", "//x",
    "https://[::1", "javascript:alert(1)", "<script>alert(1)</script>", "&lt;img src=x onerror=alert(1)&gt;", "=1+1",
    "202100-5489", "kim@exempel.se", "08-123 45 67", {"@value": "x"}, [{"name": ["x"]}], "Sundsvall\nUmeå",
]  # fmt: skip
SOUND = {
    "jobsearch": {"hits": [national(str(n)) for n in range(9000001, 9000004)]},
    "jobstream": [an_event(1), an_event("2"), {"id": 3, "removed": True, "removed_date": "2020-02-28T03:11:33"}],
    "schemaorg": [a_posting(identifier=str(n), url=f"https://x.invalid/{n}", jobLocation=[{"address": {
        "addressLocality": "Umeå"}}], employmentType=["FULL_TIME"]) for n in range(3)],
    "reachmee": {"items": [a_reachmee_row(ad_id=n) for n in range(3)]},
}  # fmt: skip
LINES = {
    "ledigtarbete": envelope(*(POSTING.format(status="active", id=n) for n in range(3))),
    "rss": TEAMTAILOR,
    "csv": sheet(*ads(3)),
}


PIECES = [b"", b"\x00", b"\xff\xfe", b"&nbsp;&", b"<![CDATA[", b"]]>", b"<p>", b'"', b";;;;", b"\n", b"&#0;",
          b"&#xD800;", "\u2028".encode(), b"x" * 1000]  # fmt: skip


def dirtied(value, dice, depth=0):
    """Return the value with something in it changed to what it should never be."""
    if depth and dice.random() < 0.08:
        return dice.choice(STRANGE)
    if isinstance(value, dict):
        return {key: dirtied(part, dice, depth + 1) for key, part in value.items() if dice.random() > 0.03}
    if isinstance(value, list):
        return [dirtied(part, dice, depth + 1) for part in value]
    return value


def torn(text, dice):
    """Return the text with pieces taken away, doubled or replaced."""
    raw = bytearray(text.encode())
    for _ in range(dice.randint(1, 4)):
        at, length = dice.randrange(len(raw)), dice.randint(1, 40)
        raw[at : at + length] = dice.choice([*PIECES, bytes(raw[at : at + length]) * 2])
    return bytes(raw)


def swapped(text, dice):
    """Return the text with what stands between some tags, or in some cells, changed to something strange."""
    parts = re.split(r"(?<=>)([^<]+)(?=<)" if "<" in text else r"([^;\n]+)", text)
    for _ in range(dice.randint(1, 3)):
        parts[dice.randrange(len(parts) // 2) * 2 + 1] = html.escape(str(dice.choice(STRANGE)))
    return "".join(parts).encode("utf-8", "replace")


def take(kind, raw, employer):
    try:
        read = files.read(kind, raw, page="https://exempel.invalid/")
        done = actions.import_ads(read, kind=kind, employer=employer)
    except (Unreadable, TooManyGone):
        return 0
    counted = done["created"] + done["updated"] + done["unchanged"] + len(done["rejected"])
    assert counted + done["removed"] >= done["read"] >= len(done["rejected"])
    assert all(row["reason"] and row["row"] for row in done["rejected"])
    json.dumps(done)
    return done["read"]


@pytest.mark.parametrize("kind", [*SOUND, *LINES])
def test_nothing_that_stands_in_a_feed_breaks_the_import(kind):
    dice, rows = random.Random(kind), 0
    employer = an_employer("Verket", org_number="202100-5489")
    for turn in range(ROUNDS):
        if kind in SOUND:
            raw = json.dumps(dirtied(SOUND[kind], dice)).encode("utf-8", "surrogatepass")
        else:
            raw = (torn if turn % 3 == 0 else swapped)(LINES[kind], dice)
        rows += take(kind, raw, employer if turn % 2 else None)
    assert rows > ROUNDS // 3
    assert list(faults()) == []
    for title, text, url in Vacancy.objects.values_list("title", "text", "url"):
        assert not any(sign in title + text for sign in ("<script", "<img", "\x00", "@exempel", "123 45 67"))
        assert url.startswith(("https://", "http://"))


HOSTILE = {
    "blanks": " " * 900_000,
    "words": "a-" * 400_000 + " at ",
    "mails": "a." * 400_000 + "@",
    "tags": "<a" * 400_000,
    "deep": "<div>" * 150_000,
    "entities": "&amp;" * 150_000,
    "digits": "0 " * 400_000,
    "commas": "kim@exempel.se" + "," * 900_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_takes_long_to_clean(text):
    began = time.process_time()
    row = national("9000001", description={"text": text}, publication_date=text, headline=text)
    files.read("jobsearch", json.dumps([row, row | {"publication_date": "2026-11-18", "headline": "Jobb"}]).encode())
    assert time.process_time() - began < 8


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("rss", b"<rss>" + b"<![CDATA[" * 900_000),
        ("rss", b"<rss>" + b"&x;" * 2_000_000),
        ("schemaorg", b"<html>" + b"<!" * 3_000_000),
        ("schemaorg", b"<html>" + b"<a " * 2_000_000),
        ("schemaorg", b"<script type='application/ld+json'>" * 200_000),
        ("schemaorg", b"[" * 5_000_000),
        ("csv", b"rubrik;l\xe4nk\n" + b'"' * 3_000_000),
        ("csv", b"rubrik;l\xe4nk\n" + b";" * 3_000_000),
        ("jobstream", b'{"a":' * 1_000_000),
    ],
    ids=range(9),
)
def test_no_file_takes_long_to_read_or_refuse(kind, raw):
    began = time.process_time()
    with suppress(Unreadable):
        files.read(kind, raw)
    assert time.process_time() - began < 15
