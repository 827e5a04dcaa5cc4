from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from okrsync.cli.main import commands
from okrsync.cli.session import Session
from okrsync.errors import UsageError
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import NOW, item, pull_request

AFTER = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)  # the quarter of the file is over
FILE = """
cycle = "2026-Q4"

[[sources]]
name = "github"
type = "github"
repos = ["acme/web"]

[[sources]]
name = "jira"
type = "jira"
url = "https://acme.atlassian.net"
projects = ["ONB"]
email_env = "JIRA_EMAIL"

[[objectives]]
id = "GROW"
title = "New teams reach value in their first week"
team = "product"
labels = ["onboarding"]

  [[objectives.key_results]]
  id = "KR1"
  title = "Median time to first report falls from 9 to 3 days"
  baseline = 9
  target = 3
  unit = "days"
  current = 6

[[objectives]]
id = "CALM"
title = "Nobody is paged at night"
team = "operations"
parent = "GROW"

[[exempt]]
name = "Keeping the lights on"
when = { label = "ktlo" }
"""


@dataclass
class Company:
    """A folder with a file of goals, two trackers in memory, and a command line on them."""

    folder: Path
    trackers: dict[str, FakeTracker] | None  # None: the real ones
    environ: dict[str, str] = field(default_factory=dict)
    without_secret: set[str] = field(default_factory=set)
    now: datetime = NOW
    waits: list[float] = field(default_factory=list)
    second: float = 1.0  # what passes between two looks at the clock

    @property
    def github(self) -> FakeTracker:
        return self.trackers["github"]

    @property
    def jira(self) -> FakeTracker:
        return self.trackers["jira"]

    def write(self, text: str, name: str = "okrsync.toml") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def goals(self, name: str = "okrsync.toml") -> dict[str, Any]:
        """The objectives a file holds now, by id."""
        tables = tomllib.loads((self.folder / name).read_text())
        return {one["id"]: one for one in tables["objectives"]}

    def run(self, *args: str) -> Result:
        open_tracker = self._open if self.trackers is not None else None
        session = Session(self.environ, self.folder, self.now, self._ticks(), self.waits.append, open_tracker)
        return CliRunner().invoke(commands, args, obj=session, prog_name="okrsync", catch_exceptions=False)

    def json(self, *args: str, code: int = 0) -> Any:
        result = self.run(*args, "--format", "json")
        assert result.exit_code == code, result.stderr
        return json.loads(result.stdout)

    def _open(self, source, _surroundings) -> FakeTracker:
        if source.name in self.without_secret:
            raise UsageError(f"Source {source.name} needs its token in {source.token_env}.")
        return self.trackers[source.name]

    def _ticks(self) -> Callable[[], float]:
        ticks = iter(range(1000))
        return lambda: self.second * next(ticks)


@pytest.fixture
def company(tmp_path: Path) -> Company:
    github = FakeTracker("github").holding(
        pull_request("github:acme/web#12", title="Ask for less at signup", closing_keys=("ONB-7",)),
        pull_request("github:acme/web#13", title="Rename a file"),
        pull_request("github:acme/web#14", title="Renew certificates", labels=("ktlo",)),
    )
    jira = FakeTracker("jira").holding(
        item("jira:ONB-7", title="Shorter signup", parent="jira:ONB-1"),
        item("jira:ONB-1", title="Onboarding", kind="epic", labels=("onboarding",)),
        item("jira:ONB-9", title="Old idea", labels=("okr:grwo",)),
    )
    made = Company(tmp_path, {"github": github, "jira": jira})
    made.write(FILE)
    return made


@pytest.fixture
def over(company: Company) -> Company:
    """The quarter is over, and everything was read."""
    company.now = AFTER
    company.run("sync")
    return company
