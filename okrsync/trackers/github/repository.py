"""One repository, read from where it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from okrsync.errors import DeadlineReached
from okrsync.ports import Name, NameKind, Page
from okrsync.trackers.github.answers import Gone
from okrsync.trackers.github.items import as_issue, milestone_item, project_of, understood, work_item
from okrsync.trackers.github.projects import ProjectFields
from okrsync.trackers.github.pulls import PullRequests, pages_of_pulls
from okrsync.trackers.github.untold import Untold
from okrsync.trackers.github.watermark import Watermark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrsync.config.sources import GitHubSource
    from okrsync.core.model import WorkItem
    from okrsync.ports import Mark
    from okrsync.trackers.github.client import Client
    from okrsync.trackers.github.items import PullFacts
    from okrsync.trackers.github.untold import Host

Payload = dict[str, Any]


class Reading(NamedTuple):
    """A source to be read, and what is known of its host."""

    client: Client
    source: GitHubSource
    host: Host


_FORM = 2  # of the mark: with another, ids may be others, and all is read again


class Repository:
    """Read `names()` first: that is where a rename shows. Costs 3 requests when little or nothing changed."""

    def __init__(self, reading: Reading, place: str, mark: Mark, *, is_full: bool) -> None:
        self._client = reading.client
        self._source = reading.source.name
        self._host = reading.host
        self._projects = ProjectFields(reading.client, reading.source.project_fields)
        self._place = place
        # A full walk that stopped half-way is gone on with, also when another full one is asked for.
        is_left = mark.get("form") == _FORM and (mark.get("is_full") or not is_full)
        self._before: Mark = mark if is_left else {}
        self._host.recall(self._before.get("host"))
        self.name: str = self._before.get("name") or place
        self._warnings: list[str] = []
        self._is_oldest_first = True

    def names(self) -> Page:
        """Labels and milestones, all of them each time, so that a rename reaches every item."""
        labels = self._all("labels")
        self._pulls = PullRequests(self._client, self._source, self.name, self._before)
        milestones = self._pulls.milestones()
        if milestones is None:
            milestones = self._all("milestones", state="all")
        return self._page(
            items=tuple(self._milestone(row) for row in milestones),
            names=(*self._named("label", labels), *self._named("milestone", milestones)),
            names_complete=("label", "milestone"),
        )

    def items(self) -> Iterator[Page]:
        """Issues and pull requests, oldest change first. The mark moves on only with the last of them."""
        watermark = Watermark(self._before)
        self._untold = Untold(self._client, self._host, self.name, watermark.since)
        read = 0
        try:
            for rows, is_last in self._rows(watermark.since):
                items = self._read(watermark, rows)
                read += len(items)
                if not is_last:
                    yield self._page(items, resume=self._resume(watermark))
            for owed in self._pulls.owed():
                yield self._page(items, resume=self._resume(watermark))
                items = self._projects.on(self._item(as_issue(pull), facts) for pull, facts in owed)
            yield self._last_page(items, watermark)
        except DeadlineReached as error:
            raise DeadlineReached(self._stop(watermark, read)) from error

    def _read(self, watermark: Watermark, rows: list[Payload]) -> tuple[WorkItem, ...]:
        changed = self._untold.fill([row for row in rows if not watermark.is_known(row)])
        facts = self._pulls.facts(changed)
        watermark.see(rows)
        return self._projects.on(self._item(row, facts.get(row.get("number", 0))) for row in changed)

    def _last_page(self, items: tuple[WorkItem, ...], watermark: Watermark) -> Page:
        is_full = self._goes_on or not watermark.since
        return self._page(items, mark=self._mark(watermark), is_full=is_full, warnings=self._said())

    def _page(self, items: tuple[WorkItem, ...] = (), **facts: Any) -> Page:
        requests = self._client.taken()
        return Page(self._place, items, goes_on=self._goes_on, requests=requests, **facts)

    @property
    def _goes_on(self) -> bool:
        """Whether this is the rest of a full walk that stopped half-way."""
        return bool(self._before.get("is_full"))

    def _stop(self, watermark: Watermark, read: int) -> str:
        upto = f" up to the changes of {watermark.newest}" if watermark.newest else ""
        return f"the next page of {self.name}, after {read:,} items{upto}"

    def _all(self, kind: str, **parameters: str) -> list[Payload]:
        rows: list[Payload] = []
        try:
            for page in self._client.pages(self._path(kind), self.name, parameters):
                rows += page.rows
                if page.is_redirected:
                    self._call_it(self._present_name())
        except Gone:  # milestones go with the issues, when these are switched off
            return []
        if rows:
            self._call_it(project_of(rows[0], self.name))
        return rows

    def _present_name(self) -> str:
        found = self._client.get(f"/repos/{quote(self.name)}", self.name).data or {}
        return str(found.get("full_name") or self.name)

    def _call_it(self, name: str) -> None:
        """Take the name GitHub gives. Another one than before changes every ref: all is read again."""
        if name.casefold() != self.name.casefold():
            self._before = {}
        self.name = name

    def _rows(self, since: str) -> Iterator[tuple[list[Payload], bool]]:
        parameters = {"state": "all", "sort": "updated", "direction": "asc"}
        if since:
            parameters["since"] = since
        try:
            for page in self._client.pages(self._path("issues"), self.name, parameters, reads_ahead=True):
                yield page.rows, page.is_last
        except Gone:
            self._is_oldest_first = False
            self._warnings.append(f"Issues are switched off in {self.name}: only pull requests were read.")
            for found in pages_of_pulls(self._client, self.name, since):
                yield [as_issue(pull) for pull in found], False
            yield [], True

    def _named(self, kind: NameKind, rows: Iterable[Payload]) -> Iterator[Name]:
        """Under what lasts: the id of a label, the number of a milestone."""
        lasting, said = ("id", "name") if kind == "label" else ("number", "title")
        for row in rows:
            name = str(row.get(said) or "")
            yield Name(kind, project_of(row, self.name), str(row.get(lasting) or name), name)

    def _item(self, row: Payload, facts: PullFacts | None) -> WorkItem:
        return understood(work_item, row, source=self._source, project=self.name, facts=facts)

    def _milestone(self, row: Payload) -> WorkItem:
        return understood(milestone_item, row, source=self._source, project=self.name)

    def _mark(self, watermark: Watermark) -> Mark:
        """What the next walk should know. `pulls_since`: references read since then may be missing."""
        pulls = self._pulls
        found = {
            **(Watermark(self._before) if self._projects.is_passing else watermark).mark(),
            "form": _FORM,
            "name": self.name,
            "has_milestones": pulls.has_milestones,
            "host": self._host.fields and list(self._host.fields),
        }
        return found if pulls.owed_since is None else {**found, "pulls_since": pulls.owed_since}

    def _resume(self, watermark: Watermark) -> Mark | None:
        # Nothing to go on with where older items are still to be read, or to be read again.
        if not self._is_oldest_first or self._projects.is_passing:
            return None
        is_full = self._goes_on or not self._before.get("since")
        return {**self._mark(watermark), "is_full": is_full}

    def _said(self) -> tuple[str, ...]:
        if self._pulls.owed_since is not None and self._pulls.has_graphql:
            self._warnings.append(
                f"GitHub's GraphQL failed for {self.name}: links made outside of a pull request's text "
                "may be missing, and are read once it answers."
            )
        elif self._pulls.owed_since is not None:
            self._warnings.append(
                f"{self._client.access.host} answers no GraphQL for {self.name}: "
                "links made outside of a pull request's text are not seen."
            )
        if self._untold.is_lacking:
            self._warnings.append(
                f"{self._client.access.host} does not tell the parents of issues in {self.name}: "
                "sub-issues inherit nothing there."
            )
        if self._projects.trouble is not None:
            self._warnings.append(
                f"The project fields of {self.name} are missing ({self._projects.trouble.rstrip('.')}): "
                "they take a token with `read:project`, or an App with Projects: read."
            )
        return tuple(self._warnings)

    def _path(self, kind: str) -> str:
        return f"/repos/{quote(self.name)}/{kind}"
