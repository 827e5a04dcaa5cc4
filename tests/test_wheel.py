"""What is shipped: a wheel that works without the checkout it was built from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder of its own; built from the source archive, as an index would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def okrsync(installed: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    run = "import okrsync, sys; sys.stderr.write(okrsync.__file__); from okrsync.cli.main import main; main()"
    command = [sys.executable, "-c", run, *arguments]
    return subprocess.run(command, cwd=folder, env=environ, text=True, capture_output=True, check=False)


def test_the_wheel_has_templates_sample_migrations_and_types(installed):
    package = installed / "okrsync"
    for name in ("py.typed", "templates/report.html", "templates/comment.md", "sample/lumen/okrsync.toml"):
        assert (package / name).is_file(), name
    assert list((package / "stores" / "migrations" / "versions").glob("0001_*.py"))


def test_the_wheel_has_nothing_else(installed):
    assert {path.name.partition("-")[0] for path in installed.iterdir()} == {"okrsync"}


def test_the_demo_runs_from_the_wheel(installed, tmp_path):
    done = okrsync(installed, "demo", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert str(installed) in done.stderr
    assert {"report.md", "report.html", "report.json", ".git"} <= {
        path.name for path in (tmp_path / "okrsync-demo").iterdir()
    }
