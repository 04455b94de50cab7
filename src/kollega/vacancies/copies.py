"""One run of an import in memory: which sightings are copies of one job, which leads, and what is to be written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from kollega.core.log import Line
from kollega.networks.models import Employer
from kollega.taxonomy.models import Concept
from kollega.vacancies import queries
from kollega.vacancies.models import Sighting, Vacancy
from kollega.vacancies.rules import Ad, alike, digest_of, is_same_job, marks_of, precedence
from kollega.vacancies.rules.same import is_same_employer
from kollega.vacancies.terms import Source

FROM_AD = (
    "external_id", "employer_name", "org_number", "workplace", "title", "text", "municipality_code", "place_label",
    "extent", "duration", "seats", "url", "application_url", "diary_number", "apply_by", "published_at",
)  # fmt: skip
TIMES = ("apply_by", "published_at")


@dataclass(kw_only=True)
class Meant:
    """An ad with what it turned out to mean: whose it is, where, and which occupation."""

    ad: Ad
    source: str
    scope: str
    employer: Employer | None
    place: Concept | None
    occupation: Concept | None
    is_own: bool

    @cached_property
    def values(self) -> dict[str, Any]:
        """What the vacancy says if this ad leads."""
        said = {name: getattr(self.ad, name) for name in FROM_AD}
        return said | {
            "employer_id": self.employer and self.employer.pk,
            "place_id": self.place and self.place.pk,
            "occupation_id": self.occupation and self.occupation.pk,
            "alike": alike(self.ad.title),
        }

    @cached_property
    def marks(self) -> list[str]:
        ad = self.ad
        return marks_of(
            is_national=self.source == Source.PLATSBANKEN, source_id=ad.source_id, external_id=ad.external_id,
            url=ad.url, application_url=ad.application_url,
        )  # fmt: skip


@dataclass(kw_only=True)
class Run:
    """What an import is about to write; nothing is written here."""

    now: datetime
    count: Counter = field(default_factory=Counter)
    new_vacancies: list[Vacancy] = field(default_factory=list)
    vacancies: dict[Any, Vacancy] = field(default_factory=dict)
    new_sightings: list[Sighting] = field(default_factory=list)
    sightings: dict[Any, Sighting] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    matched: list[tuple[str, Vacancy]] = field(default_factory=list)
    of: dict[Any, list[Sighting]] = field(default_factory=dict)
    """The sightings of each vacancy that the run may touch."""
    by_mark: dict[str, list[Vacancy]] = field(default_factory=dict)
    by_likeness: dict[str, list[Vacancy]] = field(default_factory=dict)

    def look_up(self, new: Sequence[Meant], touched: Sequence[Sighting]) -> None:
        """Read what the new ads may be copies of, and every sighting of what the run touches."""
        found = queries.sharing_marks({mark for meant in new for mark in meant.marks}) if new else []
        for sighting in found:
            for mark in sighting.marks:
                self.by_mark.setdefault(mark, []).append(sighting.vacancy)
        for vacancy in queries.named_alike({alike(meant.ad.title) for meant in new}) if new else ():
            self.by_likeness.setdefault(vacancy.alike, []).append(vacancy)
        candidates = [*(v for many in (self.by_mark, self.by_likeness) for some in many.values() for v in some)]
        self.of = queries.sightings_by_vacancy({v.pk for v in candidates} | {s.vacancy_id for s in touched})
        for sighting in touched:  # one object for each row, so that nothing is written twice
            mine = self.of[sighting.vacancy_id]
            mine[[s.pk for s in mine].index(sighting.pk)] = sighting

    def original_of(self, meant: Meant) -> Vacancy | None:
        """Return the vacancy that the new ad is a copy of: tied by an id or a link, or alike in all that matters.

        Copies have the same employer and come from different feeds: what one feed has twice is two ads.
        """
        new = _as_vacancy(meant)
        tied = [v for mark in meant.marks for v in self.by_mark.get(mark, ()) if _may_be(meant, new, v)]
        same = [v for v in self.by_likeness.get(new.alike, ()) if is_same_job(new, v)]
        for vacancy in [*tied, *same]:
            feeds = {(s.source, s.scope) for s in self.of.get(vacancy.pk, ())}
            if (meant.source, meant.scope) not in feeds:
                return self.vacancies.get(vacancy.pk, vacancy)
        return None

    def begin(self, meant: Meant) -> str:
        """Take in an ad that this feed has not had before; return what it is counted as."""
        if meant.ad.removed_at:
            return "unchanged"
        vacancy = self.original_of(meant)
        sighting = Sighting(
            source=meant.source, scope=meant.scope, source_id=meant.ad.source_id, marks=meant.marks,
            digest=digest_of(meant.values), is_own=meant.is_own, first_seen_at=self.now,
        )  # fmt: skip
        self.new_sightings.append(sighting)
        if vacancy is None:
            vacancy = Vacancy(source=meant.source, source_id=meant.ad.source_id, **_dated(meant.values, self.now))
            vacancy.employer = meant.employer
            sighting.vacancy, sighting.leads = vacancy, True
            self.new_vacancies.append(vacancy)
            self.of[vacancy.pk] = [sighting]
            self._log("vacancy.created", vacancy)
            return "created"
        sighting.vacancy, sighting.said = vacancy, meant.values
        self.of.setdefault(vacancy.pk, []).append(sighting)
        self.matched.append((meant.ad.source_id, vacancy))
        self._log("vacancy.matched", vacancy, source=meant.source, source_id=meant.ad.source_id)
        if _best(self.of[vacancy.pk]) is not sighting:
            return "unchanged"
        self._let_lead(vacancy, sighting, meant.employer)
        return "updated"

    def go_on(self, sighting: Sighting, meant: Meant) -> str:
        """Take in an ad that this feed has had before; return what it is counted as."""
        if meant.ad.removed_at:
            return self.end(sighting, meant.ad.removed_at)
        digest = digest_of(meant.values)
        if sighting.removed_at is None and sighting.digest == digest:
            return "unchanged"
        sighting.digest, sighting.marks, sighting.is_own = digest, meant.marks, meant.is_own
        was_removed, sighting.removed_at = sighting.removed_at is not None, None
        self.sightings[sighting.pk] = sighting
        vacancy = self._held(sighting.vacancy)
        if sighting.leads:
            is_changed = self._say(vacancy, meant.values, meant.employer, always=was_removed)
            return "updated" if is_changed else "unchanged"
        sighting.said = meant.values
        if _best(self.of[vacancy.pk]) is sighting:
            self._let_lead(vacancy, sighting, meant.employer)
        return "updated"

    def end(self, sighting: Sighting, at: datetime | None) -> str:
        """Take the feed's ad away; a copy that is still there takes over, and otherwise the vacancy is gone."""
        if sighting.removed_at:
            return "unchanged"
        vacancy = self._held(sighting.vacancy)
        sighting.removed_at = at or self.now
        self.sightings[sighting.pk] = sighting
        if sighting.leads:
            other = _best(self.of[vacancy.pk])
            if other is not None:
                self._let_lead(vacancy, other, None)
            else:
                vacancy.removed_at = sighting.removed_at
                self.vacancies[vacancy.pk] = vacancy
                self._log("vacancy.removed", vacancy)
        return "removed"

    def _held(self, vacancy: Vacancy) -> Vacancy:
        return self.vacancies.get(vacancy.pk, vacancy)

    def _let_lead(self, vacancy: Vacancy, sighting: Sighting, employer: Employer | None) -> None:
        for other in self.of[vacancy.pk]:
            if other.leads and other is not sighting:
                other.leads, other.said = False, {name: getattr(vacancy, name) for name in (sighting.said or {})}
                if not other._state.adding:
                    self.sightings[other.pk] = other
        values = _read_back(sighting.said or {})
        sighting.leads, sighting.said = True, None
        if not sighting._state.adding:
            self.sightings[sighting.pk] = sighting
        vacancy.source, vacancy.source_id = sighting.source, sighting.source_id
        self._say(vacancy, values, employer, always=True)

    def _say(self, vacancy: Vacancy, values: dict[str, Any], employer: Employer | None, *, always: bool) -> bool:
        values = values if values.get("published_at") else values | {"published_at": vacancy.published_at}
        changed = sorted(name for name, value in values.items() if getattr(vacancy, name) != value)
        if not (changed or always or vacancy.removed_at):
            return False
        for name in changed:
            setattr(vacancy, name, values[name])
        vacancy.removed_at = None
        if employer is not None:
            vacancy.employer = employer
        if not vacancy._state.adding:
            self.vacancies[vacancy.pk] = vacancy
            self._log("vacancy.updated", vacancy, changed=", ".join(changed))
        return True

    def _log(self, verb: str, vacancy: Vacancy, **facts: str) -> None:
        self.lines.append(Line(verb=verb, subject=vacancy, owner=vacancy.employer, facts=facts))


def _may_be(meant: Meant, new: Any, vacancy: Vacancy) -> bool:
    """An ad without a name may be tied by its link, but never takes over from someone that it does not name."""
    return is_same_employer(new, vacancy) or (not meant.ad.employer_name and not meant.employer and not meant.is_own)


def _as_vacancy(meant: Meant) -> Any:
    return SimpleNamespace(**meant.values)


def _best(sightings: Sequence[Sighting]) -> Sighting | None:
    """Return which of the copies is shown: the employer's own, then the national, and among equals the first seen."""
    present = [s for s in sightings if s.removed_at is None]
    return min(present, key=lambda s: precedence(source=s.source, is_own=s.is_own), default=None)


def _dated(values: dict[str, Any], now: datetime) -> dict[str, Any]:
    return values | {"published_at": values["published_at"] or now}


def _read_back(said: dict[str, Any]) -> dict[str, Any]:
    """Return what was kept as JSON with its times as times."""
    return said | {
        name: datetime.fromisoformat(said[name]) for name in TIMES if isinstance(said.get(name), str) and said[name]
    }
