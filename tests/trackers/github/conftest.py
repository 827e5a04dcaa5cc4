"""A GitHub of one's own for each test, and a tracker on it that waits for nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from okrsync.config.sources import GitHubSource
from okrsync.core.model import WorkItem
from okrsync.ports import Mark, Page
from okrsync.trackers.github import GitHub
from okrsync.trackers.registry import open_tracker
from okrsync.trackers.surroundings import Surroundings, unlimited
from tests.servers.github import GitHubServer


@pytest.fixture
def github() -> Iterator[GitHubServer]:
    with GitHubServer() as server:
        yield server
    assert server.mistakes == []


@dataclass
class Opened:
    """A tracker, and what it said and waited."""

    tracker: GitHub
    said: list[str] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)

    pages: list[Page] = field(default_factory=list)  # of the last walk, also of one that failed

    def walk(self, *, is_full: bool = False) -> list[Page]:
        """Walk on from the last walk, wherever that one ended."""
        self.pages = []
        for page in self.tracker.walk(dict(self.marks), is_full=is_full):
            self.pages.append(page)
            mark = page.resume if page.mark is None else page.mark
            if mark is not None:
                self.marks[page.place] = mark
        return self.pages

    def refs(self) -> list[str]:
        """What the last walk read."""
        return [item.ref for page in self.pages for item in page.items]

    def items(self, *, is_full: bool = False) -> dict[str, WorkItem]:
        return {item.ref: item for page in self.walk(is_full=is_full) for item in page.items}


@pytest.fixture
def opened(github: GitHubServer) -> Callable[..., Opened]:
    def open_it(
        *repos: str,
        authors: tuple[str, ...] = (),
        seconds_left: Callable[[], float] = unlimited,
        **facts: Any,
    ) -> Opened:
        facts = {"api_url": github.url} | facts
        source = GitHubSource(name="github", type="github", repos=repos or ("acme/web",), **facts)
        said: list[str] = []
        waited: list[float] = []
        surroundings = Surroundings(
            {"GITHUB_TOKEN": github.token},
            Path(),
            said.append,
            waited.append,
            comment_authors=authors,
            seconds_left=seconds_left,
            clock=lambda: datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
        )
        tracker = open_tracker(source, surroundings)
        assert isinstance(tracker, GitHub)
        return Opened(tracker, said, waited)

    return open_it
