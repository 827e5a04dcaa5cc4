"""One repository, read from where it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.ports import Name, NameKind, Page
from okrsync.trackers.github.answers import Gone
from okrsync.trackers.github.items import as_issue, milestone_item, project_of, understood, work_item
from okrsync.trackers.github.pulls import PullRequests, answers_graphql, pages_of_pulls
from okrsync.trackers.github.watermark import Watermark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrsync.core.model import WorkItem
    from okrsync.ports import Mark
    from okrsync.trackers.github.client import Client
    from okrsync.trackers.github.items import PullFacts

Payload = dict[str, Any]


class Repository:
    """Read `names()` first: that is where a rename shows. Costs 3 requests when nothing changed."""

    def __init__(self, client: Client, source: str, place: str, mark: Mark, *, is_full: bool) -> None:
        self._client = client
        self._source = source
        self._place = place
        self._before: Mark = {} if is_full else mark
        self.name: str = self._before.get("name") or place
        self._warnings: list[str] = []

    def names(self) -> Page:
        """Labels and milestones, all of them each time, so that a rename reaches every item."""
        labels = self._all("labels")
        milestones = self._all("milestones", state="all")
        return Page(
            self._place,
            items=tuple(self._milestone(row) for row in milestones),
            names=(*self._named("label", labels, "name"), *self._named("milestone", milestones, "title")),
            names_complete=("label", "milestone"),
            requests=self._client.taken(),
        )

    def items(self) -> Iterator[Page]:
        """Issues and pull requests, oldest change first. The mark moves on only with the last of them."""
        has_graphql = self._before.get("has_graphql", True)
        if not has_graphql and answers_graphql(self._client, self.name):
            has_graphql, self._before = True, {}  # all that was read without it lacks its links
        watermark = Watermark(self._before)
        pulls = PullRequests(
            self._client, self._source, self.name, since=watermark.since, has_graphql=has_graphql
        )
        for rows, is_last in self._rows(watermark.since):
            changed = [row for row in rows if not watermark.is_known(row)]
            facts = pulls.facts(changed)
            items = tuple(self._item(row, facts.get(row.get("number", 0))) for row in changed)
            watermark.see(rows)
            yield Page(
                self._place,
                items,
                mark=self._mark(watermark, pulls) if is_last else None,
                is_full=is_last and not watermark.since,
                requests=self._client.taken(),
                warnings=self._said(pulls) if is_last else (),
            )

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
            self._warnings.append(f"Issues are switched off in {self.name}: only pull requests were read.")
            for found in pages_of_pulls(self._client, self.name, since):
                yield [as_issue(pull) for pull in found], False
            yield [], True

    def _named(self, kind: NameKind, rows: Iterable[Payload], key: str) -> Iterator[Name]:
        for row in rows:
            name = str(row.get(key) or "")
            yield Name(kind, project_of(row, self.name), str(row.get("id") or name), name)

    def _item(self, row: Payload, facts: PullFacts | None) -> WorkItem:
        return understood(work_item, row, source=self._source, project=self.name, facts=facts)

    def _milestone(self, row: Payload) -> WorkItem:
        return understood(milestone_item, row, source=self._source, project=self.name)

    def _mark(self, watermark: Watermark, pulls: PullRequests) -> Mark:
        if not pulls.is_whole:  # all that changed since the last whole walk is read again the next time
            return {**self._before, "name": self.name}
        return {**watermark.mark(), "name": self.name, "has_graphql": pulls.has_graphql}

    def _said(self, pulls: PullRequests) -> tuple[str, ...]:
        if not pulls.is_whole:
            self._warnings.append(
                f"GitHub's GraphQL failed for {self.name}: links made outside of a pull request's text "
                "are missing, and are read the next time."
            )
        elif not pulls.has_graphql:
            self._warnings.append(
                f"{self._client.access.host} answers no GraphQL for {self.name}: "
                "links made outside of a pull request's text are not seen."
            )
        return tuple(self._warnings)

    def _path(self, kind: str) -> str:
        return f"/repos/{quote(self.name)}/{kind}"
