import json
import shutil

from kollega.config import environment
from kollega.config.commands import vendor


def test_the_committed_files_are_what_the_list_says(capsys):
    assert vendor.main(["--verify"]) == 0
    assert "stämmer" in capsys.readouterr().out


def test_a_changed_or_missing_file_is_named(tmp_path, monkeypatch, capsys):
    for package in json.loads((environment.HOME / vendor.LIST).read_text()):
        shutil.copytree(environment.HOME / package["folder"], tmp_path / package["folder"], dirs_exist_ok=True)
    monkeypatch.setattr(environment, "HOME", tmp_path)
    folder = (tmp_path / vendor.LIST).parent
    (folder / "designsystemet.css").write_text("a{}")
    (folder / "inter-latin.woff2").unlink()
    assert vendor.main(["--verify"]) == 1
    said = capsys.readouterr().out
    assert "designsystemet.css" in said
    assert "inter-latin.woff2" in said


def test_every_file_has_a_licence_beside_it():
    for package in json.loads((environment.HOME / vendor.LIST).read_text()):
        assert any(file["name"].endswith(".LICENCE") for file in package["files"]), package["package"]


def test_fetching_without_npm_says_what_to_install(monkeypatch, capsys):
    from kollega.config import commands

    monkeypatch.setattr(vendor.shutil, "which", lambda name: None)
    assert commands.main(["vendor"]) == 2
    assert "npm saknas" in capsys.readouterr().err
