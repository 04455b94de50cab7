"""The product as real processes on a database of its own, each of which can be killed and started again."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from kollega.config.cluster import Cluster, NoCluster
from kollega.config.commands.demo import start_web, start_worker
from tests.processes.demo import answers, free_port, surroundings


class House:
    """Database, web server and worker under one folder.

    :param var: a folder that holds a seeded demo.
    """

    def __init__(self, var: Path, seed: int) -> None:
        self.cluster, self.port, self.chance = Cluster(var / "demo" / "data").start(), free_port(), random.Random(seed)
        self.address = f"http://127.0.0.1:{self.port}"
        self.said = (var / "said").open("ab")
        self.env = surroundings(var) | {
            "KOLLEGA_DATABASE_URL": self.cluster.url(), "DJANGO_SETTINGS_MODULE": "kollega.config.demo_settings",
            "KOLLEGA_ADDRESS": self.address,
        }  # fmt: skip
        self.web, self.worker = self._web(), self._worker()
        self.faults = {"web": 0, "worker": 0, "database": 0}

    def _web(self) -> subprocess.Popen:
        started = start_web(self.port, env=self.env, output=self.said)
        deadline = time.monotonic() + 60
        while not answers(self.address):
            if time.monotonic() > deadline:
                raise RuntimeError("the web server did not come back")
            time.sleep(0.1)
        return started

    def _worker(self) -> subprocess.Popen:
        return start_worker(env=self.env, output=self.said)

    def kill(self, what: str, *, soonest: float = 0.2, latest: float = 1.2) -> None:
        """Kill one part without warning at a moment nobody chose, and start it again."""
        time.sleep(self.chance.uniform(soonest, latest))
        if what == "database":
            self._kill_database()
        else:
            _kill_group(getattr(self, what))
            setattr(self, what, self._web() if what == "web" else self._worker())
        self.faults[what] += 1

    def _kill_database(self) -> None:
        self.cluster.process.kill()
        self.cluster.process.wait()
        for _ in range(60):  # the backends of the dead one need a moment to see that it is gone
            try:
                self.cluster.start()
            except NoCluster:
                time.sleep(0.25)
            else:
                return
        raise RuntimeError("the database did not come back")

    def stop(self) -> None:
        for process in (self.web, self.worker):
            _kill_group(process)
        self.cluster.stop()
        self.said.close()


def _kill_group(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
