import json
import uuid

import pytest

from kollega.config.commands import main
from kollega.networks.models import Employer, Unit
from tests.builders import an_employer
from tests.shared_data import shared

pytestmark = pytest.mark.django_db
TREE = {"orgId": 1, "orgName": "Kommunen", "organizations": [{"orgId": 2, "orgName": "Skolan", "parentId": 1}]}


def test_the_register_is_imported_and_counted(capsys):
    path = shared("agencies/agencies_active_scb_2026-01.csv")
    assert main(["employers", "import", str(path)]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["created"] == 454


def test_a_refused_register_names_its_rows_and_takes_nothing(tmp_path, capsys):
    path = tmp_path / "fel.csv"
    path.write_text("name,org_number\nRätt,202100-2742\n,1\n", encoding="utf-8")
    assert main(["employers", "import", str(path)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in said[1:]] == ["Rad 3", "Rad 3"]
    assert not Employer.objects.exists()


@pytest.mark.parametrize("arguments", [["employers", "import", "finns-inte.csv"], ["units", "import", "X", "nej.json"]])
def test_a_file_that_is_absent_could_not_be_tried(arguments, capsys):
    assert main(arguments) == 2
    assert "finns inte" in capsys.readouterr().err


def test_units_are_imported_to_the_employer_that_is_meant(tmp_path, capsys):
    path = tmp_path / "enheter.json"
    path.write_text(json.dumps(TREE), encoding="utf-8")
    an_employer("Sundsvalls kommun", org_number="212000-2411")
    assert main(["units", "import", "212000-2411", str(path)]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["created"] == 2
    assert Unit.objects.count() == 2


def test_several_employers_are_listed_to_choose_among(tmp_path, capsys):
    path = tmp_path / "enheter.json"
    path.write_text(json.dumps(TREE), encoding="utf-8")
    lund, umea = (an_employer(n, org_number="202100-2742") for n in ("Lunds tingsrätt", "Umeå tingsrätt"))
    assert main(["units", "import", "202100-2742", str(path)]) == 2
    said = capsys.readouterr().err
    assert str(lund.pk) in said
    assert str(umea.pk) in said
    assert main(["units", "import", str(uuid.uuid4()), str(path)]) == 2


def test_a_refused_tree_says_why(tmp_path, capsys):
    path = tmp_path / "enheter.json"
    path.write_text("[" * 10_000, encoding="utf-8")
    an_employer("Kommunen")
    assert main(["units", "import", "Kommunen", str(path)]) == 1
    assert "nivåer" in capsys.readouterr().err
