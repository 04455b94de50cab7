import pytest

from kollega.networks import rules
from kollega.networks.rules import EmployerRow, UnitRow


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ALINGSÅS TINGSRÄTT", "Alingsås tingsrätt"),
        ("KAMMARRÄTTEN I SUNDSVALL", "Kammarrätten i Sundsvall"),
        ("HOVRÄTTEN FÖR NEDRE NORRLAND", "Hovrätten för Nedre Norrland"),
        ("HOVRÄTTEN ÖVER SKÅNE OCH BLEKINGE", "Hovrätten över Skåne och Blekinge"),
        ("HYRES OCH ARRENDENÄMNDEN I SUNDSVALL", "Hyres- och arrendenämnden i Sundsvall"),
        ("HYRES OCH ARRENDENÄMNEN I MALMÖ", "Hyres- och arrendenämnden i Malmö"),
        ("FÖRVALTNINGSRÄTTEN I GÖTEBORG OCH MIGRATIONSDOMS", "Förvaltningsrätten i Göteborg och migrationsdomstol"),
        ("STOCKHOLMS TINGSRÄTT OCH PATENT OCH MARKNADSDOM", "Stockholms tingsrätt samt patent- och marknadsdomstol"),
        ("ILO-KOMMITTÉN", "ILO-kommittén"),
        ("SVERIGES RIKSBANK", "Sveriges riksbank"),
        ("HÖGSTA DOMSTOLEN", "Högsta domstolen"),
        ("REGION SÖRMLAND", "Region Sörmland"),
        ("UPPLANDS VÄSBY KOMMUN", "Upplands Väsby kommun"),
        ("LÄNSSTYRELSEN I VÄSTERNORRLANDS LÄN", "Länsstyrelsen i Västernorrlands län"),
        ("JURISTJOUREN SVERIGE AB", "Juristjouren Sverige AB"),
        ("CSN", "CSN"),
        ("Sveriges delegation Paris, OECD", "Sveriges delegation Paris, OECD"),
        ("Sveriges ambassad  Zagreb", "Sveriges ambassad Zagreb"),
        ("Svergies generalkonsulat Mumbai", "Sveriges generalkonsulat Mumbai"),
        ("", ""),
    ],
)
def test_names_in_capitals_are_read_as_swedish(written, read):
    assert rules.readable_name(written) == read
    assert rules.readable_name(read) == read


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"name": ""}, "namnet saknas"),
        ({"org_number": "202100-2743"}, "inget organisationsnummer"),
        ({"name": "=HYPERLINK(1)"}, "formel"),
        ({"name": "x" * 161}, "längre än 160"),
        ({"name": "Å\ud800"}, "inte går att spara"),
        ({"employees": "många"}, "inget heltal"),
        ({"employees": "²"}, "inget heltal"),
        ({"kind": "church"}, "finns inte"),
    ],
)
def test_a_faulty_row_says_why(row, said):
    (fault,) = rules.why_not_row(EmployerRow(line=2, **{"name": "Verket"} | row))
    assert said in fault


def test_a_right_row_says_nothing():
    row = EmployerRow(line=2, name="Domstolsverket", org_number="202100-2742", employees="300", email="a@dom.se")
    assert rules.why_not_row(row) == []


def tree(*rows):
    return [UnitRow(code=code, name=name, parent=parent) for code, name, parent in rows]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (tree(("1", "Topp", ""), ("2", "Barn", "9")), "som inte finns i filen"),
        (tree(("1", "Ett", "2"), ("2", "Två", "1")), "ligger under sig själv"),
        (tree(("1", "Ett", "1")), "ligger under sig själv"),
        (tree(("1", "Topp", ""), ("2", "Barn", "1"), ("2", "Tvilling", "1")), "finns två gånger: Barn och Tvilling"),
        (tree(("1", "", "")), "saknar namn"),
        (tree(("", "Namn", "")), "saknar orgId"),
        (tree(("1", "x" * 201, "")), "längre än 200"),
        (tree(("1", "Å\x00", "")), "inte går att spara"),
        (tree(*((str(n), "Nivå", str(n - 1) if n > 1 else "") for n in range(1, 60))), "fler än 50 nivåer"),
    ],
)
def test_a_tree_that_does_not_hold_together_says_where(rows, said):
    assert any(said in fault for fault in rules.why_not_units(rows))


def test_levels_follow_the_parents_whatever_the_order():
    rows = tree(("3", "C", "2"), ("1", "A", ""), ("2", "B", "1"))
    assert rules.levels(rows) == {"1": 1, "2": 2, "3": 3}
    assert rules.why_not_units(rows) == []


def test_what_hangs_under_a_circle_has_no_level():
    rows = tree(("1", "A", "2"), ("2", "B", "1"), ("3", "C", "1"), ("4", "D", ""))
    assert rules.levels(rows) == {"4": 1}
