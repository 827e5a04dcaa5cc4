from __future__ import annotations

from io import BytesIO

import pytest

from okrsync.config.blobs import Blobs, blobs
from okrsync.config.commits import Git, NoGit
from tests.builders.past import ENVIRON, Commit, git, past, silent


@pytest.fixture
def folder(tmp_path):
    return past(tmp_path, Commit("2026-10-01", {"a": "one\n", "b": "", "c": "no end"}))


def test_one_process_tells_any_number_of_contents(folder):
    names = [git(folder, "rev-parse", f"main:{path}") for path in "abca"]
    with blobs(Git(folder, ENVIRON)) as contents:
        assert [contents.read(name) for name in names] == [b"one\n", b"", b"no end", b"one\n"]


def test_what_is_not_there_is_said(folder):
    with blobs(Git(folder, ENVIRON)) as contents, pytest.raises(NoGit, match="partial"):
        contents.read("0" * 39 + "1")


def test_a_tree_is_no_content(folder):
    with blobs(Git(folder, ENVIRON)) as contents, pytest.raises(NoGit, match="did not tell"):
        contents.read("main^{tree}")


def test_a_git_that_has_ended_is_told_and_nothing_else_fails(tmp_path):
    """It ends at once, since there is no repository."""
    git = Git(tmp_path, {**ENVIRON, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    with blobs(git) as contents:
        for _ in range(3):
            with pytest.raises(NoGit):
                contents.read("0" * 40)


def test_a_git_that_never_answers_is_waited_for_no_longer_than_it_may_take(tmp_path):
    git = Git(tmp_path, silent(tmp_path), patience=0.05)
    with blobs(git) as contents, pytest.raises(NoGit, match="took too long"):
        contents.read("0" * 40)


def test_an_answer_that_breaks_off_is_not_taken_for_the_whole():
    told = BytesIO(b"abc blob 10\nhalf")
    with pytest.raises(NoGit, match="did not tell what abc is"):
        Blobs(BytesIO(), told).read("abc")
