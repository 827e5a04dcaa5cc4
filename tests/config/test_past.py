from __future__ import annotations

import pytest

from okrsync.config.commits import Git
from okrsync.config.past import commits
from tests.builders.past import ENVIRON, Commit, git, past

FILE = "okrsync.toml"


def on(day, text, message="x", **more):
    return Commit(day, {FILE: text}, message, **more)


def told(folder, *past_of_it):
    return commits(Git(past(folder, *past_of_it), ENVIRON), [FILE], "")


def reasons(folder, *messages):
    steps = [on("2026-10-01", str(number), message) for number, message in enumerate(messages)]
    return [one.reason for one in told(folder, *steps)]


def test_commits_come_oldest_first_with_what_the_files_were_then(tmp_path):
    first, second = told(tmp_path, on("2026-10-01", "a"), on("2026-10-02", "b"))
    assert (str(first.on), str(second.on)) == ("2026-10-01", "2026-10-02")
    assert first.files.keys() == second.files.keys() == {FILE}
    assert first.files != second.files


def test_days_are_utc_and_those_on_which_a_commit_came_here(tmp_path):
    late = on("2026-09-30T23:30:00-05:00", "a", authored="2026-08-01")
    assert [str(one.on) for one in told(tmp_path, late)] == ["2026-10-01"]


def test_no_commit_is_older_than_what_it_stands_upon(tmp_path):
    days = ("2026-10-01", "2026-10-20", "2026-09-25", "2026-10-21")
    found = told(tmp_path, *(on(day, day) for day in days))
    assert [one.on.day for one in found] == [1, 20, 20, 21]


def test_a_clock_beyond_all_days_is_the_last_of_them(tmp_path):
    past(tmp_path, on("2026-10-01", "a"))
    tree = git(tmp_path, "rev-parse", "main^{tree}")
    late = f"tree {tree}\nauthor D <d> 999999999999 +0000\ncommitter D <d> 999999999999 +0000\n\nx\n"
    name = git(tmp_path, "hash-object", "-t", "commit", "-w", "--stdin", told=late.encode())
    git(tmp_path, "update-ref", "refs/heads/main", name)
    assert [one.on.year for one in commits(Git(tmp_path, ENVIRON), [FILE], "")] == [9999]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("Aim lower", None),
        ("Aim lower\n\nOKR-Reason: the price changed", "the price changed"),
        ("Aim lower\n\nokr-reason:the price changed\nSigned-off-by: Dana", "the price changed"),
        ("Aim lower (#7)\n\n* Aim lower\n\n  OKR-Reason: the price changed\n\n* More", "the price changed"),
        ("Aim lower\n\nOKR-Reason: the price\n  changed\nnot this", "the price changed"),
        ("Aim lower\r\n\r\nOKR-Reason: the price changed\r\n", "the price changed"),
        ("Aim lower\n\nOKR-Reason: a\nOKR-Reason: b\nOKR-Reason: a", "a; b"),
        ("Aim lower\n\nOKR-Reason:\n\nx", None),
        ("Aim lower\n\nWe need no OKR-Reason: it is small", None),
    ],
)
def test_the_reason_is_a_line_of_the_message(tmp_path, message, reason):
    assert reasons(tmp_path, message) == [reason]


class TestMerges:
    def test_one_is_one_change_of_its_own_day_with_the_reasons_it_brought(self, tmp_path):
        found = told(
            tmp_path,
            on("2026-09-01", "a"),
            on("2026-09-02", "b", "OKR-Reason: the price changed", branch="side"),
            on("2026-09-03", "c", "Tidy", branch="side"),
            on("2026-10-04", "c", "Merge branch side\n\nOKR-Reason: as agreed", merges="side"),
            on("2026-10-05", "d"),
        )
        assert [str(one.on) for one in found] == ["2026-09-01", "2026-10-04", "2026-10-05"]
        assert [one.reason for one in found] == [None, "as agreed; the price changed", None]

    def test_what_a_branch_only_caught_up_with_is_no_reason_for_the_next_merge(self, tmp_path):
        """The branch has merged main, whose own reasons are known."""
        found = told(
            tmp_path,
            on("2026-09-01", "a"),
            on("2026-09-02", "b", "OKR-Reason: of main"),
            on("2026-09-03", "c", branch="side"),
            on("2026-09-04", "d", "OKR-Reason: of main, later"),
            on("2026-09-05", "d", branch="side", merges="main"),
            on("2026-09-06", "e", "Merge", merges="side"),
        )
        assert [one.reason for one in found] == [None, "of main", "of main, later", None]


def test_paths_are_told_as_seen_from_the_folder(tmp_path):
    past(tmp_path, Commit("2026-10-01", {"a/b/okrsync.toml": "1", "a/okrs/x.toml": "2"}))
    (found,) = commits(Git(tmp_path / "a" / "b", ENVIRON), [FILE, ":(glob)../okrs/*.toml"], "a/b/")
    assert found.files.keys() == {FILE, "../okrs/x.toml"}
