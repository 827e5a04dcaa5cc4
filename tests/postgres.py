"""A PostgreSQL server of the tests' own: on a free port of this host, in a folder that goes with it."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import psycopg

PASSWORD = "not-a-secret"
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=30")


class Postgres(NamedTuple):
    """A running server. Its default collation is not the order of Python, as on most servers."""

    programs: Path
    folder: Path
    port: int

    def url(self, database, password=PASSWORD):
        return f"postgresql://okrsync:{password}@127.0.0.1:{self.port}/{database}"

    def run_sql(self, *statements, database="postgres"):
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


def find_programs():
    """The folder of the newest initdb on this machine, or None."""
    installed = [Path(found).parent for found in (shutil.which("initdb"),) if found]
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return next(iter([path.parent for path in reversed(packaged)] + installed), None)


@contextmanager
def running_postgres(programs):
    """Started and stopped here. PostgreSQL refuses root, so as root it runs as another user."""
    folder = Path(tempfile.mkdtemp(prefix="okrsync-pg-"))
    server = Postgres(programs, folder, _free_port())
    try:
        _make(server)
        _control(server, "start")
        try:
            yield server
        finally:
            _control(server, "stop")
    finally:
        shutil.rmtree(folder)


def _make(server):
    (server.folder / "password").write_text(PASSWORD)
    if user := _user():
        account = pwd.getpwnam(user)
        for path in (server.folder, server.folder / "password"):
            os.chown(path, account.pw_uid, account.pw_gid)
    options = ["-U", "okrsync", "-E", "UTF8", "--no-sync", "--pwfile", str(server.folder / "password")]
    ways_in = ["--auth-local=trust", "--auth-host=scram-sha-256"]
    order = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
    _run(server, "initdb", "-D", str(server.folder / "data"), *options, *ways_in, *order)


def _control(server, action):
    settings = (
        f"port={server.port}",
        "listen_addresses=127.0.0.1",
        f"unix_socket_directories={server.folder}",
    )
    options = " ".join(f"-c {setting}" for setting in (*settings, *_FAST))
    log = server.folder / "log"
    started = ["-l", str(log), "-o", options] if action == "start" else ["-m", "immediate"]
    _run(server, "pg_ctl", "-D", str(server.folder / "data"), "-w", *started, action)


def _run(server, program, *arguments):
    # pg_ctl leaves the server its output: a pipe would stay open for as long as the server runs.
    with (server.folder / "output").open("a+") as output:
        command = [str(server.programs / program), *arguments]
        done = subprocess.run(
            command,
            check=False,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            **_as_user(),
        )
    if done.returncode:
        told = [
            path.read_text() for path in (server.folder / "output", server.folder / "log") if path.exists()
        ]
        raise RuntimeError(f"{program} failed: {' '.join(told)}")


def _user():
    """Whom the server runs as, when that is not us."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return None


def _as_user():
    user = _user()
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
