"""Starts the web server for real use, on 127.0.0.1 behind a proxy that holds the certificate."""

import argparse
import os
import signal

from kollega.config import environment
from kollega.config.commands import COMMANDS, Stop
from kollega.config.commands.demo import start_web, stop_all
from kollega.config.database import database, say, set_up


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./kollega serve", description=COMMANDS["serve"])
    parser.add_argument("--host", default="127.0.0.1", help="adressen att lyssna på (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="porten (8000)")
    options = parser.parse_args(arguments)
    for name in (signal.SIGTERM, signal.SIGINT):  # a shell that starts us in the background has SIGINT ignored
        signal.signal(name, _interrupt)
    with database():
        set_up()
        _refuse_a_demo_and_old_tables()
        _collect()
        web = start_web(options.port, host=options.host, workers=environment.get("KOLLEGA_WORKERS"), pool=_pool())
        say(
            f"Kollega svarar på http://{options.host}:{options.port}/. Starta också ./kollega worker, som skickar mejl."
        )
        try:
            return web.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            stop_all(web)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _refuse_a_demo_and_old_tables() -> None:
    """A demo's database holds invented people, and an old one lacks tables: neither may be served."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from kollega.core.models import Installation

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Stop("Databasen behöver uppgraderas. Kör ./kollega migrate först.")
    if Installation.objects.filter(is_demo=True).exists():
        raise Stop("Databasen är en demo. Ange en annan med KOLLEGA_DATABASE_URL.")
    connection.close()


def _collect() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def _pool() -> str:
    """Return the operator's number of connections, which the command itself does not use."""
    return (
        environment.KNOWN["KOLLEGA_POOL"].default if os.environ["KOLLEGA_POOL"] == "0" else os.environ["KOLLEGA_POOL"]
    )
