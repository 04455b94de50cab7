"""What an operator types, from a new folder to a restored backup, each as a process of its own."""

import importlib.util
import json

import psycopg
import pytest

from kollega.config.cluster import Cluster
from kollega.config.commands import COMMANDS, main
from tests.peppol.shared_data import PEPPOL, needs_rules
from tests.processes.demo import Demo, command, copy_of, processes_of

WRITTEN = [name for name in COMMANDS if importlib.util.find_spec(f"kollega.config.commands.{name}")]
ENGLISH = ("show this help", "options:", "usage:", "positional")
EMPLOYERS = "namn,organisationsnummer\nBolagsverket,202100-5489\nCentrala studiestödsnämnden,202100-1819\n"


@pytest.mark.parametrize("name", WRITTEN)
def test_every_command_says_in_swedish_what_it_does(name, capsys):
    with pytest.raises(SystemExit) as done:
        raise SystemExit(main([name, "--help"]))
    said = capsys.readouterr().out
    assert not done.value.code
    assert [word for word in ENGLISH if word in said] == []
    assert "visar den här hjälpen" in said


def test_a_command_that_does_not_exist_is_an_error_with_a_way_on(capsys):
    assert main(["hjälpmig"]) == 2
    assert "Kör ./kollega --help" in capsys.readouterr().err


@needs_rules
def test_the_check_of_invoices_tells_valid_from_not_and_from_not_tried(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("KOLLEGA_PEPPOL_RULES", raising=False)
    good = str(sorted((PEPPOL / "examples").glob("base-example.xml"))[0])
    bad = tmp_path / "trasig.xml"
    bad.write_text("<Invoice/>")
    assert main(["invoices", "check", "--rules", str(PEPPOL), good]) == 0
    assert main(["invoices", "check", "--rules", str(PEPPOL), good, str(bad)]) == 1
    assert main(["invoices", "check", good]) == 2
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_from_a_new_folder_to_a_restored_backup(tmp_path):
    here, there, file = tmp_path / "a", tmp_path / "b", tmp_path / "arbetsgivare.csv"
    file.write_text(EMPLOYERS)
    first = command("employers", "import", str(file), var=here)
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout.splitlines()[-1])["created"] == 2
    again = command("employers", "import", str(file), var=here)
    assert json.loads(again.stdout.splitlines()[-1])["created"] == 0
    dump = str(tmp_path / "kollega.dump")
    assert command("backup", dump, var=here).returncode == 0
    assert command("backup", dump, var=here).returncode == 2
    assert command("restore", dump, var=there).returncode == 0
    assert command("restore", dump, var=there).returncode == 2
    assert command("audit", "verify", var=there).returncode == 0
    assert counts(here) == counts(there) > 0
    the_application_can_neither_rewrite_nor_empty_the_log(there)


def counts(var) -> int:
    return asked(var, "kollega", "select (select count(*) from networks_employer) + (select count(*) from core_entry)")


def asked(var, role: str, sentence: str) -> int:
    cluster = Cluster(var / "postgresql" / "data").start()
    try:
        with psycopg.connect(cluster.url(role)) as connection:
            found = connection.execute(sentence).fetchone()
            return found[0] if found else 0
    finally:
        cluster.stop()


def the_application_can_neither_rewrite_nor_empty_the_log(var) -> None:
    cluster = Cluster(var / "postgresql" / "data").start()
    try:
        for sentence in (
            "update core_entry set verb = 'x'", "delete from core_entry", "truncate core_entry cascade",
            "truncate networks_employer cascade", "drop table core_entry", "alter table core_entry disable trigger all",
        ):  # fmt: skip
            with (
                psycopg.connect(cluster.url("kollega")) as connection,
                pytest.raises(psycopg.errors.InsufficientPrivilege),
            ):
                connection.execute(sentence)
    finally:
        cluster.stop()


def test_a_demo_stops_whole_keeps_its_data_and_starts_over_when_told(seed, tmp_path):
    def people_and_mark(demo: Demo) -> tuple:
        with psycopg.connect(Cluster(demo.var / "demo" / "data").url("kollega_owner"), autocommit=True) as connection:
            before = connection.execute("select count(*) from people_person where family_name = 'Prov'").fetchone()[0]
            connection.execute("update people_person set family_name = 'Prov' where email like 'lars.malm%'")
            return connection.execute("select count(*) from people_person").fetchone()[0], before

    demo = Demo(copy_of(seed, tmp_path))
    many, _ = people_and_mark(demo)
    assert demo.stop() == []
    demo = Demo(tmp_path)
    assert people_and_mark(demo) == (many, 1)
    assert demo.stop() == []
    demo = Demo(tmp_path, "--fresh")
    assert people_and_mark(demo) == (many, 0)
    assert demo.stop() == []


def test_a_demo_is_never_served(seed, tmp_path):
    cluster = Cluster(copy_of(seed, tmp_path) / "demo" / "data").start()
    try:
        env = {"KOLLEGA_DATABASE_URL": cluster.url(), "KOLLEGA_DATABASE_OWNER_URL": cluster.url("kollega_owner")}
        refused = command("serve", "--port", "1", var=tmp_path, env=env)
    finally:
        cluster.stop()
    assert refused.returncode == 2
    assert "demo" in refused.stderr.lower()


def test_a_worker_begins_on_a_new_folder_and_leaves_nothing_running(tmp_path):
    done = command("worker", "--once", var=tmp_path)
    assert done.returncode == 0, done.stderr
    assert processes_of(tmp_path) == []
