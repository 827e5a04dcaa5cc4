from __future__ import annotations

from pathlib import Path

import pytest

from okrsync.config.repositories import Remote
from okrsync.errors import NotVisible, TrackerError, UsageError
from okrsync.trackers.registry import open_files
from okrsync.trackers.surroundings import Surroundings


@pytest.fixture
def goals(github):
    goals = github.world.repository("acme/goals")
    goals.files = {
        "okrsync.toml": "x",
        "okrs/a.toml": "a",
        "okrs/b.txt": "b",
        "okrs/.hidden.toml": "h",
        "okrs/deep/c.toml": "c",
        "data/ä.csv": "é".encode("latin-1"),
    }
    return goals


pytestmark = pytest.mark.usefixtures("goals")


def reader(github, ref=None, **environ):
    environ = {"GITHUB_TOKEN": github.token, "GITHUB_API_URL": github.url} | environ
    return open_files(Remote("acme/goals", ref=ref), Surroundings(environ, Path(), print, print))


def test_every_byte_of_a_file_comes_as_it_is_and_once(github):
    files = reader(github)
    assert files.read("data/ä.csv") == b"\xe9"
    assert files.read("./data/ä.csv") == b"\xe9"
    assert github.count == 1


def test_a_host_that_knows_no_raw_form_wraps_it_and_it_is_unwrapped(github, goals):
    goals.knows_raw = False
    assert reader(github).read("data/ä.csv") == b"\xe9"


def test_another_ref_has_files_of_its_own(github, goals):
    goals.refs["release/2.0"] = {"okrsync.toml": "old"}
    assert reader(github, "release/2.0").read("okrsync.toml") == b"old"


@pytest.mark.parametrize(("path", "error"), [("none.toml", FileNotFoundError), ("okrs", IsADirectoryError)])
def test_what_is_no_file_fails_as_on_disk(github, path, error):
    files = reader(github)
    for _ in range(2):
        with pytest.raises(error):
            files.read(path)
    assert github.count == 1


@pytest.mark.parametrize("path", ["..", "../goals.toml", "/etc/okrs.toml", "okrs/../../../../user"])
def test_nothing_outside_of_the_repository_is_asked_for(github, path):
    with pytest.raises(FileNotFoundError, match="outside of acme/goals"):
        reader(github).read(path)
    assert reader(github).find(path.replace("okrs.", "*.")) == []
    assert reader(github).find(f"{path}/*") == []
    assert github.count == 0


@pytest.mark.parametrize("told", [[], {"tree": None}, {"truncated": False}])
def test_a_tree_that_is_none_is_told(github, told):
    github.fail("git/trees", 200, body=told)
    with pytest.raises(TrackerError, match="something else than the names of the files of acme/goals"):
        reader(github).find("**/*.toml")


def test_content_that_breaks_off_is_asked_for_again(github, goals):
    goals.knows_raw = False
    github.fail("contents", 200, body={"encoding": "base64", "content": "a"})
    assert reader(github).read("okrsync.toml") == b"x"
    assert github.count == 2


@pytest.mark.parametrize(
    ("pattern", "found", "requests"),
    [
        ("okrs/a.toml", ["okrs/a.toml"], 1),
        ("okrs/z.toml", [], 1),
        ("okrs/*.toml", ["okrs/a.toml"], 1),
        ("okrs/.*.toml", ["okrs/.hidden.toml"], 1),
        ("okrs/?.t*", ["okrs/a.toml", "okrs/b.txt"], 1),
        ("conf/../okrs/*.toml", ["okrs/a.toml"], 1),
        ("none/*.toml", [], 1),
        ("okrs/**/*.toml", ["okrs/a.toml", "okrs/deep/c.toml"], 1),
        ("*/a.toml", ["okrs/a.toml"], 1),
        ("*.toml", ["okrsync.toml"], 1),
        ("okrs/a.toml/*", [], 1),
    ],
)
def test_globs_find_what_they_find_on_disk(github, pattern, found, requests):
    assert sorted(reader(github).find(pattern)) == found
    assert github.count == requests


def test_the_tree_is_asked_for_once(github):
    files = reader(github)
    files.find("**/*.toml")
    files.find("*/deep/*.toml")
    assert [str(one) for one in github.requests] == ["GET /repos/acme/goals/git/trees/HEAD"]


def test_a_tree_too_large_says_what_to_do(github, goals):
    goals.is_vast = True
    with pytest.raises(TrackerError, match="use wildcards for the names of files alone"):
        reader(github).find("**/*.toml")


def test_a_folder_of_a_thousand_files_is_looked_up_in_the_tree(github, goals):
    goals.files |= {f"many/{number}.toml": "" for number in range(1_000)}
    assert len(reader(github).find("many/*.toml")) == 1_000
    assert len(github.asked("git/trees")) == 1


def test_a_missing_right_is_told_not_taken_for_a_missing_file(github):
    github.fail("contents", 403, body={"message": "Resource not accessible by integration"})
    with pytest.raises(NotVisible, match="does not let the token in"):
        reader(github).read("okrsync.toml")


def test_a_token_of_its_own_comes_first(github):
    assert reader(github, GITHUB_TOKEN="no", OKRSYNC_CONFIG_TOKEN=github.token).read("okrsync.toml") == b"x"


def test_without_any_token_the_variables_are_named(github):
    with pytest.raises(UsageError, match=r"GITHUB_TOKEN.*OKRSYNC_CONFIG_TOKEN"):
        reader(github, GITHUB_TOKEN=" ")
