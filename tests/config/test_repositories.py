from __future__ import annotations

from pathlib import Path

import pytest

from okrsync.config.repositories import Home, Remote, at_home, remote_of
from okrsync.errors import ConfigError


class Texts:
    def __init__(self, *paths: str) -> None:
        self.paths = paths

    def read(self, path: str) -> bytes:
        if path in self.paths:
            return b""
        raise FileNotFoundError(path)

    def find(self, _pattern: str) -> list[str]:
        return []


def home_place(named: str | None, *paths: str, workspace: str | None = None):
    home = Home("acme/web", workspace, is_only=True)
    usual = ("okrsync.toml", ".github/okrsync.toml")
    return at_home(named, usual, home, folder=Path(), open_reader=lambda _: Texts(*paths))


@pytest.mark.parametrize(
    ("location", "remote"),
    [
        ("okrs/file.toml", None),
        ("github:acme/goals", Remote("acme/goals")),
        ("github:acme/goals:q4/okrs.toml", Remote("acme/goals", "q4/okrs.toml")),
        ("github:acme/goals:q4/okrs.toml@v1", Remote("acme/goals", "q4/okrs.toml", "v1")),
        ("github:acme/goals@main", Remote("acme/goals", ref="main")),
    ],
)
def test_a_location_names_a_repository_or_the_disk(location, remote):
    assert remote_of(location) == remote


@pytest.mark.parametrize("location", ["github:", "github:acme", "github:acme/goals@", "github:a/b/c"])
def test_half_a_location_is_told_the_right_form(location):
    with pytest.raises(ConfigError, match="write github:owner/repo:path@ref"):
        remote_of(location)


def test_the_usual_places_of_the_default_branch_are_looked_at_in_turn():
    place = home_place(None, ".github/okrsync.toml")
    assert (place.path, place.base, place.is_only) == (".github/okrsync.toml", "", True)
    assert home_place(None, "okrsync.toml", ".github/okrsync.toml").path == "okrsync.toml"
    with pytest.raises(
        ConfigError, match=r"no okrsync.toml and no \.github/okrsync.toml in the default branch"
    ):
        home_place(None)


def test_a_path_into_the_checkout_is_read_from_the_default_branch():
    place = home_place("/runner/web/q4/okrs.toml", "q4/okrs.toml", workspace="/runner/web/")
    assert (place.path, place.base) == ("q4/okrs.toml", "q4")


@pytest.mark.parametrize("named", ["../okrs.toml", "/etc/okrs.toml", "C:\\okrs.toml", "q4/../../okrs.toml"])
def test_a_path_out_of_the_repository_is_refused(named):
    with pytest.raises(ConfigError, match="is no path inside acme/web"):
        home_place(named, "okrs.toml")
