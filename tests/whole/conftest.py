from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from tests.servers.github import GitHubServer
from tests.servers.jira import JiraServer
from tests.whole import process
from tests.whole.process import Done, Run

ROOT = Path(__file__).parents[2]
A_MONTH_AGO = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)

GOALS = """
[[objectives]]
id = "GROW"
title = "New teams reach value in their first week"
labels = ["onboarding"]

[[objectives]]
id = "CALM"
title = "Nobody is paged at night"
"""


@dataclass
class Desk:
    """A folder in which the real command line is run, as a process of its own."""

    folder: Path
    out: Path
    environ: dict[str, str]

    def write(self, text: str, name: str = "okrsync.toml") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *args: str) -> Done:
        """An expected end: whatever the exit code, without a traceback."""
        return self.start(*args).end()

    def json(self, *args: str, code: int = 0) -> Any:
        done = self.run(*args, "--format", "json")
        assert done.code == code, done.stderr
        return json.loads(done.stdout)

    def start(self, *args: str) -> Run:
        """For what happens meanwhile."""
        return process.start(args, self.folder, self.environ, Path(mkdtemp(dir=self.out)))

    def launch(self, *args: str, **how: Any) -> subprocess.Popen[str]:
        """From scratch, for what Python itself does at its beginning and end."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
        command = [sys.executable, "-m", "okrsync", *args]
        return subprocess.Popen(command, cwd=self.folder, env=self.environ, text=True, **pipes)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder, out = tmp_path / "desk", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    return Desk(folder, out, environ)


@pytest.fixture
def github() -> Iterator[GitHubServer]:
    with GitHubServer() as server:
        server.world.clock.now = A_MONTH_AGO
        yield server
        assert server.mistakes == []


@pytest.fixture(params=["Cloud", "Data Center"])
def jira(request: pytest.FixtureRequest) -> Iterator[JiraServer]:
    with JiraServer(is_cloud=request.param == "Cloud") as server:
        server.world.now = A_MONTH_AGO
        server.world.add_project("ONB")
        yield server


def github_source(server: GitHubServer, *repos: str) -> str:
    names = ", ".join(f'"{repo}"' for repo in repos or ("acme/web",))
    return f"""
[[sources]]
name = "github"
type = "github"
api_url = "{server.url}"
repos = [{names}]
"""


def jira_source(server: JiraServer) -> str:
    email = 'email_env = "JIRA_EMAIL"' if server.world.is_cloud else ""
    return f"""
[[sources]]
name = "jira"
type = "jira"
url = "{server.url}"
gateway_url = "{server.origin}"
projects = ["ONB"]
{email}
"""


@pytest.fixture
def on_github(desk: Desk, github: GitHubServer) -> GitHubServer:
    desk.environ["GITHUB_TOKEN"] = github.token
    desk.write(GOALS + github_source(github))
    return github


@pytest.fixture
def on_jira(desk: Desk, jira: JiraServer) -> JiraServer:
    desk.environ |= {"JIRA_TOKEN": jira.token, "JIRA_EMAIL": jira.email}
    desk.write(GOALS + jira_source(jira))
    return jira
