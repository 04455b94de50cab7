"""What a page shows of each thing found, and the names beside it, in one statement."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from kollega.networks.models import Employer

SHOWN = """
select l.id, l.kind, l.reach, l.employer_name, l.title, l.summary, l.place, l.extent, l.language, l.url, l.published_at,
    l.closes_on, l.employer_id, e.name, e.short_name
from catalogue_listing l left join networks_employer e on e.id = l.employer_id where l.id = any(%s)
union all
select e.id, '', '', e.name, '', '', '', '', '', '', null, null, null, '', ''
from networks_employer e where e.id = any(%s)
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the list."""

    pk: UUID
    kind: str
    reach: str
    employer_name: str
    title: str
    summary: str
    place: str
    extent: str
    language: str
    url: str
    published_at: datetime
    closes_on: date | None
    employer_id: UUID | None
    name: str | None
    short_name: str | None

    @property
    def employer(self) -> Employer | None:
        """The employer, as far as a row tells who it is."""
        return Employer(pk=self.employer_id, name=self.name, short_name=self.short_name) if self.employer_id else None


def shown(ids: list[UUID], employers: list[UUID]) -> tuple[dict[UUID, Shown], dict[str, str]]:
    """Return the rows by id, and the employers' names by id as text."""
    if not (ids or employers):
        return {}, {}
    with connection.cursor() as cursor:
        cursor.execute(SHOWN, [ids, employers])
        lines = cursor.fetchall()
    rows = {line[0]: Shown(*line) for line in lines if line[1]}
    return rows, {str(line[0]): line[3] for line in lines if not line[1]}
