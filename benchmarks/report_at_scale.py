"""How long, and with how much memory, a report over a large store takes.

    python benchmarks/report_at_scale.py                 # 100,000 items with 300,000 labels
    python benchmarks/report_at_scale.py --million       # also ten times as many, and the growth between both

Writes an export into a temporary folder, syncs it through the `file` source, and runs
`okrsync report --format json` as a process of its own. Prints for each size: seconds and megabytes of the
sync and of the report; how long a processor worked for the report; the seconds it takes to read every item
out of the store (in this process, after the imports), and that part of the report's time. With --million
it prints how much longer a processor works for ten times the items: 10.0 is linear.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from okrsync.stores import open_store

GOALS = """
cycle = "2026-Q4"

[[sources]]
name = "plan"
type = "file"
path = "work.jsonl"

[[teams]]
id = "product"
when = { project = ["P0", "P1", "P2"] }

[[teams]]
id = "operations"
when = { label = "team/operations" }

[[objectives]]
id = "GROW"
title = "New teams reach value in their first week"
team = "product"
labels = ["growth/*"]
allocation = 0.35

  [[objectives.key_results]]
  id = "KR1"
  title = "Median time to the first report falls from 9 to 3 days"
  baseline = 9
  target = 3
  unit = "days"
  current = 6.5
  labels = ["kr/first-report"]

[[objectives]]
id = "CALM"
title = "Nights are quiet"
team = "operations"
parent = "GROW"
labels = ["on-call"]

[[rules]]
goal = "GROW"
when = { component = "Signup*", type = ["Story", "Bug"] }

[[rules]]
goal = "CALM"
when = { title = "re:alarm|page[rd]" }

[[exempt]]
name = "Keeping the lights on"
when = { label = ["ktlo", "security"] }
budget = 0.2
"""
LABELS = ["growth/mail", "growth/web", "kr/first-report", "on-call", "ktlo", "security", "team/operations"]
LABELS += ["okr:grow", "okr:grwo", *(f"area/{number}" for number in range(200))]
WORDS = (
    "sign",
    "up",
    "form",
    "mail",
    "alarm",
    "paging",
    "export",
    "list",
    "names",
    "first",
    "week",
    "report",
)


class Run(NamedTuple):
    seconds: float
    busy: float  # seconds a processor worked for it
    megabytes: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--million", action="store_true", help="a million items, too")
    sizes = [100_000, 1_000_000] if options.parse_args().million else [100_000]
    print("     items     labels   sync s     MB  report s  CPU s     MB  reading s  share")
    reports = [measured(size) for size in sizes]
    if len(reports) > 1:
        print(f"\nTen times the items take {reports[1].busy / reports[0].busy:.1f} times as long.")


def measured(size: int) -> Run:
    """One line of the table."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "okrsync.toml").write_text(GOALS)
        write_export(folder / "work.jsonl", size)
        synced = run("sync", folder=folder)
        report = run(
            "report", "--format", "json", "--as-of", "2026-12-31", "-o", "report.json", folder=folder
        )
        assert json.loads((folder / "report.json").read_text())["coverage"]["tied"] > 0
        reading = seconds_of_reading(folder)
    print(
        f"{size:>10,} {3 * size:>10,} {synced.seconds:>8.1f} {synced.megabytes:>6.0f} {report.seconds:>9.1f} "
        f"{report.busy:>6.1f} {report.megabytes:>6.0f} {reading:>10.1f} {reading / report.seconds:>6.0%}"
    )
    return report


def write_export(path: Path, size: int) -> None:
    chance = random.Random(20261120)
    with path.open("w") as rows:
        for number in range(size):
            rows.write(json.dumps(row(number, chance)) + "\n")


def row(number: int, chance: random.Random) -> dict[str, object]:
    is_epic = number % 50 == 0
    is_done = not is_epic and chance.random() < 0.6
    cells: dict[str, object] = {
        "key": f"P{number % 40}-{number}",
        "title": " ".join(chance.sample(WORDS, 6)),
        "type": "Epic" if is_epic else chance.choice(["Story", "Bug", "Task"]),
        "state": "done" if is_done else chance.choice(["open", "in progress"]),
        "labels": chance.sample(LABELS, 3),
        "created": f"2026-{chance.randint(8, 11):02}-{chance.randint(1, 28):02}T10:00:00Z",
        "updated": f"2026-12-{chance.randint(1, 28):02}T10:00:00Z",
        "effort": chance.choice([None, 1, 2, 3, 5, 8]),
        "components": chance.sample(["Signup form", "Billing", "Search", "Mail"], chance.randint(0, 1)),
    }
    if not is_epic and chance.random() < 0.5:
        epic = number // 50 * 50
        cells["parent"] = f"P{epic % 40}-{epic}"
    if is_done:
        cells["closed"] = f"2026-12-{chance.randint(1, 28):02}T12:00:00Z"
    return cells


def run(*arguments: str, folder: Path) -> Run:
    """Time a process of its own, and the most memory it had."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "okrsync", *arguments], cwd=folder, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"okrsync {arguments[0]} ended with {process.returncode}"
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def seconds_of_reading(folder: Path) -> float:
    store = open_store(f"sqlite:///{folder / '.okrsync' / 'store.db'}", must_exist=True)
    started = time.perf_counter()
    for _ in store.items(["plan"]):
        pass
    seconds = time.perf_counter() - started
    store.close()
    return seconds


if __name__ == "__main__":
    main()
