"""Hämtar stilmall, typsnitt och andra färdiga filer på nytt, eller kontrollerar att de är orörda."""

import argparse
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from kollega.config import environment
from kollega.config.commands import COMMANDS, Stop

LIST = Path("src/kollega/core/static/vendor/vendor.json")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega vendor", description=COMMANDS["vendor"])
    parser.add_argument(
        "--verify", action="store_true", help="jämför bara filerna med summorna i vendor.json, utan att hämta något"
    )
    options = parser.parse_args(arguments)
    packages = json.loads((environment.HOME / LIST).read_text())
    if not options.verify:
        fetch(packages)
        (environment.HOME / LIST).write_text(json.dumps(packages, indent=2, ensure_ascii=False) + "\n")
    wrong = changed(packages)
    for path in wrong:
        print(f"{path} saknas eller stämmer inte med sin summa.")
    if not wrong:
        print(f"{sum(len(p['files']) for p in packages)} filer stämmer med sina summor.")
    return 1 if wrong else 0


def changed(packages: list[dict]) -> list[str]:
    """Return the files that are missing or differ from their sums."""
    wrong = []
    for package in packages:
        for file in package["files"]:
            path = Path(package["folder"]) / file["name"]
            found = environment.HOME / path
            if not found.exists() or digest(found.read_bytes()) != file["sha256"]:
                wrong.append(str(path))
    return wrong


def fetch(packages: list[dict]) -> None:
    """Write every listed file from its package, and its sum into the list.

    :raises Stop: if npm is missing or the package cannot be fetched.
    """
    npm = shutil.which("npm")
    if not npm:
        raise Stop("npm saknas. Installera Node.js (Debian: apt install npm) och kör kommandot igen.")
    for package in packages:
        with tempfile.TemporaryDirectory() as folder:
            unpacked = unpack(npm, f"{package['package']}@{package['version']}", Path(folder))
            for file in package["files"]:
                content = (
                    built(unpacked, file["blocks"]) if "blocks" in file else (unpacked / file["from"]).read_bytes()
                )
                target = environment.HOME / package["folder"] / file["name"]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                file["sha256"] = digest(content)


def unpack(npm: str, wanted: str, folder: Path) -> Path:
    """Fetch one package with npm and return the folder it was unpacked in."""
    done = subprocess.run(
        [npm, "pack", "--silent", "--ignore-scripts", "--pack-destination", folder, wanted],
        capture_output=True, text=True, cwd=folder,
    )  # fmt: skip
    archives = list(folder.glob("*.tgz"))
    if done.returncode or not archives:
        raise Stop(f"{wanted} kunde inte hämtas: {done.stderr.strip()[-200:]}")
    with tarfile.open(archives[0]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def built(unpacked: Path, blocks: list[dict]) -> bytes:
    """Put together one style sheet of the parts we use, each in the layer it belongs to."""
    parts = ["@layer ds.theme, ds.base, ds.components;"]
    for block in blocks:
        text = (unpacked / block["from"]).read_text()
        if "only" in block:
            parts += [layer_of(text, name) for name in block["only"]]
        else:
            parts.append(f"@layer {block['layer']} {{\n{text.strip()}\n}}")
    return ("\n".join(parts) + "\n").encode()


def layer_of(text: str, name: str) -> str:
    """Return the block `@layer name{…}` of a minified style sheet.

    :raises Stop: if the package no longer has it.
    """
    start = text.find(f"@layer {name}{{")
    if start < 0:
        raise Stop(f"Stilmallen saknar lagret {name}. Gå igenom paketets ändringar innan du byter version.")
    depth, at = 1, text.index("{", start) + 1
    while depth:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return text[start:at]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
