"""How close a sync stays to what the tracker's answers take.

    python benchmarks/sync_latency.py [--items 3000] [--latency 50]

Starts the tests' GitHub on 127.0.0.1, lets it answer each request after 50 ms, and runs `okrsync sync` as
a process of its own. Prints the requests, the wall time of reading the source as the sync itself reports
it, the time the answers alone took (requests × latency), and the ratio of both; then the same for a
second sync, when nothing has changed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.processes import FILE  # noqa: E402 (found only now)
from tests.servers.github import GitHubServer  # noqa: E402


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--items", type=int, default=3_000)
    options.add_argument("--latency", type=float, default=50, help="milliseconds")
    given = options.parse_args()
    with GitHubServer() as github, tempfile.TemporaryDirectory() as folder:
        fill(github, given.items)
        github.latency = given.latency / 1000
        (Path(folder) / "okrsync.toml").write_text(FILE.format(url=github.url))
        print(f"{'':8} {'items':>7} {'requests':>9} {'seconds':>8} {'answers alone':>14} {'ratio':>6}")
        for name in ("first", "second"):
            show(name, sync(github, folder), github.latency)
        assert github.mistakes == []


def fill(github: GitHubServer, count: int) -> None:
    web = github.world.repository("acme/web")
    for number in range(count):
        if number % 4:
            web.issue(f"Issue {number}", labels=["onboarding"] if number % 2 else [])
        else:
            web.pull(f"Change {number}")


def sync(github: GitHubServer, folder: str) -> dict[str, float]:
    environ = os.environ | {"GITHUB_TOKEN": github.token, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "okrsync", "sync", "--format", "json"]
    done = subprocess.run(command, cwd=folder, env=environ, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)["sources"][0]


def show(name: str, synced: dict[str, float], latency: float) -> None:
    alone = synced["requests"] * latency
    print(
        f"{name:8} {synced['items']:>7} {synced['requests']:>9} {synced['seconds']:>8.2f} {alone:>14.2f} "
        f"{synced['seconds'] / alone:>6.2f}"
    )


if __name__ == "__main__":
    main()
