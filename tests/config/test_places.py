from __future__ import annotations

from pathlib import Path

import pytest

from okrsync.config.places import find
from okrsync.config.repositories import Remote, remote_of
from okrsync.errors import ConfigError
from tests.config.files import MemoryReader, write


def test_the_file_named_on_the_command_line_wins_over_the_variable(tmp_path):
    write(tmp_path, "", "a.toml")
    write(tmp_path, "", "b.toml")
    assert find("a.toml", {"OKRSYNC_CONFIG": "b.toml"}, tmp_path).shown == "a.toml"


def test_the_variable_wins_over_the_usual_places(tmp_path):
    write(tmp_path, "")
    write(tmp_path, "", "b.toml")
    assert find(None, {"OKRSYNC_CONFIG": "b.toml"}, tmp_path).shown == "b.toml"
    assert find(None, {"OKRSYNC_CONFIG": ""}, tmp_path).shown == "okrsync.toml"


def test_the_folder_itself_wins_over_dot_github(tmp_path):
    write(tmp_path, "", ".github/okrsync.toml")
    assert find(None, {}, tmp_path).shown == ".github/okrsync.toml"
    write(tmp_path, "")
    assert find(None, {}, tmp_path).shown == "okrsync.toml"


def test_paths_are_relative_to_the_files_folder(tmp_path):
    write(tmp_path, "", "conf/okr.toml")
    place = find("conf/okr.toml", {}, tmp_path)
    assert (place.folder, place.path) == (tmp_path / "conf", "okr.toml")


@pytest.mark.parametrize("location", [None, ".github/okrsync.toml"])
def test_paths_in_dot_github_are_relative_to_the_repositorys_root(tmp_path, location):
    write(tmp_path, "", ".github/okrsync.toml")
    place = find(location, {}, tmp_path)
    assert (place.folder, place.path) == (tmp_path, ".github/okrsync.toml")


def test_a_file_outside_the_folder_is_shown_by_its_whole_path(tmp_path):
    path = write(tmp_path, "", "elsewhere/okrsync.toml")
    (tmp_path / "here").mkdir()
    assert find(str(path), {}, tmp_path / "here").shown == str(path)
    assert find("../elsewhere/okrsync.toml", {}, tmp_path / "here").shown == str(path)


def test_no_file_at_all_says_what_to_do(tmp_path):
    with pytest.raises(ConfigError, match=r"There is no okrsync\.toml here.*--config.*\$OKRSYNC_CONFIG"):
        find(None, {}, tmp_path)


def test_a_named_file_that_is_missing_says_who_named_it(tmp_path):
    with pytest.raises(ConfigError, match=r"^There is no file x\.toml: check the path"):
        find("x.toml", {}, tmp_path)
    with pytest.raises(ConfigError, match=r"^There is no file x\.toml \(\$OKRSYNC_CONFIG names it\)"):
        find(None, {"OKRSYNC_CONFIG": "x.toml"}, tmp_path)


def test_a_name_too_long_is_a_missing_file(tmp_path):
    with pytest.raises(ConfigError, match="There is no file xxx"):
        find("x" * 5000, {}, tmp_path)


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "okrs").mkdir()
    with pytest.raises(
        ConfigError, match=r"okrs/ is a folder: name the file in it, for example okrs/okrsync\.toml"
    ):
        find("okrs/", {}, tmp_path)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("github:acme/okrs", Remote("acme/okrs", "okrsync.toml", None)),
        ("github:acme/okrs:q4/okr.toml", Remote("acme/okrs", "q4/okr.toml", None)),
        ("github:acme/okrs:q4/okr.toml@release/2.0", Remote("acme/okrs", "q4/okr.toml", "release/2.0")),
        ("github:acme/okrs@main", Remote("acme/okrs", "okrsync.toml", "main")),
        ("okrsync.toml", None),
    ],
)
def test_a_location_may_name_a_file_in_a_repository(location, expected):
    assert remote_of(location) == expected


@pytest.mark.parametrize("location", ["github:", "github:acme", "github:acme/okrs:", "github:acme/okrs/x:y"])
def test_a_broken_location_says_how_it_is_written(location):
    with pytest.raises(ConfigError, match="write github:owner/repo:path@ref"):
        remote_of(location)


def test_a_file_elsewhere_needs_a_reader():
    with pytest.raises(ConfigError, match="cannot be read here"):
        find("github:acme/okrs", {}, Path("/nowhere"))


def test_paths_of_a_file_elsewhere_are_relative_to_where_okrsync_runs(tmp_path):
    reader = MemoryReader({"a/b.toml": ""})
    place = find("github:acme/okrs:a/b.toml@v1", {}, tmp_path, open_reader=reader)
    assert (place.folder, place.base, place.path) == (tmp_path, "a", "a/b.toml")
