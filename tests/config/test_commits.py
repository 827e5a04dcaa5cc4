"""The file as git has it, asked of a real repository."""

from __future__ import annotations

import os
import subprocess

import pytest

from okrsync.config.commits import Git, NoGit, at_commit
from okrsync.config.loading import load_at
from tests.builders.past import silent
from tests.config.files import GOAL, write

IDENTITY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull} | {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Dana"), ("EMAIL", "dana@acme.example"))
}
ENVIRON = {**os.environ, **IDENTITY}


@pytest.fixture
def repository(tmp_path):
    """A repository whose `work` folder holds the file."""
    commit(tmp_path, "init", "--quiet", "--initial-branch", "main")
    work = tmp_path / "work"
    work.mkdir()
    return work


def commit(folder, *command, environ=None):
    """Any git command, as Dana."""
    env = ENVIRON | (environ or {})
    subprocess.run(["git", "-C", str(folder), *command], check=True, env=env, capture_output=True)


def save(folder, message="x"):
    commit(folder, "add", "--all")
    commit(folder, "commit", "--quiet", "--message", message)


def read(folder, ref):
    return load_at(at_commit("okrsync.toml", Git(folder, ENVIRON), ref))


def test_the_file_and_its_includes_are_those_of_the_commit(repository):
    write(repository, 'include = ["okrs/*.toml"]')
    write(repository, GOAL, "okrs/growth.toml")
    save(repository)
    write(repository, GOAL.replace("GROW", "CALM"), "okrs/growth.toml")
    write(repository, GOAL.replace("GROW", "NEW"), "okrs/new.toml")
    assert [one.id for one in read(repository, "HEAD").file.objectives] == ["GROW"]
    save(repository)
    assert [one.id for one in read(repository, "main").file.objectives] == ["CALM", "NEW"]
    assert [one.id for one in read(repository, "HEAD~1").file.objectives] == ["GROW"]


def test_it_is_called_by_the_name_it_was_asked_for(repository):
    write(repository, GOAL)
    save(repository)
    assert read(repository, "main").place == "main:okrsync.toml"


def test_names_that_git_does_not_know_are_told(repository):
    write(repository, GOAL)
    save(repository)
    for ref in ("mian", "--all", "HEAD:okrsync.toml", ""):
        with pytest.raises(NoGit, match="is neither a file nor anything git knows here"):
            at_commit("okrsync.toml", Git(repository, ENVIRON), ref)


def test_a_file_the_commit_does_not_have_is_a_mistake_with_its_place(repository):
    write(repository, GOAL, "other.toml")
    save(repository)
    with pytest.raises(Exception, match=r"main:okrsync\.toml: cannot be read: No such file"):
        read(repository, "main")


def test_a_folder_in_no_repository_is_told(tmp_path):
    with pytest.raises(NoGit, match="is the folder in a repository"):
        Git(tmp_path, {**ENVIRON, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}).answer("log")


def test_a_machine_without_git_is_told(repository):
    with pytest.raises(NoGit, match="is it installed"):
        Git(repository, {"PATH": ""}).answer("log")


def test_a_repository_of_another_user_is_told_with_the_cure(repository):
    with pytest.raises(NoGit, match=r"git config --global --add safe\.directory") as raised:
        Git(repository, {**ENVIRON, "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}).answer("log")
    assert str(repository) not in raised.value.why.partition("safe.directory")[0]


def test_what_git_says_last_is_told(repository):
    with pytest.raises(NoGit, match="not a valid object name"):
        Git(repository, ENVIRON).answer("branch", "x")


def test_a_git_that_fails_without_a_word_is_told(repository):
    with pytest.raises(NoGit, match="without a word"):
        Git(repository, ENVIRON).answer("rev-parse", "--verify", "--quiet", "x")


def test_the_repository_is_that_of_the_folder_also_within_a_hook_of_another(repository):
    hook = {"GIT_DIR": "/nowhere/.git", "GIT_WORK_TREE": "/nowhere", "GIT_PREFIX": "x/"}
    told = Git(repository, {**ENVIRON, **hook}).answer("rev-parse", "--show-prefix")
    assert told == b"work/\n"


def test_a_git_that_never_answers_is_waited_for_no_longer_than_it_may_take(tmp_path):
    with pytest.raises(NoGit, match=r"it took longer than 0\.05 seconds"):
        Git(tmp_path, silent(tmp_path), patience=0.05).answer("log")
