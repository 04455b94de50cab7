"""schema.org's JobPosting, as JSON or as JSON-LD in the pages of a site, in the many shapes that it is written in."""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from kollega.core.incoming import Unreadable, one_line, parsed
from kollega.vacancies.files.markup import page_of
from kollega.vacancies.files.rows import MOST, Read, checked, gathered, joined, loose, seats_in
from kollega.vacancies.rules import Ad, BadAd, last_moment, moment, number_in

WRAPPERS = ("@graph", "originalJobPosting", "itemListElement", "item", "items", "mainEntity", "jobs", "hits", "data",
            "jobPostings", "results")  # fmt: skip
EXTENTS = {
    "FULL_TIME": "Heltid", "PART_TIME": "Deltid", "FULLTIME": "Heltid", "PARTTIME": "Deltid",
    "TEMPORARY": "Tidsbegränsad", "INTERN": "Praktik", "CONTRACTOR": "Uppdrag", "PER_DIEM": "Timanställning",
    "VOLUNTEER": "Ideellt", "OTHER": "",
}  # fmt: skip
DEEPEST = 8
WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?:(?://\s*)?\]\]>|-->)\s*$")


class BrokenScript:
    """A script in a page that says it is JSON-LD and is not JSON."""


def read_schemaorg(raw: bytes, *, page: str = "") -> Read:
    """Return the postings of a JSON file or of a page.

    :raises Unreadable: when there is no posting in it.
    """
    is_page = raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    if is_page:
        said: Any
        said, page = _in_page(raw, page)
    else:
        said = parsed(raw)
    rows = list(_postings(said))
    if not any(isinstance(row, dict) for row in rows):
        what = "Sidan har inga jobbannonser i JSON-LD" if is_page else "Filen har inga jobbannonser"
        raise Unreadable(f"{what} (JobPosting). Kontrollera att adressen leder till annonserna.")
    alone = page if len(rows) == 1 else ""
    return gathered(rows, lambda number, row: _ad(number, row, page, alone), is_list=len(rows) > 1)


def _in_page(raw: bytes, page: str) -> tuple[list[Any], str]:
    """Return what the JSON-LD of a page says, and the page's own address where it gives one."""
    root, found = page_of(raw), []
    for element in root.iter("script", "link") if root is not None else ():
        if element.tag == "link" and (element.get("rel") or "").lower() == "canonical":
            page = joined(page, one_line(element.get("href")))
        elif (element.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            found.append(_in_script(element.text or ""))
    return found, page


def _in_script(text: str) -> Any:
    try:
        return json.loads(WRAPPING.sub("", text), strict=False)
    except (ValueError, RecursionError):
        return BrokenScript()


def _postings(said: Any, depth: int = 0) -> Iterator[Any]:
    """Yield every posting, wherever it lies; what is something else (a site, a crumb) is read past."""
    if depth > DEEPEST:
        return
    if isinstance(said, list):
        for row in said[: MOST + 1]:
            if isinstance(row, dict | list | BrokenScript):
                yield from _postings(row, depth + 1)
            elif depth == 0:
                yield row
    elif isinstance(said, BrokenScript):
        yield said
    elif isinstance(said, dict):
        is_posting = "JobPosting" in _types(said) or ("@type" not in said and "title" in said and "description" in said)
        if is_posting:
            yield said
            return
        for name in WRAPPERS:
            if isinstance(said.get(name), dict | list):
                yield from _postings(said[name], depth + 1)


def _types(row: dict) -> set[str]:
    said = row.get("@type") or row.get("type") or []
    said = said if isinstance(said, list) else [said]
    return {str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in said}


def _ad(number: int, row: Any, page: str, alone: str) -> Ad:
    if isinstance(row, BrokenScript):
        raise BadAd("ett skript på sidan säger sig vara JSON-LD men är inte giltig JSON")
    if not isinstance(row, dict):
        raise BadAd("raden är ingen annons")
    link = _link(row) or alone
    url = joined(page, link) if link else ""
    places = tuple(dict.fromkeys(_places(row.get("jobLocation"), 0)))
    identifier = row.get("identifier")
    source_id = loose(
        identifier.get("value") if isinstance(identifier, dict) and identifier.get("value") else identifier
    )
    employer = _first(row.get("hiringOrganization"))
    return checked(Ad(
        row=number, source_id=_short(source_id or url), scope=_host(url),
        title=loose(row.get("title") or row.get("name")),
        text=_paragraphs(row), url=url, application_url=_apply(row),
        published_at=moment(loose(row.get("datePosted"))), apply_by=last_moment(loose(row.get("validThrough"))),
        employer_name=loose(employer)[:160], org_number=_number(employer),
        workplace=loose(row.get("employmentUnit"))[:160], place_label=places[0] if places else "", places=places,
        extent=_extent(row.get("employmentType")), duration=loose(row.get("jobDuration")),
        seats=seats_in(loose(row.get("totalJobOpenings"))), occupation_label=_occupation(row),
    ))  # fmt: skip


def _link(row: dict) -> str:
    for name in ("url", "@id", "sameAs", "mainEntityOfPage"):
        value = _first(row.get(name))
        said = one_line(value.get("@id") or value.get("url")) if isinstance(value, dict) else loose(value)
        if said and (name == "url" or said.startswith("http")):
            return said
    return ""


def _apply(row: dict) -> str:
    contact = _first(row.get("applicationContact"))
    said = loose(contact.get("url")) if isinstance(contact, dict) else ""
    return said if said.startswith("http") else ""


def _short(source_id: str) -> str:
    """An address is often too long for an id, and then its digest serves."""
    return source_id if len(source_id) <= 80 else hashlib.sha256(source_id.encode("utf-8", "replace")).hexdigest()


def _paragraphs(row: dict) -> str:
    names = ("description", "responsibilities", "qualifications", "experienceRequirements", "educationRequirements")
    said: list[str] = []
    for name in names:
        value = row.get(name)
        parts = value if isinstance(value, list) else [value]
        text = "\n".join(part if isinstance(part, str) else loose(part) for part in parts)
        if text.strip() and not any(text.strip() in before for before in said):
            said.append(text)
    return "\n\n".join(said)


def _first(value: Any) -> Any:
    return next((part for part in value if part), None) if isinstance(value, list) else value


def _number(employer: Any) -> str:
    if not isinstance(employer, dict):
        return ""
    names = ("taxID", "vatID", "leiCode", "identifier", "iso6523Code")
    said = (re.sub(r"^SE(\d{10})01$", r"\1", loose(employer.get(name))) for name in names)
    return next((number for text in said if (number := number_in(text.rsplit(":", 1)[-1]))), "")


def _places(value: Any, depth: int) -> Iterator[str]:
    """Yield the names of places, towns before counties, out of a place, an address, a list of them, or plain text."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            yield from _places(part, depth + 1)
    elif isinstance(value, dict):
        yield from _places(value.get("address"), depth + 1)
        for name in ("addressLocality", "addressRegion", "name", "containedInPlace"):
            yield from _places(value.get(name), depth + 1)
    elif isinstance(value, str) and one_line(value):
        yield one_line(value)[:120]


def _extent(value: Any) -> str:
    said = [loose(part) for part in (value if isinstance(value, list) else str(value or "").split(","))]
    words = [EXTENTS.get(part.upper().replace(" ", "_").replace("-", "_"), part) for part in said]
    return ", ".join(dict.fromkeys(filter(None, words)))


def _occupation(row: dict) -> str:
    return loose(row.get("relevantOccupation")) or loose(row.get("occupationalCategory"))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")[:80]
    except ValueError:
        raise BadAd("adressen går inte att läsa") from None
