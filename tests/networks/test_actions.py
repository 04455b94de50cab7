from datetime import date

import pytest

from kollega.core.incoming import content
from kollega.core.log import Entry, faults
from kollega.core.workflow import Refused
from kollega.networks import actions, files
from kollega.networks.models import Employer
from kollega.networks.rules import EmployerRow, UnitRow
from tests.builders import an_employer
from tests.shared_data import shared

pytestmark = pytest.mark.django_db
COURTS = "202100-2742"


def row(name, **fields):
    return EmployerRow(line=2, name=name, **fields)


def take(*rows):
    count = actions.import_employers(rows)
    return count["created"], count["updated"], count["unchanged"]


def test_the_agencies_of_sweden_twice_are_the_same_454():
    rows = files.employer_rows(content(shared("agencies/agencies_active_scb_2026-01.csv")))
    assert actions.import_employers(rows) == {"read": 454, "created": 454, "updated": 0, "unchanged": 0}
    before = list(Employer.objects.order_by("pk").values())
    assert actions.import_employers(rows) == {"read": 454, "created": 0, "updated": 0, "unchanged": 454}
    assert list(Employer.objects.order_by("pk").values()) == before
    assert Employer.objects.filter(org_number=COURTS).count() == 81
    assert Employer.objects.get(name="Alingsås tingsrätt").kind == "agency"
    assert list(faults()) == []


def test_what_ties_a_row_to_an_employer_is_name_and_number_until_the_number_is_alone():
    assert take(row("ALINGSÅS TINGSRÄTT", org_number=COURTS), row("LUNDS TINGSRÄTT", org_number=COURTS)) == (2, 0, 0)
    assert take(row("Alingsås tingsrätt", org_number=COURTS), row("LUNDS TINGSRÄTT", org_number=COURTS)) == (0, 1, 1)
    assert take(row("Statens verk", org_number="202100-5489")) == (1, 0, 0)
    assert take(row("Statens nya verk", org_number="202100-5489")) == (0, 1, 0)
    assert sorted(Employer.objects.values_list("name", flat=True)) == [
        "Alingsås tingsrätt", "Lunds tingsrätt", "Statens nya verk",
    ]  # fmt: skip


def test_an_employer_without_a_number_is_found_when_it_gets_one_and_keeps_it():
    an_employer("Sveriges ambassad Oslo")
    assert take(row("Sveriges ambassad Oslo", org_number="202100-5489")) == (0, 1, 0)
    assert take(row("Sveriges ambassad Oslo")) == (0, 0, 1)
    assert Employer.objects.get().org_number == "202100-5489"


def test_a_name_that_people_have_mended_stays():
    cut = row("FÖRVALTNINGSRÄTTEN I GÖTEBORG OCH MIGRATIONSDOMS", org_number=COURTS)
    take(cut, row("LUNDS TINGSRÄTT", org_number=COURTS))
    Employer.objects.filter(name__startswith="Förvaltning").update(name="Förvaltningsrätten i Göteborg")
    assert take(cut, row("LUNDS TINGSRÄTT", org_number=COURTS)) == (0, 0, 2)
    assert Employer.objects.filter(name="Förvaltningsrätten i Göteborg").exists()


def test_units_with_the_same_name_and_number_are_two_employers():
    rows = [row("Skolan", org_number="212000-2411", unit_code=code, kind="municipality") for code in ("A", "B")]
    assert take(*rows) == (2, 0, 0)
    assert take(*reversed(rows)) == (0, 0, 2)


def test_a_faulty_row_takes_nothing_in():
    with pytest.raises(Refused, match="Rad 2"):
        actions.import_employers([row("Rätt"), row("")])
    assert not Employer.objects.exists()


def units(*rows):
    return [UnitRow(code=code, name=name, parent=parent) for code, name, parent in rows]


def test_units_are_taken_in_moved_renamed_and_kept():
    employer = an_employer()
    rows = units(("1", "Kommunen", ""), ("2", "Skola", "1"), ("3", "Matsal", "2"))
    assert actions.import_units(employer, rows) == {
        "read": 3, "created": 3, "updated": 0, "unchanged": 0, "absent": 0,
    }  # fmt: skip
    assert actions.import_units(employer, rows)["unchanged"] == 3
    later = units(("3", "Kök", "1"), ("1", "Kommunen", ""))
    assert actions.import_units(employer, later) == {
        "read": 2, "created": 0, "updated": 1, "unchanged": 1, "absent": 1,
    }  # fmt: skip
    kitchen = employer.units.get(code="3")
    assert (kitchen.name, kitchen.parent.code, kitchen.level) == ("Kök", "1", 2)
    assert [e.verb for e in Entry.objects.filter(object_id=employer.pk)] == ["employer.units_imported"] * 2


def test_a_thousand_units_in_six_levels_take_few_statements(django_assert_max_num_queries):
    rows = units(("0", "Topp", ""))
    for level in range(1, 6):
        rows += units(*((f"{level}-{n}", "Enhet", "0" if level == 1 else f"{level - 1}-{n}") for n in range(200)))
    employer = an_employer()
    with django_assert_max_num_queries(20):
        assert actions.import_units(employer, rows)["created"] == 1001
    with django_assert_max_num_queries(8):
        assert actions.import_units(employer, rows)["unchanged"] == 1001
    assert set(employer.units.values_list("level", flat=True)) == {1, 2, 3, 4, 5, 6}


def test_orphans_take_nothing_in():
    employer = an_employer()
    with pytest.raises(Refused, match="som inte finns"):
        actions.import_units(employer, units(("1", "Topp", ""), ("2", "Barn", "9")))
    assert not employer.units.exists()


def test_an_employer_is_followed_by_another_once():
    old, new, third = an_employer("Gamla"), an_employer("Nya"), an_employer("Tredje")
    actions.succeed(old, successor=new, on=date(2027, 1, 1))
    old.refresh_from_db()
    assert (old.successor, old.succeeded_on) == (new, date(2027, 1, 1))
    for employer, successor, said in (
        (old, third, "redan"),
        (new, old, "efterträds självt"),
        (third, third, "sig själv"),
    ):
        with pytest.raises(Refused, match=said):
            actions.succeed(employer, successor=successor, on=date(2027, 1, 1))
    assert [e.verb for e in Entry.objects.filter(object_id=old.pk)] == ["employer.succeeded"]
