"""Feeds of ads, read from files into rows; what is wrong with one ad is said about that ad."""

from dataclasses import replace
from typing import Any

from kollega.core.incoming import Unreadable, one_line, parsed, shortened
from kollega.vacancies.rules import Ad, BadAd, moment, number_in, plain, shown_name, why_not_ad

MOST = 50_000
"""The whole of Platsbanken has been 40,000 to 110,000 ads; one file with more than this is a mistake."""


def jobsearch_ads(raw: bytes) -> tuple[list[Ad], list[dict[str, Any]]]:
    """Return the ads of a JobSearch answer, or of a list of its ads, and the rows that are rejected with the reason.

    :raises Unreadable: when the file is not such an answer.
    """
    found = parsed(raw)
    rows = found.get("hits") if isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise Unreadable("Filen är inget svar från JobSearch: listan hits saknas.")
    if len(rows) > MOST:
        raise Unreadable(f"Filen har fler än {MOST} annonser. Dela upp den.")
    ads: dict[str, Ad] = {}
    rejected: list[dict[str, Any]] = []
    for number, row in enumerate(rows, 1):
        try:
            ad = _ad(number, row)
            if ad.source_id in ads:
                raise BadAd(f"annonsen {shortened(ad.source_id)} finns två gånger i filen")
            ads[ad.source_id] = ad
        except BadAd as wrong:
            rejected.append({"row": number, "reason": str(wrong)})
    return list(ads.values()), rejected


def _ad(number: int, row: Any) -> Ad:
    if not isinstance(row, dict):
        raise BadAd("raden är ingen annons")
    published = moment(row.get("publication_date"))
    if published is None:
        raise BadAd("publiceringstiden saknas")
    ad = Ad(
        row=number, source_id=_text(row.get("id")), external_id=_text(row.get("external_id")),
        title=_text(row.get("headline")),
        url=_text(row.get("webpage_url")), published_at=published, apply_by=moment(row.get("application_deadline")),
        seats=_seats(row.get("number_of_vacancies")), extent=_extent(row), duration=_label(row.get("duration")),
        text=_description(_part(row, "description")), **_application(_part(row, "application_details")),
        **_employer(_part(row, "employer")), **_place(_part(row, "workplace_address")),
        **_occupation(_part(row, "occupation")),
    )  # fmt: skip
    if row.get("removed") is True:
        ad = replace(ad, removed_at=moment(row.get("removed_date")) or published)
    if reason := why_not_ad(ad):
        raise BadAd(reason)
    return ad


def _part(row: dict, name: str) -> dict:
    part = row.get(name)
    if part is None:
        return {}
    if isinstance(part, list):
        part = part[0] if part else {}
    if not isinstance(part, dict):
        raise BadAd(f"{name} har inte den form som väntades")
    return part


def _text(value: Any) -> str:
    if isinstance(value, dict | list | bool):
        raise BadAd(f"ett värde har inte den form som väntades: {shortened(value, 40)}")
    return one_line(value)


def _label(value: Any) -> str:
    return _text(value.get("label")) if isinstance(value, dict) else ""


def _seats(value: Any) -> int:
    return min(value, 32_000) if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 1


def _extent(row: dict) -> str:
    """A full-time ad says so in a word; a part-time one says how much, where it does."""
    said, scope = _label(row.get("working_hours_type")), row.get("scope_of_work")
    least, most = (scope.get("min"), scope.get("max")) if isinstance(scope, dict) else (None, None)
    shares = sorted({n for n in (least, most) if isinstance(n, int) and 0 < n <= 100})
    if not shares or shares == [100]:
        return said
    percent = "–".join(map(str, shares)) + " procent"
    return f"{said}, {percent}" if said else percent


def _description(part: dict) -> str:
    if not (said := plain(part.get("text") or part.get("text_formatted"))):
        raise BadAd("texten saknas")
    return said


def _application(part: dict) -> dict[str, Any]:
    return {"application_url": _text(part.get("url")), "diary_number": _text(part.get("reference"))}


def _employer(part: dict) -> dict[str, Any]:
    name, workplace = _text(part.get("name")), _text(part.get("workplace"))
    return {
        "employer_name": shown_name(name or workplace, workplace), "workplace": workplace,
        "org_number": number_in(part.get("organization_number")),
    }  # fmt: skip


def _place(part: dict) -> dict[str, Any]:
    return {
        "place_id": _text(part.get("municipality_concept_id")),
        "municipality_code": _text(part.get("municipality_code")),
        "place_label": _text(part.get("municipality") or part.get("city") or part.get("region")),
    }  # fmt: skip


def _occupation(part: dict) -> dict[str, Any]:
    return {"occupation_id": _text(part.get("concept_id")), "occupation_label": _text(part.get("label"))}
