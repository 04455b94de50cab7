"""Who a person is when they act: which duties they carry today, and whom they stand in for."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core import signing

from kollega.people.terms import PROOF_ATTEMPTS, PROOF_LASTS, PROOFS_AT_ONCE, DutyKind


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A person with what they may do on one day. Guards ask it; they never ask the database.

    :param duties: pairs of duty kind and the employer or network where it is carried, own and as a substitute.
    :param stands_in_for: pairs of person and employer, for the colleagues whose tasks this person does now.
    :param employers: where the person is employed that day.
    :param networks: where they take part, by employment or by duty.
    :param manages_at: where they are someone's manager, or stand in for one.
    :param groups: the networks' groups that they belong to themselves.
    """

    person: Any
    duties: frozenset[tuple[str, UUID]] = field(default_factory=frozenset)
    stands_in_for: frozenset[tuple[UUID, UUID]] = field(default_factory=frozenset)
    employers: frozenset[UUID] = field(default_factory=frozenset)
    networks: frozenset[UUID] = field(default_factory=frozenset)
    manages_at: frozenset[UUID] = field(default_factory=frozenset)
    groups: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def pk(self) -> UUID:
        return self.person.pk

    def __str__(self) -> str:
        return str(self.person)

    def is_contact_at(self, employer_id: UUID) -> bool:
        return (DutyKind.CONTACT, employer_id) in self.duties

    def is_head_of_hr_at(self, employer_id: UUID) -> bool:
        return (DutyKind.HEAD_OF_HR, employer_id) in self.duties

    def is_finance_at(self, employer_id: UUID) -> bool:
        return (DutyKind.FINANCE, employer_id) in self.duties

    def carries(self, *kinds: str) -> bool:
        """Return whether the person carries any of the duties anywhere."""
        return any(kind in kinds for kind, _ in self.duties)

    def at(self, *kinds: str) -> set[UUID]:
        """Return the employers or networks where the person carries any of the duties."""
        return {place for kind, place in self.duties if kind in kinds}

    def does_the_tasks_of(self, person_id: UUID | None, employer_id: UUID) -> bool:
        """Return whether the person is that colleague, or stands in for them at the employer."""
        return person_id is not None and (person_id == self.pk or (person_id, employer_id) in self.stands_in_for)


def sealed(person: Any, *, salt: str) -> str:
    """Return the person's id under our seal, for a button in a letter that asks for no sign-in."""
    return signing.dumps(str(person.pk), salt=salt)


def unsealed(seal: str, *, salt: str) -> str | None:
    """Return whose id the seal holds, or None where it is not ours or was made for something else."""
    try:
        return signing.loads(seal, salt=salt)
    except signing.BadSignature:
        return None


def is_during(day: date, from_on: date, to_on: date | None) -> bool:
    """Return whether the day falls in the period; both ends are included and a missing end is open."""
    return from_on <= day and (to_on is None or day <= to_on)


def why_not_substitute(*, person: Any, substitute: Any, is_colleague: bool, from_on: date, to_on: date) -> str | None:
    """Return why the colleague cannot stand in, or None if they can."""
    if person == substitute:
        return "Välj någon annan än dig själv."
    if not is_colleague:
        return "Den som ersätter dig måste vara anställd hos samma arbetsgivare."
    if to_on < from_on:
        return "Sista dagen måste komma efter den första."
    return None


TRIES = ("inget försök", "ett försök", "två försök", "tre försök", "fyra försök", "fem försök")
ASK_AGAIN = "Koden gäller inte längre. Be om en ny."


def why_not_ask_proof(asked_lately: int) -> str | None:
    """Return why no new code is given, or None if one is."""
    if asked_lately >= PROOFS_AT_ONCE:
        return "Du har bett om flera koder på kort tid. Vänta tio minuter och be sedan om en ny."
    return None


def why_not_try_proof(proof: Any, *, now: datetime) -> str | None:
    """Return why no code is accepted any more for what the person wants to do, or None if one is."""
    if proof is None:
        return "Be om en kod först."
    if proof.used_at is not None or proof.attempts >= PROOF_ATTEMPTS or now > proof.created_at + PROOF_LASTS:
        return ASK_AGAIN
    return None


def wrong_code(attempts: int) -> str:
    """Return what to say about a wrong code, with how many tries are left."""
    left = PROOF_ATTEMPTS - attempts
    return f"Koden stämmer inte. Du har {TRIES[left]} kvar." if left else f"Koden stämmer inte. {ASK_AGAIN}"
