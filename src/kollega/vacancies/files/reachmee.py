"""ReachMee's JSON feed of one employer's ads. Its contact persons are read past: the ad itself has them."""

from typing import Any
from urllib.parse import urlsplit

from kollega.core.incoming import Unreadable, parsed
from kollega.vacancies.files.rows import Read, as_text, checked, gathered, loose, seats_in
from kollega.vacancies.rules import Ad, BadAd, last_moment, moment, number_in

LISTS = ("items", "ads", "jobs", "data", "results")


def read_reachmee(raw: bytes, *, page: str = "") -> Read:
    """Return the ads of the feed.

    :raises Unreadable: when the file is no such feed.
    """
    found = parsed(raw)
    rows = found
    if isinstance(found, dict):
        rows = next((found[name] for name in LISTS if isinstance(found.get(name), list)), None)
    if not isinstance(rows, list):
        raise Unreadable("Filen är inget flöde från ReachMee: listan items saknas.")
    return gathered(rows, _ad, is_list=True)


def _ad(number: int, row: Any) -> Ad:
    if not isinstance(row, dict):
        raise BadAd("raden är ingen annons")
    link, parts = (
        as_text(row.get("link") or row.get("url")),
        (loose(row.get(n)) for n in ("employment_level", "working_hours")),
    )
    places = tuple(filter(None, map(loose, _listed(row.get("areas")))))
    apply_link = as_text(row.get("apply_link") or row.get("application_link"))
    return checked(Ad(
        row=number, source_id=as_text(row.get("ad_id") or row.get("project_id")), scope=_host(link),
        title=as_text(row.get("title")), text=_text(row), url=link, application_url=apply_link,
        published_at=moment(row.get("publishing_date")), apply_by=last_moment(row.get("expiration_date")),
        employer_name=_employer(row), org_number=number_in(loose(row.get("organization_number"))),
        place_label=places[0] if places else "", places=places, extent=", ".join(dict.fromkeys(filter(None, parts))),
        occupation_label=loose(row.get("position")), seats=seats_in(row.get("number_of_positions")),
        diary_number=loose(row.get("reference_number") or row.get("project_number"))[:120],
    ))  # fmt: skip


def _listed(value: Any) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(row: dict) -> str:
    parts = (row.get(name) for name in ("prefix_text", "description", "suffix_text"))
    return "\n\n".join(str(part) for part in parts if isinstance(part, str) and part.strip())


def _employer(row: dict) -> str:
    units = [loose(unit.get("nameorgunit") or unit) if isinstance(unit, dict) else loose(unit)
             for unit in _listed(row.get("organizations"))]  # fmt: skip
    return next((unit[:160] for unit in units if unit), "")


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "")[:80]
    except ValueError:
        return ""
