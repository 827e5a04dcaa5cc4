"""What the Action installs is what pyproject.toml asks for, each file of it by its hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "action" / "requirements.txt").read_text(encoding="utf-8")
LOCKED = {
    canonicalize_name(name): (version, rest)
    for name, version, rest in re.findall(r"^([\w.-]+)==(\S+)(.*(?:\n    .*)*)", LOCK, re.MULTILINE)
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASKED = [
    Requirement(text) for text in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["postgres"]]
]


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_each_dependency_is_locked_to_a_version_that_will_do(asked):
    version, _ = LOCKED[canonicalize_name(asked.name)]
    assert asked.specifier.contains(version), f"{asked} is locked to {version}: run `make lock`"


def test_every_line_has_its_hashes():
    assert len(LOCKED) > len(ASKED)
    assert [name for name, (_, rest) in LOCKED.items() if "--hash=sha256:" not in rest] == []
    assert len(re.findall(r"^[^#\s]", LOCK, re.MULTILINE)) == len(LOCKED)


def test_no_package_index_is_named():
    assert "://" not in LOCK
    assert "--index" not in LOCK
    assert "--find-links" not in LOCK


def test_windows_gets_its_time_zones():
    assert "sys_platform == 'win32'" in LOCKED["tzdata"][1]
