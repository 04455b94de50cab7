"""Taking in employers and their units from registers, and letting one employer follow another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from kollega.core.log import Entry, hold
from kollega.core.palette import why_not_colour
from kollega.core.workflow import Refused
from kollega.networks.logo import why_not_logo
from kollega.networks.models import Employer, Group, Network, Unit
from kollega.networks.rules import (
    EmployerRow,
    UnitRow,
    folded,
    levels,
    readable_name,
    why_not_row,
    why_not_succeed,
    why_not_units,
)
from kollega.networks.terms import ManagerStep

FROM_REGISTER = (
    "unit_code", "kind", "short_name", "group", "city", "postcode", "street", "municipality_code", "email", "website",
)  # fmt: skip


@transaction.atomic
def import_employers(rows: Sequence[EmployerRow], *, by: Any = None) -> dict[str, int]:
    """Take in a register of employers, whole; taking it in again changes nothing.

    A row belongs to the employer with the same organisation number and unit code; else the same name and number (case,
    hyphens and blanks aside, as the register last wrote it or as people write it); else the same name where one of the
    two lacks a number; else the only employer with a number that only one row has. Otherwise it is a new employer.
    An empty cell leaves what is there, and a name that people have mended stays until the register changes its own.

    :returns: how many rows were read, and how many employers were created, updated and unchanged.
    :raises Refused: if any row is faulty; nothing is taken then.
    """
    if wrong := [f"Rad {row.line}: {fault}" for row in rows for fault in why_not_row(row)]:
        raise Refused(" ".join(wrong))
    hold(None)
    known = _Known(Employer.objects.all(), rows)
    count = Counter(read=len(rows), created=0, updated=0, unchanged=0)
    for row in rows:
        employer = known.belongs_to(row) or Employer()
        verb = "created" if employer._state.adding else "updated"
        changed = _write(employer, row)
        known.learn(employer)
        count[verb if changed else "unchanged"] += 1
        if changed:
            employer.save()
            Entry.write(f"employer.{verb}", employer, by=by, owner=None, changed=", ".join(changed))
    return dict(count)


class _Known:
    """The employers there are, found by what a row says. Each is given to one row at most."""

    def __init__(self, employers: Iterable[Employer], rows: Iterable[EmployerRow]) -> None:
        self.taken: set[Any] = set()
        self.by: dict[tuple, list[Employer]] = defaultdict(list)
        self.rows_per_number = Counter(row.org_number for row in rows)
        for employer in employers:
            for key in self._keys(employer):
                self.by[key].append(employer)

    @staticmethod
    def _keys(employer: Employer) -> set[tuple]:
        number, unit = employer.org_number, employer.unit_code.casefold()
        names = {folded(employer.name), folded(employer.register_name)} - {""}
        keys = {("number", number)} | {("named", name, number, unit) for name in names}
        keys |= {("lacks", name) for name in names if not number} | {("name", name) for name in names}
        return keys | ({("unit", number, unit)} if unit else set())

    def belongs_to(self, row: EmployerRow) -> Employer | None:
        number, unit, name = row.org_number, row.unit_code.casefold(), folded(row.name)
        tries: list[tuple] = [("unit", number, unit)] if unit else []
        tries += [("named", name, number, unit), ("named", folded(readable_name(row.name)), number, unit)]
        tries.append(("lacks", name) if number else ("name", name))
        if number and not unit and self.rows_per_number[number] == 1:
            tries.append(("number", number))
        for key in tries:
            found = [e for e in self.by[key] if e.pk not in self.taken]
            if len(found) == 1:
                return found[0]
        return None

    def learn(self, employer: Employer) -> None:
        self.taken.add(employer.pk)


def _write(employer: Employer, row: EmployerRow) -> list[str]:
    """Write the row on the employer and return which fields it changed."""
    values: dict[str, Any] = {name: getattr(row, name) for name in FROM_REGISTER if getattr(row, name)}
    if row.org_number:
        values["org_number"] = row.org_number
    if row.employees:
        values["employees"] = int(row.employees)
    if employer.register_name != row.name:
        values |= {"register_name": row.name, "name": readable_name(row.name)}
    changed = [name for name, value in values.items() if getattr(employer, name) != value]
    for name in changed:
        setattr(employer, name, values[name])
    return changed


@transaction.atomic
def import_units(employer: Employer, rows: Sequence[UnitRow], *, by: Any = None) -> dict[str, int]:
    """Take in how an employer is arranged, whole; units that the file no longer has are kept and counted.

    :returns: how many were read, created, updated (renamed or moved) and unchanged, and how many the file lacks.
    :raises Refused: at orphans, circles, duplicates and missing names; nothing is taken then.
    """
    if wrong := why_not_units(rows):
        raise Refused(" ".join(wrong))
    hold(employer)
    known = {unit.code: unit for unit in employer.units.all()}
    level = levels(rows)
    new = [Unit(employer=employer, code=row.code) for row in rows if row.code not in known]
    units = known | {unit.code: unit for unit in new}
    moved = []
    for row in rows:
        unit, parent = units[row.code], units[row.parent].pk if row.parent else None
        if (unit.name, unit.parent_id, unit.level) != (row.name, parent, level[row.code]):
            unit.name, unit.parent_id, unit.level = row.name, parent, level[row.code]
            if row.code in known:
                moved.append(unit)
    Unit.objects.bulk_create(new, batch_size=1000)
    Unit.objects.bulk_update(moved, ["name", "parent", "level"], batch_size=500)
    count = {
        "read": len(rows), "created": len(new), "updated": len(moved),
        "unchanged": len(rows) - len(new) - len(moved), "absent": len(known.keys() - {row.code for row in rows}),
    }  # fmt: skip
    if new or moved:
        Entry.write("employer.units_imported", employer, by=by, owner=employer, **{k: str(v) for k, v in count.items()})
    return count


@transaction.atomic
def succeed(employer: Employer, *, successor: Employer, on: date, by: Any = None) -> None:
    """Let another employer take over from the day; what the old one did stays its own.

    :raises Refused: if it has a successor already, or would come to follow itself.
    """
    hold(None)
    employer = Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
    later: Employer | None = Employer.objects.select_related("successor").get(pk=successor.pk)
    reason = why_not_succeed(employer, successor, on)
    while later is not None and reason is None:
        if later.successor_id == employer.pk:
            reason = f"{successor.name} efterträds självt av {employer.name}."
        later = later.successor
    if reason:
        raise Refused(reason)
    employer.successor, employer.succeeded_on = successor, on
    employer.save(update_fields=["successor", "succeeded_on"])
    Entry.write("employer.succeeded", employer, by=by, owner=employer, successor=str(successor.pk), on=on.isoformat())


@transaction.atomic
def ask_managers(network: Network, *, step: str, by: Any) -> None:
    """Choose when managers are asked about answers that are sent from now on; the log keeps who chose what and when."""
    network = Network.objects.select_for_update(no_key=True).get(pk=network.pk)
    if network.manager_step == step:
        return
    network.manager_step = step
    network.save(update_fields=["manager_step"])
    verb = "shown_at_once" if step == ManagerStep.BEFORE_OFFER else "manager_asked_first"
    Entry.write(f"network.{verb}", network, by=by, owner=None)


@transaction.atomic
def dress(network: Network, *, accent: str, brand1: str, brand2: str, logo: str, logo_text: str, by: Any) -> None:
    """Give the network its colours and its logo; everything is checked for contrast before anyone sees it.

    :raises Refused: naming the colour or the part of the logo that cannot be shown.
    """
    for colour in (accent, brand1, brand2):
        if reason := why_not_colour(colour):
            raise Refused(f"{colour}: {reason}")
    if logo and (reason := why_not_logo(logo)):
        raise Refused(reason)
    if logo and not logo_text.strip():
        raise Refused("Skriv vad logotypen föreställer, för den som inte ser den.")
    network.accent, network.brand1, network.brand2 = accent, brand1, brand2
    network.logo, network.logo_text = logo, logo_text.strip()
    network.save(update_fields=["accent", "brand1", "brand2", "logo", "logo_text"])
    Entry.write("network.dressed", network, by=by, owner=None)


@transaction.atomic
def state(network: Network, *, today: date, by: Any, **said: str) -> None:
    """Keep what the network says of how accessible its pages are, and that it was said today."""
    network.statement = said | {"updated_on": today.isoformat()}
    network.save(update_fields=["statement"])
    Entry.write("network.stated", network, by=by, owner=None)


@transaction.atomic
def gather(network: Network, *, name: str, whom: str, employers: Sequence[Employer], by: Any) -> Group:
    """Make a group in the network, to show something on offer to alone.

    :param employers: the members it is for; none means all.
    :raises Refused: if the network has a group of that name.
    """
    _lock(network)
    group = Group(network=network)
    _say(group, name=name, whom=whom, employers=employers)
    Entry.write("group.gathered", group, by=by, owner=None, name=name)
    return group


@transaction.atomic
def regroup(group: Group, *, name: str, whom: str, employers: Sequence[Employer], by: Any) -> None:
    """Change whom a group is for; what is shown to it is seen by the new people from the same moment.

    :raises Refused: if another group of the network has that name.
    """
    _lock(group.network)
    _say(group, name=name, whom=whom, employers=employers)
    Entry.write("group.regrouped", group, by=by, owner=None, name=name)


@transaction.atomic
def end_group(group: Group, *, today: date, by: Any) -> None:
    """Let nothing more be announced to the group; what is open to it stays open until it closes."""
    locked = Group.objects.select_for_update().get(pk=group.pk)
    if locked.ended_on is None:
        locked.ended_on = today
        locked.save(update_fields=["ended_on"])
        Entry.write("group.ended", locked, by=by, owner=None, name=locked.name)


@transaction.atomic
def hold_group(group: Group | None) -> None:
    """Keep the group from ending while something is announced to it; call it in the transaction that announces.

    :raises Refused: if it has ended.
    """
    if group and Group.objects.select_for_update(no_key=True).get(pk=group.pk).ended_on:
        raise Refused(f"Gruppen {group} är avslutad. Välj på nytt vem som ska se annonsen.")


def _lock(network: Network) -> None:
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)


def _say(group: Group, *, name: str, whom: str, employers: Sequence[Employer]) -> None:
    others = group.network.groups.exclude(pk=group.pk)
    if any(folded(other.name) == folded(name) for other in others):
        raise Refused(f"Det finns redan en grupp som heter {name}. Välj ett annat namn.")
    group.name, group.whom = name, whom
    group.save()
    group.employers.set(employers)
