"""The command line in a process of its own, forked from one that has imported everything already."""

from __future__ import annotations

import os
import pty
import sys
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path

forking = get_context("forkserver")
# With pytest, since each process begins with what the tests were started from.
forking.set_forkserver_preload(["pytest", "tests.whole.warm", "tests.whole.process"])


def run(args: tuple[str, ...], folder: Path, environ: dict[str, str], out: Path) -> int:
    """Run okrsync there; what it writes lands in `out/stdout` and `out/stderr`. Returns its exit code."""
    process = _started(args, folder, environ, {1: str(out / "stdout"), 2: str(out / "stderr")})
    process.join(60)
    assert process.exitcode is not None, "it did not end"
    return process.exitcode


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
