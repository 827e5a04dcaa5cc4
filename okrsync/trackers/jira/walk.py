"""A walk through the projects of a source: what changed since the last complete one, or everything."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.errors import DeadlineReached, NotVisible, TrackerError
from okrsync.ports import Page
from okrsync.trackers.jira import census
from okrsync.trackers.jira.hidden_parents import HiddenParents
from okrsync.trackers.jira.jql import question, since_instant, since_minute
from okrsync.trackers.jira.project import read_project
from okrsync.trackers.jira.refusals import QueryRejected
from okrsync.trackers.jira.search import PAGE_SIZE, Newest, Search
from okrsync.trackers.jira.values import moment, record
from okrsync.trackers.jira.waiting import StillBroken
from okrsync.trackers.jira.whole import Whole, lacking, shortfall

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
            yield from _Walk(site, project, marks.get(project) or {}, is_full=is_full).pages()
        except NotVisible as error:
            missing = missing or error
    if missing is not None:
        raise missing


class _Walk:
    def __init__(self, site: Site, place: str, mark: Mark, *, is_full: bool) -> None:
        self._site = site
        self._search = Search(site)
        self._parents = HiddenParents(site, self._search)
        self._place = place
        # A full reading that stopped half-way is gone on with, also when another full one is asked for.
        is_of_use = moment(mark.get("updated")) and (mark.get("left") or not is_full) and site.recall(mark)
        self._mark: Mark = mark if is_of_use else {}
        self._goes_on = bool(self._mark.get("left"))
        self._counted = site.session.requests
        self._read = 0

    def pages(self) -> Iterator[Page]:
        try:
            yield self._names()
            if self._goes_on:
                yield from self._rest()
                yield from self._changes()
            elif self._mark:
                yield from self._changes()
            else:
                yield from self._everything()
        except DeadlineReached as error:
            raise DeadlineReached(f"the next page of {self._place}, after {self._read:,} issues") from error

    def _names(self) -> Page:
        self._site.server()  # first: anybody may ask for it, so a failure here is the address's
        project = read_project(self._site, self._place, is_whole=self._mark.get("is_whole", True))
        self._is_whole = project.is_whole
        milestones = tuple(self._site.reader().milestones(project.versions, project.key))
        return self._page(
            items=milestones,
            names=project.names,
            names_complete=("component", "milestone"),
            warnings=self._warnings(),
        )

    def _everything(self) -> Iterator[Page]:
        """Ask for the newest first: the watermark is then older than whatever changes meanwhile."""
        asked = self._question()
        newest = self._search.newest(asked)
        self._parents.look(asked, is_full=True)
        self._mark = self._next_mark(newest, takes_instants=True)
        whole = Whole(self._search, asked, {})
        yield from self._whole(whole, newest.issues if newest.is_all else None)
        yield self._last(self._mark, whole.counted, whole.lacks)

    def _rest(self) -> Iterator[Page]:
        """What a full reading that stopped has left; what changed since it began is to be read after it."""
        left = self._mark["left"]
        self._mark = {name: value for name, value in self._mark.items() if name != "left"}
        self._parents.look(self._question(), is_full=True)
        yield from self._whole(Whole(self._search, self._question(), left), None)

    def _whole(self, whole: Whole, all_of_it: Issues | None) -> Iterator[Page]:
        for issues in whole.pages(all_of_it):
            is_left = all_of_it is None and self._mark["updated"]
            resume = {**self._mark, "left": whole.left()} if is_left else None
            yield self._page(items=self._items(issues), resume=resume)

    def _changes(self) -> Iterator[Page]:
        start = self._start(self._mark)
        self._parents.look(start.question, is_full=False)
        newest = start.newest
        for issues in [newest.issues] if newest.is_all else self._search.pages(start.question):
            yield self._page(items=self._items(issues))
        unread = census.unread(self._mark)
        for first in range(0, len(unread), PAGE_SIZE):
            found = self._search.with_ids(self._question(), unread[first : first + PAGE_SIZE])
            yield self._page(items=self._items(found))
        mark = self._next_mark(newest, takes_instants=start.takes_instants)
        if self._goes_on:
            yield self._last(mark, None, 0)
        elif census.is_due(self._mark, self._site.session.server_time):
            yield from self._census(mark)
        else:
            census_was = {"census": self._mark.get("census")}
            yield self._page(mark=mark | census_was)

    def _census(self, mark: Mark) -> Iterator[Page]:
        asked, met = self._question(), 0
        for ids in self._search.ids(asked):
            met += len(ids)
            yield self._page(seen_ids=ids)
        counted = self._search.count_if_told(asked)
        yield self._last(mark, counted, lacking(counted, met))

    def _last(self, mark: Mark, counted: int | None, missing: int) -> Page:
        """The end of a walk that should have met every issue."""
        if missing:
            said = (shortfall(self._place, counted or 0, missing),)
            return self._page(mark=mark | {"census": None}, warnings=said)
        now = self._site.session.server_time
        return self._page(mark=mark | {"census": now and now.isoformat()}, is_full=True)

    def _page(self, **facts: Any) -> Page:
        """With the requests made since the last page."""
        before, self._counted = self._counted, self._site.session.requests
        return Page(self._place, goes_on=self._goes_on, requests=self._counted - before, **facts)

    def _question(self) -> str:
        return question(self._place, self._site.source.jql)

    def _start(self, mark: Mark) -> _Start:
        """Ask for the newest first, as in a full reading."""
        if not mark.get("takes_instants", True):
            return self._start_by_minute(mark)
        asked = question(self._place, self._site.source.jql, since_instant(_watermark(mark)))
        try:
            return _Start(asked, self._search.newest(asked), takes_instants=True)
        except (QueryRejected, StillBroken) as refused:
            try:
                return self._start_by_minute(mark)
            except TrackerError:
                raise refused from None

    def _start_by_minute(self, mark: Mark) -> _Start:
        since = since_minute(_watermark(mark), self._site.account().zone)
        asked = question(self._place, self._site.source.jql, since)
        return _Start(asked, self._search.newest(asked), takes_instants=False)

    def _items(self, issues: Issues) -> tuple[WorkItem, ...]:
        for issue in self._parents.fill(issues):
            self._site.note_project_type(issue)
        self._read += len(issues)
        reader = self._site.reader()
        return tuple(item for issue in issues if (item := reader.item(issue)))

    def _next_mark(self, newest: Newest, *, takes_instants: bool) -> Mark:
        """Nothing that changed after the first search lies before this watermark."""
        seen = [moment(record(issue.get("fields")).get("updated")) for issue in newest.issues]
        before = [_watermark(self._mark)] if self._mark else []
        latest = max(_known([*seen, *before]), default=None)
        return {
            **self._site.kept(),
            "updated": latest.isoformat() if latest else None,
            "takes_instants": takes_instants,
            "is_whole": self._is_whole,
        }

    def _warnings(self) -> tuple[str, ...]:
        """A sentence for each field the file names and nobody sees."""
        source, fields = self._site.source, self._site.fields()
        named = (
            ("points_field", source.points_field, fields.points, "has an estimate"),
            ("epic_field", source.epic_field, fields.epic_link, "has an epic by it"),
            ("parent_field", source.parent_field, fields.parent_link, "has a parent by it"),
        )
        return tuple(
            f"{key}: this account sees no field “{wanted}”, so nothing here {lost}."
            for key, wanted, ids, lost in named
            if wanted and not ids
        )


def _watermark(mark: Mark) -> datetime:
    return datetime.fromisoformat(mark["updated"])


def _known(moments: Iterable[datetime | None]) -> Iterator[datetime]:
    return (each for each in moments if each is not None)
