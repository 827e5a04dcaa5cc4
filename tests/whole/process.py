"""The command line in a process of its own, forked from one that has imported everything already."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

forking = get_context("forkserver")
# With pytest, since each process begins with what the tests were started from.
forking.set_forkserver_preload(["pytest", "tests.whole.warm", "tests.whole.process"])


def run(args: tuple[str, ...], folder: Path, environ: dict[str, str], out: Path) -> int:
    """Run okrsync there; what it writes lands in `out/stdout` and `out/stderr`. Returns its exit code."""
    process = forking.Process(target=_main, args=(args, str(folder), environ, str(out)))
    process.start()
    process.join(60)
    assert process.exitcode is not None, "it did not end"
    return process.exitcode


def _main(args: tuple[str, ...], folder: str, environ: dict[str, str], out: str) -> None:
    assert "tests.whole.warm" in sys.modules, "it took no start: `python -m tests.whole.warm` says why"
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(f"{out}/{name}", os.O_CREAT | os.O_WRONLY | os.O_TRUNC), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["okrsync", *args]
    from okrsync.cli.main import main  # noqa: PLC0415 (as the console script does)
    from okrsync.cli.session import real_session  # noqa: PLC0415

    main(replace(real_session(), wait=lambda _: None))  # trackers are asked again at once
