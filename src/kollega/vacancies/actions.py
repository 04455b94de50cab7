"""Taking in the ads of a feed and keeping them on the joint list."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse

from kollega.catalogue import actions as catalogue
from kollega.catalogue.rules import form_from
from kollega.catalogue.terms import ListingKind, Reach
from kollega.core import clock
from kollega.core.clock import STOCKHOLM
from kollega.core.log import Entry, hold_all
from kollega.networks.models import Employer
from kollega.networks.rules import readable_name
from kollega.taxonomy import actions as taxonomy
from kollega.taxonomy.models import Concept
from kollega.taxonomy.terms import Kind
from kollega.vacancies.models import Vacancy
from kollega.vacancies.rules import Ad, whose
from kollega.words.tokens import language_of

FROM_AD = (
    "external_id", "employer_name", "org_number", "workplace", "title", "text", "municipality_code", "place_label",
    "extent", "duration", "seats", "url", "application_url", "diary_number", "apply_by", "published_at", "removed_at",
)  # fmt: skip
Rejected = list[dict[str, Any]]


@transaction.atomic
def import_ads(
    ads: Sequence[Ad], *, source: str, rejected: Sequence[dict] = (), employer: Employer | None = None, by: Any = None
) -> dict[str, Any]:
    """Take in the ads of a feed; good rows are taken and bad ones named. The same ads again change nothing.

    Nothing is made of an employer that is not known: the ad keeps the name it gave and is counted as unresolved. An ad
    that the feed no longer has stays, because an answer to a search is never all; only a removal removes.

    :param rejected: the rows that the reader could not read, to be reported with the rest.
    :param employer: whose feed it is; another employer's ad in it is rejected.
    """
    bad: Rejected = list(rejected)
    own = [ad for ad in ads if _is_from(ad, employer, bad)]
    known = {v.source_id: v for v in Vacancy.objects.filter(source=source, source_id__in=[ad.source_id for ad in own])}
    words = _words(own)
    announcer = {ad.source_id: employer for ad in own} if employer else _announcers(own)
    hold_all({None, *announcer.values()})
    count = {"read": len(ads) + len(rejected), "created": 0, "updated": 0, "unchanged": 0, "removed": 0}
    missing = {"place": 0, "occupation": 0, "employer": 0}
    for ad in own:
        place, occupation = words.get(ad.place_id or ad.municipality_code), words.get(ad.occupation_id)
        who = announcer[ad.source_id]
        missing["place"] += place is None or not place.is_known
        missing["occupation"] += occupation is None or not occupation.is_known
        missing["employer"] += who is None
        vacancy = known.get(ad.source_id) or Vacancy(source=source, source_id=ad.source_id)
        count[_take(vacancy, ad, place=place, occupation=occupation, employer=who, by=by)] += 1
    return count | {"rejected": sorted(bad, key=lambda row: row["row"]), "unresolved": missing}


def _is_from(ad: Ad, employer: Employer | None, bad: Rejected) -> bool:
    if employer is None or not ad.org_number or ad.org_number == employer.org_number:
        return True
    reason = f"annonsen {ad.source_id} är en annan arbetsgivares ({ad.employer_name}), inte {employer.name}"
    bad.append({"row": ad.row, "reason": reason})
    return False


def _words(ads: Sequence[Ad]) -> dict[str, Concept]:
    """Return the places and occupations that the ads name, by id, and places also by code where an ad has no more.

    Those that no file has named are kept as the feed names them.
    """
    said = {ad.place_id: (Kind.MUNICIPALITY, ad.place_label) for ad in ads}
    said |= {ad.occupation_id: (Kind.OCCUPATION, ad.occupation_label) for ad in ads}
    said.pop("", None)
    known: dict[str, Concept] = Concept.objects.in_bulk(list(said))
    codes = {ad.municipality_code for ad in ads if ad.municipality_code and not ad.place_id}
    by_code = {c.code: c for c in Concept.objects.filter(kind=Kind.MUNICIPALITY, code__in=codes, is_known=True)}
    return (
        known
        | by_code
        | {
            concept_id: taxonomy.meet(concept_id, kind, label)
            for concept_id, (kind, label) in said.items()
            if concept_id not in known
        }
    )


def _announcers(ads: Sequence[Ad]) -> dict[str, Employer | None]:
    by_number: dict[str, list[Employer]] = defaultdict(list)
    for employer in Employer.objects.filter(org_number__in={ad.org_number for ad in ads if ad.org_number}):
        by_number[employer.org_number].append(employer)
    return {ad.source_id: whose(ad, by_number[ad.org_number]) if ad.org_number else None for ad in ads}


def _take(
    vacancy: Vacancy, ad: Ad, *, place: Concept | None, occupation: Concept | None, employer: Employer | None, by: Any
) -> str:
    """Write the ad on the vacancy and return what became of it."""
    values = {name: getattr(ad, name) for name in FROM_AD} | {
        "employer_id": employer and employer.pk,
        "place_id": place and place.pk,
        "occupation_id": occupation and occupation.pk,
    }
    is_new, was_removed = vacancy._state.adding, vacancy.removed_at is not None
    changed = [name for name, value in values.items() if getattr(vacancy, name) != value]
    if not changed or (is_new and ad.removed_at):
        return "unchanged"
    for name in changed:
        setattr(vacancy, name, values[name])
    vacancy.save()
    became = "created" if is_new else "removed" if ad.removed_at and not was_removed else "updated"
    facts = {} if is_new else {"changed": ", ".join(sorted(changed))}
    Entry.write(f"vacancy.{became}", vacancy, by=by, owner=employer, **facts)
    _list(vacancy, employer)
    return became


def _list(vacancy: Vacancy, employer: Employer | None) -> None:
    if vacancy.removed_at:
        catalogue.take_down(vacancy.pk)
        return
    catalogue.put_up(
        vacancy.pk, kind=ListingKind.JOB, employer=employer,
        employer_name=employer.name if employer else readable_name(vacancy.employer_name), network=None,
        reach=Reach.PUBLIC, title=vacancy.title, place=vacancy.place_label, extent=vacancy.extent,
        url=reverse("vacancies:vacancy", args=[vacancy.pk]), published_at=vacancy.published_at,
        closes_on=vacancy.apply_by and vacancy.apply_by.astimezone(STOCKHOLM).date(), body=vacancy.text,
        municipality=vacancy.municipality_code, occupation=vacancy.occupation_id, form=form_from(vacancy.duration),
        language=language_of(vacancy.text),
    )  # fmt: skip


@transaction.atomic
def remove(vacancy: Vacancy, *, by: Any = None) -> None:
    """Take an ad off the list; its page stays and says that it is closed. Again does nothing."""
    vacancy = Vacancy.objects.select_for_update(of=("self",)).select_related("employer").get(pk=vacancy.pk)
    if vacancy.removed_at:
        return
    vacancy.removed_at = clock.now()
    vacancy.save(update_fields=["removed_at"])
    catalogue.take_down(vacancy.pk)
    Entry.write("vacancy.removed", vacancy, by=by, owner=vacancy.employer)
