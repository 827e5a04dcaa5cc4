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
# Where the job's own modules are, and how it wants its own packages installed.
THE_JOBS = (
    "PYTHON",
    "PIP_REQUIRE",
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_CONSTRAINT",
    "PIP_NO_BINARY",
)


def place() -> None:
    """Tell the next steps: the Python to install with, the one to run with, and what to cache."""
    outputs = {
        "python": sys.executable,
        "wheels": str(_wheels()),
        "key": f"okrsync-{_system()}-{_version()}-{_digest()}",
        "interpreter": str(_interpreter()),
        "is-ready": str(_interpreter().exists()).lower(),
    }
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{name}={value}\n" for name, value in outputs.items())


def install() -> None:
    """From the cached wheels; from the package index where they are missing, damaged or not the right ones.

    Ends with a sentence and exit code 2 where neither is possible.
    """
    if _wheels().is_dir() and _install_from_wheels():
        return
    shutil.rmtree(_wheels(), ignore_errors=True)
    if not (_pip("download", "--dest", str(_wheels())) and _install_from_wheels()):
        sys.stdout.write("::error title=okrsync::okrsync could not be installed: see the lines above.\n")
        sys.exit(2)


def _install_from_wheels() -> bool:
    """Whether all of them were there. Moved into place at the end: half an environment is never used."""
    half = _folder() / "half"
    venv.create(half, clear=True, symlinks=os.name != "nt")
    here = ["--no-index", "--find-links", str(_wheels())]
    if not _pip("--python", str(_python_in(half)), "install", "--no-compile", *here):
        return False
    half.rename(_environment())
    return True


def _pip(*arguments: str) -> bool:
    """Whether pip could do it. It goes by the job's package index, and by no other setting of the job."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(THE_JOBS)}
    pip = [sys.executable, "-I", "-m", "pip", *arguments, *CHECKED]
    return subprocess.run(pip, env=environ, check=False).returncode == 0


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


def _system() -> str:
    """Systems between which wheels can be shared have the same."""
    return f"{platform.libc_ver()[0] or sys.platform}-{platform.machine()}"


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _digest() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 (runs with whatever Python there is)
        sys.exit(f"{sys.executable} is older than Python 3.11.")
    {"place": place, "install": install}[sys.argv[1]]()
