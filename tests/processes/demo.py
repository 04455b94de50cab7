"""The real product as a user starts it: `./kollega demo` in a folder of its own, stopped by its id."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 300


def command(*words: str, var: Path, **more) -> subprocess.CompletedProcess:
    """Run `./kollega ...` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "kollega.config.commands", *words], env=surroundings(var) | more.pop("env", {}),
        capture_output=True, text=True, timeout=PATIENCE, cwd=ROOT, **more,
    )  # fmt: skip


def surroundings(var: Path) -> dict[str, str]:
    """Return the environment of an operator who has set nothing but the folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KOLLEGA_", "DJANGO_", "PYTEST"))}
    return kept | {"KOLLEGA_VAR": str(var), "KOLLEGA_HOME": str(ROOT), "PYTHONPATH": str(ROOT / "src")}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/halsa/", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


class Demo:
    """A running demo. Its processes are known by the folder that all of them were given."""

    def __init__(self, var: Path, *words: str) -> None:
        self.var, self.port = var, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.said = (var / "said").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kollega.config.commands", "demo", "--port", str(self.port), *words],
            env=surroundings(var), stdout=self.said, stderr=self.said, start_new_session=True, cwd=ROOT,
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while not answers(self.address):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the demo did not start: {(var / 'said').read_text()[-2000:]}")
            time.sleep(0.1)

    def stop(self) -> list[str]:
        """Press Ctrl-C once; return the processes that are left, which should be none."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(40)
        self.said.close()
        return processes_of(self.var)


def processes_of(var: Path) -> list[str]:
    """Return every live process whose environment or command names the folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            about = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            is_dead = "State:\tZ" in (entry / "status").read_text()
        except OSError:
            continue
        if str(var).encode() in about and not is_dead:
            found.append(f"{entry.name} {about[:80]!r}")
    return found


def seeded(var: Path) -> Path:
    """Fill a folder with a new demo and stop."""
    done = command("demo", "--seed-only", var=var)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return var


def copy_of(seed: Path, var: Path) -> Path:
    shutil.copytree(seed / "demo" / "data", var / "demo" / "data", ignore=shutil.ignore_patterns("postmaster.*"))
    (var / "demo" / "data").chmod(0o700)
    return var
