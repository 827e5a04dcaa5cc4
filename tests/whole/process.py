"""The command line in a process of its own, forked from one that has imported everything already."""

from __future__ import annotations

import os
import pty
import signal
import sys
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

forking = get_context("forkserver")
# With pytest, since each process begins with what the tests were started from.
forking.set_forkserver_preload(["pytest", "tests.whole.warm", "tests.whole.process"])


class Done(NamedTuple):
    code: int
    stdout: str
    stderr: str


@dataclass
class Run:
    """One run of okrsync, which goes on by itself. What it writes lands in `out`."""

    process: BaseProcess
    out: Path

    @property
    def pid(self) -> int | None:
        return self.process.pid

    def interrupt(self) -> None:
        """As ^C does."""
        os.kill(self.process.pid, signal.SIGINT)

    def kill(self) -> None:
        """And wait until it is gone."""
        self.process.kill()
        self.process.join(60)

    def end(self) -> Done:
        """Wait for it. An expected end, whatever the exit code, has no traceback."""
        self.process.join(60)
        assert self.process.exitcode is not None, "it did not end"
        done = Done(self.process.exitcode, *((self.out / name).read_text() for name in ("stdout", "stderr")))
        assert "Traceback" not in done.stderr, done.stderr
        return done


def start(args: tuple[str, ...], folder: Path, environ: dict[str, str], out: Path) -> Run:
    """Start okrsync there; what it writes lands in `out/stdout` and `out/stderr`."""
    ends = {1: str(out / "stdout"), 2: str(out / "stderr")}
    return Run(_started(args, folder, environ, ends), out)


def on_terminal(
    args: tuple[str, ...], folder: Path, environ: dict[str, str], typed: str
) -> tuple[int | None, str]:
    """The exit code, and all that a person would see who types that."""
    ours, theirs = pty.openpty()
    os.write(ours, typed.encode())
    process = _started(args, folder, environ, dict.fromkeys((0, 1, 2), os.ttyname(theirs)))
    seen = b""
    while (ready := wait([ours, process.sentinel], 60)) != [process.sentinel]:
        assert ready, f"it waits for more: {seen.decode()}"
        seen += os.read(ours, 65_536)
    process.join()
    os.close(ours)
    os.close(theirs)
    return process.exitcode, seen.decode()


def _started(
    args: tuple[str, ...], folder: Path, environ: dict[str, str], ends: dict[int, str]
) -> BaseProcess:
    process = forking.Process(target=_main, args=(args, str(folder), environ, ends))
    process.start()
    return process


def _main(args: tuple[str, ...], folder: str, environ: dict[str, str], ends: dict[int, str]) -> None:
    assert "tests.whole.warm" in sys.modules, "it took no start: `python -m tests.whole.warm` says why"
    for number, name in ends.items():
        os.dup2(os.open(name, os.O_CREAT | os.O_RDWR | os.O_TRUNC), number)
    if 0 in ends:  # those that are there write to a file, and read from nowhere
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["okrsync", *args]
    from okrsync.cli.main import main  # noqa: PLC0415 (as the console script does)
    from okrsync.cli.session import real_session  # noqa: PLC0415

    main(replace(real_session(), wait=lambda _: None))  # trackers are asked again at once
