"""Links in ads: which lead to a page, and which lead to the same ad in two places."""

import re
from typing import Any
from urllib.parse import urlsplit

from kollega.core.incoming import one_line

NATIONAL = re.compile(r"arbetsformedlingen\.se/platsbanken/annons(?:er)?/(\d{5,12})\b", re.I)
ORIGINS = (
    re.compile(r"(?P<host>[\w.-]+)/(?:\w+/)?what:(?:job|login|apply).*?jobID:(?P<id>\d+)", re.I),  # Varbi
    re.compile(r"(?P<host>[\w.-]+)/.*?[?&](?:job_id|rmjob|jobid|annonsid)=(?P<id>[\w-]+)", re.I),  # ReachMee
    re.compile(r"(?P<host>[\w.-]+)/.*?[?&]guidassignment=(?P<id>[\w-]+)", re.I),  # Visma Recruit
    re.compile(r"(?P<host>[\w.-]+)/(?:[a-z-]{2,5}/)?jobs/(?P<id>\d{4,})", re.I),  # Teamtailor
    re.compile(r"(?P<host>[\w.-]+)/.*?[?&]ProjectId=(?P<id>\d{3,})", re.I),  # HR Manager
)
BY_NUMBER = re.compile(r"46-\d{6}-?\d{4}-(.+)")
"""An origin's id as the national list keeps it: the country, the organisation number, and then the id itself."""


def mended_address(value: Any) -> str:
    """Return a link with what people leave out, and nothing where it leads to a mailbox or a phone."""
    said = one_line(value)
    if re.match(r"(?:mailto|tel):", said, re.I) or ("@" in said and "/" not in said):
        return ""
    if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", said) and "://" not in said:
        return f"https://{said}"
    return said.replace(" ", "%20")


def is_web_address(value: str) -> bool:
    """Return whether a link leads to a page: what else a browser would run is never shown as a link."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"[\s<>\"\\]", value)


def mark_of(address: str) -> str:
    """Return what tells which ad a link leads to, the same for every way into it; nothing where it cannot be told."""
    if found := NATIONAL.search(address):
        return f"platsbanken:{found[1]}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    bare = (parts.netloc + parts.path + (f"?{parts.query}" if parts.query else "")).removeprefix("www.")
    for origin in ORIGINS:
        if found := origin.match(bare):
            return f"{found['host'].lower()}:{found['id'].lower()}"[:200]
    is_named = re.search(r"\d{4,}|[0-9a-f]{8}-[0-9a-f]{4}", bare)
    return bare.casefold().rstrip("/")[:200] if is_named else ""


def marks_of(*, is_national: bool, source_id: str, external_id: str, url: str, application_url: str) -> list[str]:
    """Return all that ties an ad to its copies: its own id, the id of where it came from, and the links to it."""
    marks = {mark_of(url), mark_of(application_url)}
    marks.add(f"platsbanken:{source_id}" if is_national else f"id:{source_id.casefold()}")
    if external_id:
        found = BY_NUMBER.fullmatch(external_id)
        marks |= {f"id:{external_id.casefold()}", f"id:{(found[1] if found else external_id).casefold()}"}
        if not is_national and external_id.isdigit() and len(external_id) >= 7:
            marks.add(f"platsbanken:{external_id}")
    return sorted(mark[:200] for mark in marks - {""})
