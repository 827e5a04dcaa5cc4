from __future__ import annotations

import os
import subprocess

import pytest

from okrsync.steps.origin import Repository, origin, repository

WEB = Repository("acme/web")


@pytest.mark.parametrize(
    "text",
    [
        "github:acme/web",
        "https://github.com/acme/web",
        "https://github.com/acme/web.git",
        "https://github.com/acme/web/",
        "https://x-access-token:secret@github.com/acme/web.git",
        "https://GitHub.com/acme/web",
        "git@github.com:acme/web.git",
        "ssh://git@github.com/acme/web.git",
        "ssh://git@ssh.github.com:443/acme/web.git",
        "git://github.com/acme/web.git",
    ],
)
def test_a_repository_of_github_is_known_however_it_is_written(text):
    assert repository(text) == WEB


def test_other_hosts_of_github_have_their_own_api():
    ghe = Repository("acme/my.web", "https://github.acme.example/api/v3")
    assert repository("git@github.acme.example:acme/my.web.git") == ghe
    assert repository("https://acme.ghe.com/acme/web").api_url == "https://api.acme.ghe.com"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "acme/web",
        "github:acme",
        "github:acme/web:okrsync.toml",
        "https://acme.atlassian.net",
        "https://gitlab.com/acme/web.git",
        "git@bitbucket.org:acme/web.git",
        "https://github.com/acme",
        "../web.git",
        "github:acme/web\nrepos",
    ],
)
def test_everything_else_is_none(text):
    assert repository(text) is None


@pytest.fixture
def checkout(tmp_path):
    """A checkout of acme/web, with nobody's settings."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
    for command in (["init", "-q"], ["remote", "add", "origin", "git@github.com:acme/web.git"]):
        subprocess.run(["git", *command], cwd=tmp_path, env=environ, check=True)
    return tmp_path, environ


def test_a_checkout_knows_where_it_is_from(checkout):
    folder, environ = checkout
    assert origin(folder, environ) == WEB
    (folder / "inside").mkdir()
    assert origin(folder / "inside", environ) == WEB


def test_without_a_checkout_or_without_git_nothing_is_known(checkout, tmp_path_factory):
    folder, environ = checkout
    assert origin(tmp_path_factory.mktemp("empty"), environ | {"GIT_CEILING_DIRECTORIES": "/"}) is None
    assert origin(folder, {"PATH": "/nowhere"}) is None
