"""How long it takes to find what was changed in a file of goals over 500 commits.

    python benchmarks/file_history.py

Lays down a repository whose file includes twenty others, each with five objectives; each commit moves the
targets of one. Runs the installed `okrsync lint` there, and in a copy without its past. Prints the seconds of
both, the median of five, by the clock and of a processor (git's included), and how often git was started.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

FILES, EACH, COMMITS, RUNS = 20, 5, 500, 5
MAIN = 'cycle = "2020-Q1"\ninclude = ["okrs/*.toml"]\n'
BEGUN = 1_577_836_800  # 2020-01-01
DAY = 86_400


def main() -> None:
    with TemporaryDirectory() as folder:
        there, bare = Path(folder, "there"), Path(folder, "bare")
        lay_down(there)
        shutil.copytree(there, bare, ignore=shutil.ignore_patterns(".git"))
        for place in (there, bare):
            runs = [seconds(place) for _ in range(RUNS + 1)][1:]  # the first one reads the disk
            clock, processor = (median(run[kind] for run in runs) for kind in (0, 1))
            name = f"{COMMITS} commits" if place is there else "without a past"
            print(f"okrsync lint, {name:14}  {clock:.2f} s by the clock, {processor:.2f} s of a processor")
        print(f"git was started {len(started(there))} times: {', '.join(started(there))}")


def lay_down(folder: Path) -> None:
    """One process of git takes all commits in; the last one's files are on the disk."""
    (folder / "okrs").mkdir(parents=True)
    (folder / "okrsync.toml").write_text(MAIN, encoding="utf-8")
    targets = dict.fromkeys(range(FILES * EACH), 60)
    stream = [
        commit(0, {"okrsync.toml": MAIN, **{path(file): goals(file, targets) for file in range(FILES)}})
    ]
    for number in range(1, COMMITS):
        targets[number % len(targets)] += 1
        file = number % len(targets) // EACH
        stream.append(commit(number, {path(file): goals(file, targets)}))
    for file in range(FILES):
        (folder / path(file)).write_text(goals(file, targets), encoding="utf-8")
    subprocess.run(["git", "-C", folder, "init", "--quiet", "--initial-branch", "main"], check=True)
    taken = ["git", "-C", folder, "fast-import", "--quiet"]
    subprocess.run(taken, input="".join(stream), text=True, check=True)


def path(number: int) -> str:
    return f"okrs/department-{number}.toml"


def commit(number: int, files: dict[str, str]) -> str:
    when = BEGUN - DAY + number * DAY // 8
    changed = "".join(f"M 100644 inline {name}\ndata {len(text)}\n{text}\n" for name, text in files.items())
    return f"commit refs/heads/main\ncommitter Dana <dana@acme.example> {when} +0000\ndata 1\nx\n{changed}"


def goals(file: int, targets: dict[int, int]) -> str:
    mine = range(file * EACH, (file + 1) * EACH)
    return "\n".join(objective(number, targets[number]) for number in mine)


def objective(number: int, target: int) -> str:
    parts = "\n".join(key_result(place, target) for place in (1, 2, 3))
    return f"""[[objectives]]
id = "G{number}"
title = "The shops of street {number} plan their week with us"
team = "team-{number // 3}"
owner = "owner-{number}@acme.example"
{parts}"""


def key_result(place: int, target: int) -> str:
    return f"""
  [[objectives.key_results]]
  id = "KR{place}"
  title = "Of those who begin, more stay"
  baseline = 40
  target = {target}
  unit = "%"
"""


def seconds(folder: Path) -> tuple[float, float]:
    clock, processor = time.perf_counter(), processor_seconds()
    lint(folder, {})
    return time.perf_counter() - clock, processor_seconds() - processor


def started(folder: Path) -> list[str]:
    trace = folder / "trace"
    trace.unlink(missing_ok=True)
    lint(folder, {"GIT_TRACE": str(trace)})
    return re.findall(r"built-in: git (\S+)", trace.read_text())


def lint(folder: Path, more: dict[str, str]) -> None:
    command = [str(Path(sys.executable).with_name("okrsync")), "lint", "--format", "json"]
    environ = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent), **more}
    ran = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 5), ran.stderr
    found = {one["id"] for one in json.loads(ran.stdout)["findings"]}
    assert ("R3" in found) == (folder / ".git").is_dir(), found


def processor_seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main()
