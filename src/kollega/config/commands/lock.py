"""Resolves the dependencies anew into requirements/, with a sum for every file and no addresses."""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from kollega.config import environment
from kollega.config.commands import COMMANDS, Stop

FLAGS = (
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
)
LAYERS = (("run", []), ("test", ["--group", "test"]), ("dev", ["--group", "test", "--group", "dev"]))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega lock", description=COMMANDS["lock"])
    parser.add_argument("--upgrade", action="store_true", help="ta de nyaste versionerna")
    options = parser.parse_args(arguments)
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    if not Path(uv).exists():
        raise Stop("uv saknas. Installera det med pip install uv.")
    below: list[str] = []
    for name, groups in LAYERS:
        file = f"requirements/{name}.txt"
        more = ["--upgrade"] if options.upgrade and name == "run" else []
        done = subprocess.run(
            [uv, "pip", "compile", "pyproject.toml", *groups, *FLAGS, *below, *more, "-o", file], cwd=environment.HOME
        )
        if done.returncode:
            return 1
        below = ["-c", file]
    return 0
