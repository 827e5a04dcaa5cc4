"""What `okrsync check` takes of its own on a pull request with one linked issue and its epic.

    python benchmarks/check_start.py [--rounds 15]

Starts the tests' GitHub on 127.0.0.1 and runs the installed `okrsync check` on it as a process of its own,
in pairs with a bare `python -c pass`, so that a busy machine slows both. Its own time is the wall time
without the time between the server's having read a request and its having answered. Printed are medians:
the wall time, the server's share, the own time, its processor time, and the same of a bare Python. With
`--imports`, the modules that take longest to import instead.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.processes import FILE, spent  # noqa: E402 (found only now)
from tests.servers.github import GitHubServer, Reply, Request  # noqa: E402


class Timed(GitHubServer):
    """Knows how long it thought about its answers."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    def answer(self, request: Request) -> tuple[Reply, Any]:
        started = time.perf_counter()
        try:
            return super().answer(request)
        finally:
            self.seconds += time.perf_counter() - started


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--imports", action="store_true")
    given = options.parse_args()
    with Timed() as github, tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        web = github.world.repository("acme/web")
        issue = web.issue("Shorter form", parent=web.issue("Onboarding", labels=["onboarding"], type="Epic"))
        pull = web.pull("Ask for less", closes=[issue])
        (folder / "okrsync.toml").write_text(FILE.format(url=github.url))
        arguments = ["check", f"github:{pull.key}"]
        os.environ["GITHUB_TOKEN"] = github.token
        if given.imports:
            show_imports([sys.executable, "-X", "importtime", "-m", "okrsync", *arguments], folder)
        else:
            show_times(
                github, [str(Path(sys.executable).with_name("okrsync")), *arguments], folder, given.rounds
            )


def show_times(github: Timed, command: list[str], folder: Path, rounds: int) -> None:
    spent(command, folder)  # the first one reads the disk
    runs, bare, shares = [], [], []
    for _ in range(rounds):
        github.forget()
        github.seconds = 0.0
        runs.append(spent(command, folder))
        shares.append(github.seconds)
        bare.append(spent([sys.executable, "-c", "pass"], folder))
    own = [run.seconds - share for run, share in zip(runs, shares, strict=True)]
    print(f"requests                 {github.count:8}")
    print(f"wall time                {median(run.seconds for run in runs):8.3f} s")
    print(f"of it the server's       {median(shares):8.3f} s")
    print(f"own time                 {median(own):8.3f} s  (fastest {min(own):.3f}, slowest {max(own):.3f})")
    processor = [run.processor for run in runs]
    print(f"own processor time       {median(processor):8.3f} s  (least {min(processor):.3f})")
    print(f"bare Python, wall time   {median(run.seconds for run in bare):8.3f} s")
    print(f"its processor time       {median(run.processor for run in bare):8.3f} s")


def show_imports(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    rows = re.findall(r"import time:\s+(\d+) \|\s+(\d+) \| +(\S+)", done.stderr)
    for _, whole, name in sorted(rows, key=lambda row: -int(row[1]))[:40]:
        print(f"{int(whole) / 1000:8.1f} ms  {name}")


if __name__ == "__main__":
    main()
