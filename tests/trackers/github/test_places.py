from __future__ import annotations

from pathlib import Path

import pytest

from okrsync.config.sources import GitHubSource
from okrsync.errors import UsageError
from okrsync.trackers.github.client import open_client
from okrsync.trackers.github.places import Places, check_patterns, is_glob
from okrsync.trackers.surroundings import Surroundings


@pytest.mark.parametrize(
    "pattern", ["web", "acme/", "/web", "*/web", "acme/web/issues", "https://github.com/a/b"]
)
def test_what_names_no_repository_is_a_mistake(pattern):
    with pytest.raises(UsageError, match="owner/name"):
        check_patterns([pattern])


def test_names_and_globs_are_none():
    check_patterns(["acme/web", "acme/mobile-*", "acme/lib-?"])


def test_a_repository_that_two_patterns_mean_stands_once(github):
    for name in ("acme/web", "acme/webshop"):
        github.world.repository(name)
    source = GitHubSource(name="github", type="github", repos=("acme/Web", "acme/web*"), api_url=github.url)
    client = open_client(source, Surroundings({"GITHUB_TOKEN": github.token}, Path(), print, print))
    assert list(Places(client, source.repos).all()) == ["acme/Web", "acme/webshop"]


def test_globs():
    assert is_glob("acme/mobile-*")
    assert not is_glob("acme/web")
