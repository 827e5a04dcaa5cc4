"""The linters of workflows find nothing in the Action, in our workflows and in those to copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BESIDE_US = str(Path(sys.executable).parent)
SEARCHED = f"{BESIDE_US}{os.pathsep}{os.environ['PATH']}"
WORKFLOWS = [
    *sorted((ROOT / ".github" / "workflows").glob("*.yml")),
    *sorted((ROOT / "docs" / "workflows").glob("*.yml")),
]
ALL = [ROOT / "action.yml", *WORKFLOWS]


def lint(program: str, *arguments: str | Path) -> None:
    found = shutil.which(program, path=SEARCHED)
    if not found:
        assert not os.environ.get("CI"), f"{program} is missing: see .ci/run"
        pytest.skip(f"{program} is not installed")
    environ = {**os.environ, "PATH": SEARCHED, "NO_COLOR": "1"}
    done = subprocess.run(
        [found, *arguments], cwd=ROOT, env=environ, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_workflows_of_both_kinds():
    assert {path.parent.parent.name for path in WORKFLOWS} == {".github", "docs"}


def test_zizmor_finds_nothing():
    lint("zizmor", "--offline", "--quiet", "--persona", "pedantic", "--config", ".github/zizmor.yml", *ALL)


def test_actionlint_finds_nothing():
    assert shutil.which("shellcheck", path=SEARCHED) or not os.environ.get("CI"), (
        "the shell would not be looked at"
    )
    lint("actionlint", *WORKFLOWS)


@pytest.mark.parametrize("path", ALL, ids=lambda path: str(path.relative_to(ROOT)))
def test_action_validator_finds_nothing(path):
    lint("action-validator", path)
