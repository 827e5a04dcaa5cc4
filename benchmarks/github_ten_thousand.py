"""Reading a repository of 10,000 issues and pull requests: okrsync beside what else one could use.

    python benchmarks/github_ten_thousand.py [--items 10000] [--latency 50] [--rounds 3] [--all]
                                             [--github-to-sqlite PATH]

All of them read the same items from the tests' GitHub on 127.0.0.1, each as a process of its own and into
a new SQLite file, in turns: what slows the machine slows them all. Each answer takes 50 ms, as a quick one
of GitHub's does; `--latency 0` leaves the programs alone. Printed are the items each holds in the end, its
requests, the median of its seconds and of its processor time, and their ratio to okrsync's.

PyGithub's loop as it comes pauses between requests; the one that tells pull requests from issues makes a
request for each: they take minutes, and run once, with `--all`. github-to-sqlite is installed into a
folder of its own unless PATH names its program. Only okrsync reads which pull request closes which issue,
and only okrsync reads no more than what changed the next time: its second sync stands in the last line.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
OTHERS = Path(__file__).parent / "others"
sys.path.insert(0, str(ROOT))

from benchmarks.processes import FILE, spent  # noqa: E402 (found only now)
from tests.servers.github import GitHubServer  # noqa: E402

OKRSYNC, AGAIN, TO_SQLITE = "okrsync sync", "okrsync sync, again", "github-to-sqlite issues"
SENSIBLE, PLAIN, TELLING = "PyGithub, sensible", "PyGithub, plain", "PyGithub, telling the kinds apart"


class Taken(NamedTuple):
    items: int
    requests: int
    seconds: float
    processor: float


def main() -> None:
    given = arguments()
    with GitHubServer() as github, tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        fill(github, given.items)
        github.latency = given.latency / 1000
        to_sqlite = given.github_to_sqlite or installed(folder)
        commands = {
            OKRSYNC: [sys.executable, "-m", "okrsync", "sync"],
            AGAIN: [sys.executable, "-m", "okrsync", "sync"],
            SENSIBLE: loop(github, "sensible"),
            TO_SQLITE: [to_sqlite, "issues", "items.db", "acme/web"],
        }
        taken: dict[str, list[Taken]] = {}
        for number in range(given.rounds):
            for name, command in commands.items():
                where = folder / str(number) / (OKRSYNC if name == AGAIN else name)
                taken.setdefault(name, []).append(measure(github, command, where))
        if given.all:
            for name, way in ((PLAIN, "plain"), (TELLING, "telling")):
                taken[name] = [measure(github, loop(github, way), folder / name)]
        show(taken)


def arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--items", type=int, default=10_000)
    options.add_argument("--latency", type=float, default=50, help="milliseconds")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--all", action="store_true")
    options.add_argument("--github-to-sqlite", metavar="PATH")
    return options.parse_args()


def fill(github: GitHubServer, count: int) -> None:
    """A quarter are pull requests, each closing the issue before it; a fifth of the issues has the label."""
    web = github.world.repository("acme/web")
    milestone = web.milestone("v1")
    for number in range(count):
        if number % 4 == 3:
            web.pull(f"Change {number}", closes=[web.issues[-1]])
        else:
            labels = ["bug", "onboarding"] if number % 5 == 0 else ["bug"]
            web.issue(
                f"Issue {number}", labels=labels, milestone=milestone, body="Steps to reproduce.\n" * 20
            )


def installed(folder: Path) -> str:
    venv.create(folder / "venv", with_pip=True)
    program = folder / "venv" / "bin" / "github-to-sqlite"
    install = [program.with_name("pip"), "install", "--quiet", "github-to-sqlite==2.9.1"]
    subprocess.run(install, check=True)
    return str(program)


def loop(github: GitHubServer, way: str) -> list[str]:
    program = str(OTHERS / "pygithub_loop.py")
    return [sys.executable, program, github.url, github.token, "acme/web", "items.db", way]


def measure(github: GitHubServer, command: list[str], folder: Path) -> Taken:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "okrsync.toml").write_text(FILE.format(url=github.url))
    (folder / "auth.json").write_text(f'{{"github_personal_token": "{github.token}"}}')
    environ = os.environ | {"GITHUB_TOKEN": github.token, "LOCAL_SERVER": github.url}
    environ["PYTHONPATH"] = str(OTHERS / "on_local_server" if "github-to-sqlite" in command[0] else ROOT)
    github.forget()
    took = spent(command, folder, environ)
    return Taken(held(folder), github.count, *took)


def held(folder: Path) -> int:
    path = next(path for path in (folder / ".okrsync" / "store.db", folder / "items.db") if path.exists())
    with sqlite3.connect(path) as database:
        tables = {name for (name,) in database.execute("select name from sqlite_master")}
        own = "where kind != 'milestone'" if path.name == "store.db" else ""
        table = "issues" if "issues" in tables else "items"
        return int(database.execute(f"select count(*) from {table} {own}").fetchone()[0])  # noqa: S608 (ours)


def show(taken: dict[str, list[Taken]]) -> None:
    middle = {
        name: Taken(*(median(values) for values in zip(*runs, strict=True))) for name, runs in taken.items()
    }
    ours = middle[OKRSYNC]
    print(f"{'':34} {'items':>7} {'requests':>9} {'seconds':>8} {'ratio':>6} {'of CPU':>8} {'ratio':>6}")
    for name, one in middle.items():
        told = f"{name:34} {one.items:>7.0f} {one.requests:>9.0f}"
        for value, own in ((one.seconds, ours.seconds), (one.processor, ours.processor)):
            told += f" {value:>8.2f} {value / own:>6.2f}"
        print(told)


if __name__ == "__main__":
    main()
