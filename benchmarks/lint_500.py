"""How long `okrsync lint` takes over a company with 500 objectives in ten files.

    python benchmarks/lint_500.py

Writes the goals into a folder of its own (every tenth of them with a flaw), runs the installed `okrsync lint`
there and prints the seconds of the whole process, the median of five: by the clock, and of a processor, which
a busy machine slows less.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

DEPARTMENTS, EACH, RUNS = 10, 50, 5
MAIN = 'cycle = "2040-Q1"\ninclude = ["okrs/*.toml"]\n'
ADJECTIVES = ("calm", "early", "honest", "local", "patient", "proud", "quick", "quiet", "sure", "young")
NOUNS = (
    "bakeries",
    "cafés",
    "cooks",
    "drivers",
    "florists",
    "grocers",
    "guests",
    "nurses",
    "pupils",
    "tailors",
)
ENDS = ("plan their week with us", "find us first", "stay for years", "recommend us", "feel at home here")


def main() -> None:
    with TemporaryDirectory() as folder:
        write(Path(folder))
        runs = [seconds(folder) for _ in range(RUNS + 1)][1:]  # the first one reads the disk
        clock, processor = median(run[0] for run in runs), median(run[1] for run in runs)
        print(f"okrsync lint over {DEPARTMENTS * EACH} objectives, median of {RUNS} runs:")
        print(f"  by the clock     {clock:.2f} s")
        print(f"  of a processor   {processor:.2f} s")


def write(folder: Path) -> None:
    (folder / "okrs").mkdir()
    (folder / "okrsync.toml").write_text(MAIN, encoding="utf-8")
    for department in range(DEPARTMENTS):
        goals = "\n".join(objective(department * EACH + number) for number in range(EACH))
        (folder / "okrs" / f"department-{department}.toml").write_text(goals, encoding="utf-8")


def objective(number: int) -> str:
    """Five to a team; the first is the company's."""
    whom = f"{ADJECTIVES[number % 10]} {NOUNS[number // 10 % 10]}"
    title = f"Launch {number} offers for {whom}" if number % 10 == 9 else f"The {whom} {ENDS[number // 100]}"
    above = f'team = "team-{number // 3}"\nparent = "G{number // 4}"' if number else 'team = "company"'
    parts = "\n".join(key_result(number, place) for place in (1, 2, 3))
    return f"""
[[objectives]]
id = "G{number}"
title = "{title}"
{above}
owner = "owner-{number}@acme.example"
commitment = "committed"
labels = ["goal/{number}", "area-{number}/*"]
{parts}"""


def key_result(number: int, place: int) -> str:
    what = f"{ADJECTIVES[number % 10]} {NOUNS[number // 10 % 10]} of street {chr(97 + number // 100)}{place}"
    return f"""
  [[objectives.key_results]]
  id = "KR{place}"
  title = "Of the {what} those who stay rise from 40 to 60 percent"
  baseline = 40
  target = 60
  unit = "%"
"""


def seconds(folder: str) -> tuple[float, float]:
    started, used = time.perf_counter(), processor_seconds()
    command = [str(Path(sys.executable).with_name("okrsync")), "lint", "--format", "json"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    took = time.perf_counter() - started, processor_seconds() - used
    assert ran.returncode in (0, 5), ran.stderr
    assert len(json.loads(ran.stdout)["findings"]) >= EACH
    return took


def processor_seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    main()
