"""The national ads of JobTech: JobSearch's answers, and JobStream's events where ads and removals are mixed."""

from dataclasses import replace
from typing import Any

from kollega.core.incoming import Unreadable, parsed
from kollega.vacancies.files.rows import Read, as_text, checked, gathered, seats_in
from kollega.vacancies.rules import Ad, BadAd, Removal, last_moment, moment, number_in, shown_name


def read_jobsearch(raw: bytes, *, page: str = "") -> Read:
    """Return the ads of a JobSearch answer, or of a list of its ads, and the rows that are rejected with the reason.

    :raises Unreadable: when the file is not such an answer.
    """
    found = parsed(raw)
    rows = found.get("hits") if isinstance(found, dict) else found
    if isinstance(found, dict) and rows is None and "headline" in found:
        rows = [found]
    if not isinstance(rows, list):
        raise Unreadable("Filen är inget svar från JobSearch: listan hits saknas.")
    return gathered(rows, _either)


def read_jobstream(raw: bytes, *, page: str = "") -> Read:
    """Return what a stream's events come to: of several about one ad the last counts, be it the ad or its removal.

    One event a line is read as well as a list.

    :raises Unreadable: when the file is no such stream.
    """
    found = parsed(_as_list(raw))
    if isinstance(found, dict):
        found = next((found[name] for name in ("hits", "ads", "events") if name in found), [found])
    if not isinstance(found, list):
        raise Unreadable("Filen är ingen ström från JobStream: en lista med händelser väntades.")
    return gathered(found, _either, last_wins=True)


def _as_list(raw: bytes) -> bytes:
    lines = [line for line in raw.splitlines() if line.strip()]
    is_lines = len(lines) > 1 and all(line.strip().startswith(b"{") and line.strip().endswith(b"}") for line in lines)
    return b"[" + b",".join(lines) + b"]" if is_lines else raw


def _either(number: int, row: Any) -> Ad | Removal:
    if not isinstance(row, dict):
        raise BadAd("raden är ingen annons")
    if row.get("removed") is True and not row.get("headline"):
        return _removal(number, row)
    return _ad(number, row)


def _removal(number: int, row: dict) -> Removal:
    if not (source_id := as_text(row.get("id"))):
        raise BadAd("id saknas")
    return Removal(row=number, source_id=source_id[:80], at=moment(row.get("removed_date")))


def _ad(number: int, row: dict) -> Ad:
    published = moment(row.get("publication_date"))
    if published is None:
        raise BadAd("publiceringstiden saknas")
    ad = Ad(
        row=number, source_id=as_text(row.get("id")), external_id=as_text(row.get("external_id")),
        title=as_text(row.get("headline")), url=_page_of(row), published_at=published,
        apply_by=last_moment(row.get("application_deadline") or row.get("last_publication_date")),
        seats=seats_in(row.get("number_of_vacancies")), extent=_extent(row), duration=_label(row.get("duration")),
        text=_description(_part(row, "description")), **_application(_part(row, "application_details")),
        **_employer(_part(row, "employer")), **_place(_part(row, "workplace_address")),
        **_occupation(_part(row, "occupation")),
    )  # fmt: skip
    if row.get("removed") is True:
        ad = replace(ad, removed_at=moment(row.get("removed_date")) or published)
    ad = checked(ad)
    if not ad.text:
        raise BadAd("texten saknas")
    return ad


def _page_of(row: dict) -> str:
    """An ad's page on the national list follows from its id, and some streams leave it out."""
    said, source_id = as_text(row.get("webpage_url")), as_text(row.get("id"))
    is_national = source_id.isascii() and source_id.isdigit()
    return said or (f"https://arbetsformedlingen.se/platsbanken/annonser/{source_id}" if is_national else "")


def _part(row: dict, name: str) -> dict:
    part = row.get(name)
    if isinstance(part, list):
        part = part[0] if part else {}
    if part is None:
        return {}
    if not isinstance(part, dict):
        raise BadAd(f"{name} har inte den form som väntades")
    return part


def _label(value: Any) -> str:
    return as_text(value.get("label")) if isinstance(value, dict) else ""


def _extent(row: dict) -> str:
    """A full-time ad says so in a word; a part-time one says how much, where it does."""
    said, scope = _label(row.get("working_hours_type")), row.get("scope_of_work")
    least, most = (scope.get("min"), scope.get("max")) if isinstance(scope, dict) else (None, None)
    shares = sorted({int(n) for n in (least, most) if isinstance(n, int | float) and 0 < n <= 100})
    if not shares or shares == [100]:
        return said
    percent = "–".join(map(str, shares)) + " procent"
    return f"{said}, {percent}" if said else percent


def _description(part: dict) -> str:
    said = part.get("text") or part.get("text_formatted")
    return "" if said is None else str(said)


def _application(part: dict) -> dict[str, Any]:
    return {"application_url": as_text(part.get("url")), "diary_number": as_text(part.get("reference"))}


def _employer(part: dict) -> dict[str, Any]:
    name, workplace = as_text(part.get("name")), as_text(part.get("workplace"))
    return {
        "employer_name": shown_name(name or workplace, workplace), "workplace": workplace,
        "org_number": number_in(part.get("organization_number")),
    }  # fmt: skip


def _place(part: dict) -> dict[str, Any]:
    return {
        "place_id": as_text(part.get("municipality_concept_id")),
        "municipality_code": as_text(part.get("municipality_code"))[:4],
        "place_label": as_text(part.get("municipality") or part.get("city") or part.get("region")),
        "places": tuple(filter(None, (as_text(part.get(name)) for name in ("municipality", "city", "region")))),
    }  # fmt: skip


def _occupation(part: dict) -> dict[str, Any]:
    return {
        "occupation_id": as_text(part.get("concept_id")), "occupation_label": as_text(part.get("label")),
        "occupation_code": as_text(part.get("legacy_ams_taxonomy_id"))[:20],
    }  # fmt: skip
