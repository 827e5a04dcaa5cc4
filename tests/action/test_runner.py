"""The Action in the real runner."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.action.runner import Runner, copy_action, find_act

GOALS = """
[[objectives]]
id = "GROW"
title = "New teams reach value in their first week"
labels = ["onboarding"]
"""
ANY = """\
on: workflow_dispatch
jobs:
  any:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1
      - uses: your-org/okrsync@v0.1.0
        with: %s
"""


def any_workflow(**inputs: str) -> str:
    return ANY % json.dumps(inputs)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """The action as a runner fetches it, and a runner's temporary folder that later runs find filled."""
    if not find_act():
        assert not os.environ.get("CI"), "act is missing: pip install --group dev"
        pytest.skip("act is not installed")
    folder = tmp_path_factory.mktemp("shared")
    for name in ("temp", "cache", "home"):
        (folder / name).mkdir()
    copy_action(folder / "action")
    return folder


@pytest.fixture
def runner(shared: Path, tmp_path: Path) -> Runner:
    (tmp_path / "web").mkdir()
    runner = Runner(tmp_path / "web", shared / "home", shared / "action", shared / "temp", shared / "cache")
    runner.write(GOALS)
    return runner


def test_it_installs_itself_from_the_index_and_runs(runner):
    ran = runner.run("workflow_dispatch", {}, any_workflow(command="goals"))
    assert ran.is_success, ran.log
    assert "New teams reach value" in ran.log
    assert ran.results["install"] == "success"
