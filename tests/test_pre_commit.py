"""The hook that people name in their `.pre-commit-config.yaml`."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from okrsync.cli.main import COMMANDS

ROOT = Path(__file__).parent.parent
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_it_runs_a_command_that_exists_on_the_whole_file():
    program, command = shlex.split(HOOK["entry"])
    assert (program, command in COMMANDS, HOOK["pass_filenames"]) == ("okrsync", True, False)
    assert {"id", "name", "language"} <= set(HOOK)


@pytest.mark.parametrize(
    ("path", "is_judged"),
    [
        ("okrsync.toml", True),
        (".github/okrsync.toml", True),
        ("okrs/marketing.toml", True),
        ("company/okrs/2026/q4.toml", True),
        ("pyproject.toml", False),
        ("okrs/notes.md", False),
        ("my-okrsync.toml", False),
    ],
)
def test_it_runs_when_goals_change(path, is_judged):
    assert bool(re.search(HOOK["files"], path)) is is_judged


def test_the_page_tells_people_its_name():
    assert f"id: {HOOK['id']}" in (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
