"""The Jira tracker, opened on a local server or on any address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okrsync.config.sources import JiraSource
from okrsync.trackers.jira import open_tracker
from okrsync.trackers.surroundings import Surroundings, unlimited

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from okrsync.core.model import WorkItem
    from okrsync.ports import Mark, Page, Tracker
    from tests.servers.jira import JiraServer


@dataclass
class Opened:
    """A tracker, and what it said and waited; nothing really waits."""

    tracker: Tracker
    said: list[str] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def walk(self, marks: Mapping[str, Mark] | None = None, *, is_full: bool = False) -> list[Page]:
        return list(self.tracker.walk(marks or {}, is_full=is_full))


def opened(
    server: JiraServer,
    *,
    projects: tuple[str, ...] = ("ONB",),
    fields: tuple[str, ...] = (),
    comment_authors: tuple[str, ...] = (),
    folder: Path = Path(),
    ahead: timedelta = timedelta(),
    seconds_left: Callable[[], float] = unlimited,
    **source: Any,
) -> Opened:
    environ = {"JIRA_TOKEN": server.token, "JIRA_EMAIL": server.email, "JIRA_USER": "robot"}
    email_env = {"email_env": "JIRA_EMAIL"} if server.world.is_cloud else {}
    named = {"url": server.url, "gateway_url": server.origin, "projects": projects, **email_env}
    return opened_at(
        JiraSource(**{"name": "jira", "type": "jira", **named, **source}),
        environ,
        fields=fields,
        comment_authors=comment_authors,
        folder=folder,
        clock=lambda: server.world.now + ahead,
        seconds_left=seconds_left,
    )


def opened_at(source: JiraSource, environ: Mapping[str, str], **surroundings: Any) -> Opened:
    said: list[str] = []
    waited: list[float] = []
    around = Surroundings(
        **{"folder": Path(), **surroundings}, environ=environ, say=said.append, wait=waited.append
    )
    return Opened(open_tracker(source, around), said, waited)


def items_of(pages: list[Page]) -> list[WorkItem]:
    return [item for page in pages for item in page.items if item.kind != "milestone"]


def marks_of(pages: list[Page]) -> dict[str, Mark]:
    return {page.place: page.mark for page in pages if page.mark is not None}
