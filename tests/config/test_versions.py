from __future__ import annotations

from datetime import date

import pytest

from okrsync.config import load
from okrsync.config.commits import Git
from okrsync.config.versions import versions
from tests.config.files import write
from tests.config.test_commits import ENVIRON, commit

FILE = """
cycle = "2026-Q4"
include = ["okrs/*.toml"]
"""
GOALS = """
[[objectives]]
id = "GROW"
title = "New teams reach value"
owner = "dana"
  [[objectives.key_results]]
  id = "KR1"
  title = "Median time to first report falls from 9 to 3 days"
  baseline = 9
  target = {target}
  [[objectives.key_results]]
  id = "KR2"
  title = "Steps are taken"
  kind = "milestone"
  steps = [{{ title = "a", due = 2026-11-01 }}, {{ title = "b" }}]
"""


@pytest.fixture
def history(tmp_path):
    """A repository with the file, and a way to commit it with another target on a day."""
    commit(tmp_path, "init", "--quiet", "--initial-branch", "main")
    write(tmp_path, FILE)

    def save(on, target, message="x"):
        write(tmp_path, GOALS.format(target=target), "okrs/growth.toml")
        commit(tmp_path, "add", "--all")
        day = f"{on}T12:00:00+00:00"
        at = {"GIT_COMMITTER_DATE": day, "GIT_AUTHOR_DATE": day}
        commit(tmp_path, "commit", "--quiet", "--allow-empty", "--message", message, environ=at)
        return tmp_path

    return save


def found(folder, since=date(2026, 10, 1)):
    return versions(load(None, {}, folder), Git(folder, ENVIRON), since)


def test_each_commit_tells_what_it_said_of_goals_and_why(history):
    history("2026-09-01", 2)
    history("2026-09-20", 3)
    folder = history("2026-10-20", 5, "Aim lower\n\nOKR-Reason: the price changed")
    first, second = found(folder)
    assert (first.on, first.reason, second.on) == (date(2026, 9, 20), None, date(2026, 10, 20))
    assert second.reason == "the price changed"
    assert first.goals["grow"] == {"2026-q4": {"owner": "dana"}}
    assert first.goals["grow.kr1"] == {"2026-q4": {"baseline": 9, "target": 3, "due": None}}
    assert second.goals["grow.kr1"]["2026-q4"]["target"] == 5
    assert second.goals["grow.kr2"]["2026-q4"]["due"] == "2026-11-01"


def test_commits_of_other_files_are_passed_over(history):
    folder = history("2026-10-20", 5)
    write(folder, "x", "README.md")
    history("2026-10-21", 5)
    assert [one.on.day for one in found(folder)] == [20]


def test_a_commit_whose_file_cannot_be_read_says_nothing_of_goals(history):
    history("2026-10-20", "oops oops")
    folder = history("2026-10-21", 5)
    assert [bool(one.goals) for one in found(folder)] == [False, True]


def test_without_git_and_outside_of_it_there_is_no_history(tmp_path):
    write(tmp_path, "cycle = '2026-Q4'")
    assert found(tmp_path) is None


def test_a_file_that_is_in_no_commit_has_no_history(history):
    folder = history("2026-10-20", 5)
    write(folder, FILE, "sub/okrsync.toml")
    write(folder, GOALS.format(target=1), "sub/okrs/growth.toml")
    assert (
        versions(load("sub/okrsync.toml", {}, folder), Git(folder / "sub", ENVIRON), date(2026, 1, 1)) is None
    )


def test_a_shallow_clone_shows_no_history(history, tmp_path_factory):
    history("2026-10-20", 5)
    folder = history("2026-10-21", 6)
    clone = tmp_path_factory.mktemp("clone")
    commit(clone, "clone", "--quiet", "--depth", "1", f"file://{folder}", "here")
    assert found(clone / "here") is None
