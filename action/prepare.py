"""Give okrsync's dependencies an environment of their own in $RUNNER_TEMP; the job's Python stays as it is.

    prepare.py place      say where it will be, and under which key its wheels are cached
    prepare.py install    make it, unless an earlier step of the job has

Runs before anything is installed: the standard library is all there is. Every wheel is checked against the
hashes in requirements.txt each time it is installed, so a cache cannot slip in another one.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

LOCK = Path(__file__).resolve().parent / "requirements.txt"
# Only wheels: nothing that is downloaded runs while it is installed. The list is complete in itself.
CHECKED = ["--quiet", "--require-hashes", "--only-binary", ":all:", "--no-deps", "--requirement", str(LOCK)]


def place() -> None:
    """Tell the next steps: the Python to install with, the one to run with, and what to cache."""
    outputs = {
        "python": sys.executable,
        "wheels": str(_wheels()),
        "key": f"okrsync-{sys.platform}-{platform.machine()}-{_version()}-{_digest()}",
        "interpreter": str(_interpreter()),
        "is-ready": str(_interpreter().exists()).lower(),
    }
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in outputs.items())


def install() -> None:
    """From the cached wheels; from the package index where they are missing, damaged or not the right ones.

    Ends with a sentence and exit code 2 where neither is possible.
    """
    if _wheels().is_dir() and _install_from_wheels():
        return
    shutil.rmtree(_wheels(), ignore_errors=True)
    download = [sys.executable, "-I", "-m", "pip", "download", "--dest", str(_wheels()), *CHECKED]
    if subprocess.run(download, check=False).returncode != 0 or not _install_from_wheels():
        sys.stdout.write("::error title=okrsync::okrsync could not be installed: see the lines above.\n")
        sys.exit(2)


def _install_from_wheels() -> bool:
    """Whether all of them were there. Moved into place at the end: half an environment is never used."""
    half = _folder() / "half"
    venv.create(half, clear=True, symlinks=os.name != "nt")
    pip = [sys.executable, "-I", "-m", "pip", "--python", str(_python_in(half)), "install", "--no-compile"]
    if subprocess.run([*pip, "--no-index", "--find-links", str(_wheels()), *CHECKED], check=False).returncode:
        return False
    half.rename(_environment())
    return True


def _environment() -> Path:
    """Shared by the steps of a job, as long as they ask for the same."""
    return _folder() / f"{_version()}-{_digest()}"


def _wheels() -> Path:
    return _folder() / "wheels"


def _folder() -> Path:
    return Path(os.environ["RUNNER_TEMP"]) / "okrsync"


def _interpreter() -> Path:
    return _python_in(_environment())


def _python_in(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _digest() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 (runs with whatever Python there is)
        sys.exit(f"{sys.executable} is older than Python 3.11.")
    {"place": place, "install": install}[sys.argv[1]]()
