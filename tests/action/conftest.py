from __future__ import annotations

import fcntl
import os
import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.action.runner import Ran, Runner, copy_action, find_act, job, linked_action, okrsync
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
    """What a runner has fetched and installed. Made once, for all processes that run tests."""
    if not (find_act() and WHEELS.is_dir()):
        assert not os.environ.get("CI"), "`make test` installs act, and the wheels that the Action installs"
        pytest.skip("act, or the wheels that the Action installs, are missing: `make test` fetches them")
    folder = tmp_path_factory.getbasetemp()
    machine = (folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder) / "machine"
    machine.mkdir(exist_ok=True)
    with (machine / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (machine / "first.pickle").exists():
            _fill(machine)
    return machine


@pytest.fixture(scope="session")
def installed(machine: Path) -> Ran:
    """The first run of all."""
    return pickle.loads((machine / "first.pickle").read_bytes())


@pytest.fixture
def runner(machine: Path, installed: Ran, tmp_path: Path, github: GitHubServer) -> Runner:
    assert installed.is_success, installed.log
    return _runner(machine, tmp_path / "web", github)


@pytest.fixture
def cached(machine: Path, installed: Ran, tmp_path: Path) -> Path:
    """The cache of GitHub as the first run would have left it at its end."""
    cache = tmp_path / "cached"
    cache.mkdir()
    (cache / installed.outputs["key"]).symlink_to(machine / "temp" / "wheels")
    return cache


@pytest.fixture
def real_events() -> Path:
    named = os.environ.get("OKRSYNC_REAL_DATA")
    if not named:
        pytest.skip("OKRSYNC_REAL_DATA does not name a folder with real events")
    return Path(named).resolve() / "webhook-events"


def _fill(machine: Path) -> None:
    """From a package index that is a folder."""
    for name in ("temp", "cache", "first"):
        (machine / name).mkdir()
    fetched = copy_action(machine / "fetched")
    with _github() as server:
        runner = replace(_runner(machine, machine / "first" / "web", server), action=fetched)
        runner.environ |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELS)}
        first = runner.run("workflow_dispatch", {}, job(okrsync(command="goals")))
    linked_action(fetched, machine / "action")
    (machine / "first.pickle").write_bytes(pickle.dumps(first))


def _github() -> GitHubServer:
    server = GitHubServer()
    server.world.clock.now = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)
    server.world.repository("acme/web").files["okrsync.toml"] = GOALS
    return server


def _runner(machine: Path, folder: Path, server: GitHubServer) -> Runner:
    home = folder.parent / "home"
    for place in (folder, home):
        place.mkdir(exist_ok=True)
    # Without a package index: what is not on the machine, or in the cache, is not to be had.
    nowhere = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    environ = {"GITHUB_API_URL": server.url} | nowhere
    places = (machine / name for name in ("action", "temp", "cache"))
    return Runner(folder, home, *places, environ=environ, secrets={"GITHUB_TOKEN": server.token})
