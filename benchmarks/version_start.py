"""What `okrsync --version` takes beyond Python's own start.

    python benchmarks/version_start.py

Runs the installed `okrsync --version` and a bare `python -c pass` in pairs, one after the other, so that a
busy machine slows both. Prints the median of each, and the median of the pairs' differences in
milliseconds: what okrsync itself costs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.processes import as_installed

PAIRS = 30


def main() -> None:
    okrsync = [str(Path(sys.executable).with_name("okrsync")), "--version"]
    bare = [sys.executable, "-c", "pass"]
    pairs = [(milliseconds(okrsync), milliseconds(bare)) for _ in range(PAIRS + 2)][
        2:
    ]  # the first ones read the disk
    print(f"okrsync --version   {median(ours for ours, _ in pairs):6.0f} ms")
    print(f"python -c pass      {median(theirs for _, theirs in pairs):6.0f} ms")
    beyond = median(ours - theirs for ours, theirs in pairs)
    print(f"beyond bare Python  {beyond:6.0f} ms (median of {PAIRS} pairs)")


def milliseconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=as_installed(os.environ))
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
