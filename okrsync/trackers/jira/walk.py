"""A walk through the projects of a source: what changed since the last complete one, or everything."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from okrsync.errors import NotVisible, TrackerError
from okrsync.ports import Page
from okrsync.trackers.jira.jql import question, since_instant, since_minute
from okrsync.trackers.jira.project import read_project
from okrsync.trackers.jira.refusals import QueryRejected
from okrsync.trackers.jira.search import Newest, Search
from okrsync.trackers.jira.values import moment, record
from okrsync.trackers.jira.waiting import StillBroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from okrsync.core.model import WorkItem
    from okrsync.ports import Mark
    from okrsync.trackers.jira.paging import Issues
    from okrsync.trackers.jira.site import Site


class _Start(NamedTuple):
    """Where a walk begins. `takes_instants`: the server understood milliseconds."""

    question: str
    newest: Newest
    takes_instants: bool


def walk(site: Site, marks: Mapping[str, Mark], *, is_full: bool) -> Iterator[Page]:
    """Read each project. One that cannot be seen fails the walk after the others were read."""
    missing: NotVisible | None = None
    for project in site.source.projects:
        try:
            yield from _Walk(site, project, None if is_full else marks.get(project)).pages()
        except NotVisible as error:
            missing = missing or error
    if missing is not None:
        raise missing


class _Walk:
    def __init__(self, site: Site, place: str, mark: Mark | None) -> None:
        self._site = site
        self._place = place
        self._mark = mark if mark and moment(mark.get("updated")) and site.recall(mark) else None
        self._counted = site.session.requests

    def pages(self) -> Iterator[Page]:
        site, place = self._site, self._place
        server = site.server()
        project = read_project(site, place, is_whole=(self._mark or {}).get("is_whole", True))
        milestones = tuple(site.reader().milestones(project.versions, project.key))
        yield Page(
            place,
            items=milestones,
            names=project.names,
            names_complete=("component", "milestone"),
            requests=self._requests(),
            warnings=self._warnings(),
        )
        search = Search(site)
        start = self._start(search)
        for issues in [start.newest.issues] if start.newest.is_all else search.pages(start.question):
            yield Page(place, items=self._items(issues), requests=self._requests())
        mark = self._next_mark(start, is_whole=project.is_whole) | {"server": list(server)}
        yield Page(place, mark=mark, is_full=self._mark is None, requests=self._requests())

    def _start(self, search: Search) -> _Start:
        """Ask for the newest first: the watermark is then older than whatever changes meanwhile."""
        site, mark = self._site, self._mark
        if mark is None:
            asked = question(self._place, site.source.jql)
            return _Start(asked, search.newest(asked), takes_instants=True)
        if not mark.get("takes_instants", True):
            return self._start_by_minute(search, mark)
        asked = question(self._place, site.source.jql, since_instant(_watermark(mark)))
        try:
            return _Start(asked, search.newest(asked), takes_instants=True)
        except (QueryRejected, StillBroken) as refused:
            try:
                return self._start_by_minute(search, mark)
            except TrackerError:
                raise refused from None

    def _start_by_minute(self, search: Search, mark: Mark) -> _Start:
        since = since_minute(_watermark(mark), self._site.account().zone)
        asked = question(self._place, self._site.source.jql, since)
        return _Start(asked, search.newest(asked), takes_instants=False)

    def _items(self, issues: Issues) -> tuple[WorkItem, ...]:
        for issue in issues:
            self._site.note_project_type(issue)
        reader = self._site.reader()
        return tuple(item for issue in issues if (item := reader.item(issue)))

    def _next_mark(self, start: _Start, *, is_whole: bool) -> Mark:
        """Nothing that changed after the first search lies before this watermark."""
        seen = [moment(record(issue.get("fields")).get("updated")) for issue in start.newest.issues]
        before = [_watermark(self._mark)] if self._mark else []
        newest = max(_known([*seen, *before]), default=None)
        return {
            **self._site.kept(),
            "updated": newest.isoformat() if newest else None,
            "takes_instants": start.takes_instants,
            "is_whole": is_whole,
        }

    def _requests(self) -> int:
        """Those made since the last page."""
        before, self._counted = self._counted, self._site.session.requests
        return self._counted - before

    def _warnings(self) -> tuple[str, ...]:
        wanted = self._site.source.points_field
        if not wanted or self._site.fields().points:
            return ()
        return (f"points_field: this account sees no field “{wanted}”, so nothing here has an estimate.",)


def _watermark(mark: Mark) -> datetime:
    return datetime.fromisoformat(mark["updated"])


def _known(moments: Iterable[datetime | None]) -> Iterator[datetime]:
    return (each for each in moments if each is not None)
