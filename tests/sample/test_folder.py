"""The sample's past is one a company could have had."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date

import pytest

from okrsync.config import load
from okrsync.sample.folder import _HISTORY, commits, sample_files
from okrsync.sample.past import Commit

WRITTEN = tomllib.loads(_HISTORY.read_text(encoding="utf-8"))["commits"]
PAST = commits(sample_files())


def write(folder, files: Mapping[str, bytes]):
    for path, content in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_the_last_commit_has_the_files_of_today():
    assert PAST[-1].files == sample_files()
    assert len(PAST) == len(WRITTEN)


@pytest.mark.parametrize("number", range(1, len(PAST)))
def test_every_commit_does_what_it_says(number):
    before, after, said = PAST[number - 1].files, PAST[number].files, WRITTEN[number]
    assert after.keys() - before.keys() == set(said.get("adds", ()))
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {*said.get("fills_in", ()), *(one["file"] for one in said.get("changes", ()))}
    for one in said.get("changes", ()):
        assert after[one["file"]].decode().count(one["now"]) == 1


@pytest.mark.parametrize("number", range(len(PAST)))
def test_every_commit_is_a_file_without_mistakes(number, tmp_path):
    last = {path: content for path, content in PAST[-1].files.items() if path.endswith((".jsonl", ".csv"))}
    folder = write(tmp_path, {"checkins.toml": b"", **last, **PAST[number].files})
    assert load("okrsync.toml", {}, folder).goals(PAST[number].on.date()).objectives


@pytest.mark.parametrize("commit", PAST, ids=lambda commit: str(commit.on.date()))
def test_no_commit_knows_what_is_still_to_come(commit: Commit):
    dated = [
        date.fromisoformat(day)
        for path, content in commit.files.items()
        if path.endswith(".toml")
        for day in re.findall(r"\b(?:current_)?on = (\d{4}-\d\d-\d\d)", content.decode())
    ]
    assert all(day <= commit.on.date() for day in dated)


def test_the_days_go_on():
    days = [commit.on for commit in PAST]
    assert days == sorted(days)
    assert days[0].date() < date(2026, 10, 1)
