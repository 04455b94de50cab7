"""The applicants side by side: what each has been judged to show of each published requirement."""

from dataclasses import dataclass
from typing import Any

from kollega.applications import queries
from kollega.applications.rules import differ, most, sums
from kollega.recruiting import queries as recruiting
from kollega.recruiting.models import Criterion, Recruitment
from kollega.recruiting.terms import Weight


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The points of all who have judged one applicant by one requirement, with who gave them."""

    points: list[tuple[str, int]]

    @property
    def mean(self) -> str:
        values = [points for _, points in self.points]
        return f"{sum(values) / len(values):.1f}".removesuffix(".0") if values else ""

    @property
    def differs(self) -> bool:
        return differ([points for _, points in self.points])


@dataclass(frozen=True, kw_only=True)
class Row:
    application: Any
    name: str
    cells: list[Cell]
    sums: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    criteria: list[Criterion]
    rows: list[Row]
    most: dict[str, int]


def matrix_of(recruitment: Recruitment, *, person: Any, is_handler: bool) -> Matrix:
    """Return the applicants that the person may compare, in the order they came.

    Those who only judge see whom they have judged themself, so that nobody is led by another before that.
    """
    criteria, marks = recruiting.criteria_of(recruitment), queries.locked_marks(recruitment)
    judged = queries.judged_by(person, recruitment)
    received = queries.received_for(person).filter(recruitment=recruitment)
    shown = [a for a in received if is_handler or a.pk in judged]
    return Matrix(
        criteria=criteria,
        rows=[_row(a, criteria, marks.get(a.pk, [])) for a in shown],
        most={weight: most(criteria, weight) for weight in Weight.values},
    )


def _row(application: Any, criteria: list[Criterion], marks: list[Any]) -> Row:
    cells = [
        Cell(points=[(str(m.assessment.person), m.points) for m in marks if m.criterion_id == c.pk]) for c in criteria
    ]
    return Row(application=application, name=str(application), cells=cells,
               sums=sums([(m.criterion_id, m.points) for m in marks], criteria))  # fmt: skip
