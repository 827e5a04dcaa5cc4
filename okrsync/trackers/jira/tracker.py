"""Jira behind the port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.trackers.jira import goals, measuring
from okrsync.trackers.jira.comments import Comments
from okrsync.trackers.jira.diagnosis import diagnose
from okrsync.trackers.jira.lookup import look_up
from okrsync.trackers.jira.recent import recent
from okrsync.trackers.jira.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from okrsync.core.measures import Measure
    from okrsync.core.model import WorkItem
    from okrsync.ports import Comment, Diagnosis, Found, Mark, Page
    from okrsync.trackers.jira.site import Site


class JiraTracker:
    """One source of Jira projects."""

    def __init__(
        self, site: Site, clock: Callable[[], datetime], comment_authors: tuple[str, ...] = ()
    ) -> None:
        self.name = site.source.name
        self._site = site
        self._clock = clock
        self._comments = Comments(site, comment_authors)
        self._goals: Found | None = None

    def walk(self, marks: Mapping[str, Mark], *, is_full: bool) -> Iterator[Page]:
        return walk(self._site, marks, is_full=is_full)

    def read(self, refs: Sequence[str]) -> Found:
        return look_up(self._site, refs)

    def comments(self, ref: str) -> tuple[Comment, ...]:
        return self._comments.marked(_key(ref))

    def create_comment(self, ref: str, body: str) -> Comment:
        return self._comments.create(_key(ref), body)

    def edit_comment(self, ref: str, comment: Comment, body: str, *, is_resolved: bool) -> None:
        """A resolved comment only says less: Jira has nothing to fold it away with."""
        del is_resolved
        self._comments.edit(_key(ref), comment, body)

    def delete_comment(self, ref: str, comment: Comment) -> None:
        self._comments.delete(_key(ref), comment)

    def measure(self, measure: Measure) -> float | None:
        return measuring.measure(self._site, measure)

    def goal_issues(self) -> Found:
        if self._goals is None:
            self._goals = goals.goal_issues(self._site)
            return self._goals
        return self._goals._replace(requests=0)

    def recent(self, most: int) -> tuple[WorkItem, ...]:
        return recent(self._site, most)

    def diagnose(self) -> Iterator[Diagnosis]:
        return diagnose(self._site, self._clock)


def _key(ref: str) -> str:
    return ref.partition(":")[2]
