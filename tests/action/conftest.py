from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.action.runner import Ran, Runner, copy_action, find_act, job, okrsync
from tests.servers.github import GitHubServer
from tests.servers.github_world import Repository

WHEELS = Path(sys.prefix) / "wheels"
GOALS = """
[[sources]]
name = "github"
type = "github"
repos = ["acme/web"]

[[objectives]]
id = "GROW"
title = "New teams reach value in their first week"
labels = ["onboarding"]

[[objectives]]
id = "CALM"
title = "Nobody is paged at night"
"""


@pytest.fixture
def github() -> Iterator[GitHubServer]:
    with _github() as server:
        yield server
        assert server.mistakes == []


@pytest.fixture
def web(github: GitHubServer) -> Repository:
    """acme/web, with a file of goals in its default branch."""
    return github.world.find("acme/web")


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a runner has fetched and installed; the first run fills it, later ones find it so."""
    if not (find_act() and WHEELS.is_dir()):
        assert not os.environ.get("CI"), "`make test` installs act, and the wheels that the Action installs"
        pytest.skip("act, or the wheels that the Action installs, are missing: `make test` fetches them")
    machine = tmp_path_factory.mktemp("machine")
    for name in ("temp", "cache", "home"):
        (machine / name).mkdir()
    copy_action(machine / "action")
    return machine


@pytest.fixture(scope="session")
def installed(machine: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The first run of all, from a package index that is a folder."""
    with _github() as server:
        runner = _runner(machine, tmp_path_factory.mktemp("first"), server)
        runner.environ |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELS)}
        return runner.run("workflow_dispatch", {}, job(okrsync(command="goals")))


@pytest.fixture
def runner(machine: Path, installed: Ran, tmp_path: Path, github: GitHubServer) -> Runner:
    assert installed.is_success, installed.log
    return _runner(machine, tmp_path / "web", github)


@pytest.fixture
def cached(machine: Path, installed: Ran, tmp_path: Path) -> Path:
    """The cache of GitHub as the first run would have left it at its end."""
    shutil.copytree(machine / "temp" / "wheels", tmp_path / "cache" / installed.outputs["key"])
    return tmp_path / "cache"


@pytest.fixture
def real_events() -> Path:
    named = os.environ.get("OKRSYNC_REAL_DATA")
    if not named:
        pytest.skip("OKRSYNC_REAL_DATA does not name a folder with real events")
    return Path(named).resolve() / "webhook-events"


def _github() -> GitHubServer:
    server = GitHubServer()
    server.world.clock.now = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)
    server.world.repository("acme/web").files["okrsync.toml"] = GOALS
    return server


def _runner(machine: Path, folder: Path, server: GitHubServer) -> Runner:
    folder.mkdir(exist_ok=True)
    places = (machine / name for name in ("home", "action", "temp", "cache"))
    # Without a package index: what is not on the machine, or in the cache, is not to be had.
    nowhere = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    environ = {"GITHUB_API_URL": server.url} | nowhere
    return Runner(folder, *places, environ=environ, secrets={"GITHUB_TOKEN": server.token})
