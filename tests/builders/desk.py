"""A desk in a company: a folder with a file and the work, where somebody types commands from day to day."""

from __future__ import annotations

import csv
import shlex
from datetime import UTC, date, datetime
from pathlib import Path

from click.testing import CliRunner, Result

from okrsync.cli.main import commands
from okrsync.cli.session import Session
from okrsync.trackers.registry import open_tracker
from tests.config.test_commits import commit
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import item


class Desk:
    """Exports are read from `work.csv`; any other source has the same work, and takes comments."""

    def __init__(self, folder: Path, file: str, work: str, day: date) -> None:
        self.folder = folder
        self.trackers: dict[str, FakeTracker] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self.save(file)
        self.save(work, "work.csv")
        self.wait(day)

    def save(self, text: str, name: str = "okrsync.toml") -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def wait(self, day: date) -> None:
        """Until the morning of that day."""
        self.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)

    def commit(self, message: str = "Goals") -> None:
        """The file as it is, on this day."""
        when = {f"GIT_{who}_DATE": self.now.isoformat() for who in ("AUTHOR", "COMMITTER")}
        commit(self.folder, "init", "--quiet", "--initial-branch", "main")
        commit(self.folder, "add", "okrsync.toml")
        commit(self.folder, "commit", "--quiet", "--message", message, environ=when)

    def type(self, line: str) -> Result:
        """What is answered to `okrsync …`."""
        session = Session({}, self.folder, self.now, lambda: 0.0, lambda _: None, self._open)
        return CliRunner().invoke(commands, shlex.split(line)[1:], obj=session, catch_exceptions=False)

    def _open(self, source, world):
        if source.type == "file":
            return open_tracker(source, world)
        rows = csv.DictReader((self.folder / "work.csv").read_text(encoding="utf-8").splitlines())
        items = (item(f"{source.name}:{row['key']}", title=row["title"]) for row in rows)
        return self.trackers.setdefault(source.name, FakeTracker(source.name).holding(*items))
