"""What the benchmarks share: a file of goals, and what a process takes."""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FILE = """
[[sources]]
name = "github"
type = "github"
repos = ["acme/web"]
api_url = "{url}"

[[objectives]]
id = "GROW"
title = "New teams reach value in their first week"
labels = ["onboarding"]
"""


class Spent(NamedTuple):
    seconds: float
    processor: float  # seconds, too
    megabytes: float  # at most


def spent(command: Sequence[str], folder: Path, environ: Mapping[str, str] | None = None) -> Spent:
    """Run it in the folder; what it says goes into the file `said` there."""
    environ = as_installed(environ or os.environ)
    started = time.perf_counter()
    with (
        (folder / "said").open("w") as said,
        subprocess.Popen(command, cwd=folder, env=environ, stdout=said, stderr=said) as process,
    ):
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, (folder / "said").read_text()
    return Spent(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def as_installed(environ: Mapping[str, str]) -> dict[str, str]:
    """What is installed is compiled once, not at each start."""
    return {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
