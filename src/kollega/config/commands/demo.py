"""Starts Kollega with two invented but whole networks on an embedded database, and prints where to look."""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from typing import Any

from kollega.config import environment
from kollega.config.commands import COMMANDS, Stop
from kollega.config.database import database, say, set_up

SETTINGS = "kollega.config.demo_settings"
PATIENCE = 60


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega demo", description=COMMANDS["demo"])
    parser.add_argument("--port", type=int, default=8000, help="porten på 127.0.0.1 (8000)")
    parser.add_argument("--fresh", action="store_true", help="börja om med en ny demo")
    parser.add_argument("--seed-only", action="store_true", help="lägg in innehållet och sluta")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    if os.environ.pop("KOLLEGA_DATABASE_URL", None):
        say("KOLLEGA_DATABASE_URL används inte: demon har alltid en egen databas.")
    if not options.seed_only and _is_taken(options.port):
        raise Stop(f"Porten {options.port} används redan. Välj en annan med --port.")
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["KOLLEGA_ADDRESS"] = f"http://127.0.0.1:{options.port}"
    folder = environment.var() / "demo"
    if options.fresh and folder.exists():
        shutil.rmtree(folder)
    for name in (signal.SIGTERM, signal.SIGINT):  # a shell that starts us in the background has SIGINT ignored
        signal.signal(name, _interrupt)
    with database(folder="demo", owner=True) as cluster:
        if cluster is not None and cluster.process is None:
            raise Stop("Demon körs redan. Stoppa den först, eller ange en annan mapp med KOLLEGA_VAR.")
        _prepare()
        os.environ["KOLLEGA_DATABASE_URL"] = cluster.url()
        if options.seed_only:
            return 0
        return _run(options.port, began)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _prepare() -> None:
    """Upgrade the demo's database, and fill it the first time."""
    set_up()
    from django.db import connections

    from kollega.config.cluster import APPLICATION
    from kollega.config.commands.migrate import migrate
    from kollega.core import clock
    from kollega.core.models import Installation
    from kollega.demo import seed

    migrate(APPLICATION)
    if not Installation.objects.filter(is_demo=True).exists():
        began = time.monotonic()
        say("Lägger in nätverk, personer och ett år av lån …")
        seed.build(clock.now())
        say(f"Innehållet är klart på {time.monotonic() - began:.0f} s.")
    connections.close_all()


def _run(port: int, began: float) -> int:
    """Start the web server and the worker, wait until the site answers, and stop both at Ctrl-C."""
    web, worker = start_web(port), start_worker()
    try:
        _wait_until_it_answers(port, web)
        print(_greeting(port, time.monotonic() - began), flush=True)
        while web.poll() is None and worker.poll() is None:
            time.sleep(0.3)
        raise Stop("Webbservern eller arbetaren slutade av sig själv. Läs raderna här ovanför och starta igen.", 1)
    except KeyboardInterrupt:
        say("\nStoppar demon. Innehållet är kvar till nästa gång.")
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        stop_all(web, worker)


def start_web(
    port: int,
    *,
    host: str = "127.0.0.1",
    workers: str = "1",
    pool: str = "4",
    env: dict | None = None,
    output: Any = None,
) -> subprocess.Popen:
    """Start the web server in a process group of its own, on the database that the environment names."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", workers,
        "--blocking-threads", "4", "--log-level", "error", "--no-access-log", "kollega.config.wsgi:application",
    ]  # fmt: skip
    kept = dict(env or os.environ) | {"KOLLEGA_POOL": pool}
    return subprocess.Popen(command, env=kept, stdout=output, stderr=output, start_new_session=True)


def start_worker(*, env: dict | None = None, output: Any = None) -> subprocess.Popen:
    """Start the worker in a process group of its own."""
    words = [sys.executable, "-m", "kollega.config.commands", "worker"]
    return subprocess.Popen(words, env=env, stdout=output, stderr=output, start_new_session=True)


def stop_all(*processes: subprocess.Popen) -> None:
    """Ask every process to end with its whole group, and see that it does."""
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
    for process in processes:
        try:
            process.wait(8)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_until_it_answers(port: int, web: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and web.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/halsa/", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise Stop("Webbservern svarade inte. Läs raderna här ovanför.", 1)


def _greeting(port: int, seconds: float) -> str:
    from kollega.demo.cast import STORY

    people = "\n".join(f"  {role.name:<16} {role.role}" for _, rows in STORY[:1] for role in rows)
    return f"""
Kollega svarar på http://127.0.0.1:{port}/  ({seconds:.1f} s)

Öppna http://127.0.0.1:{port}/demo/ och välj vem du vill vara:
{people}

Koder och mejl finns i brevlådan: http://127.0.0.1:{port}/demo/brevlada/
Flytta tiden framåt här:          http://127.0.0.1:{port}/demo/tid/
Stoppa med Ctrl-C."""
