"""Items read live, with what they lead to: the issues a pull request closes, and their ancestors."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.errors import NotVisible
from okrsync.ports import Found
from okrsync.trackers.github.answers import ServerFailed
from okrsync.trackers.github.items import as_issue, milestone_item, pull_facts, understood, work_item
from okrsync.trackers.github.projects import ProjectFields
from okrsync.trackers.github.refs import parse
from okrsync.trackers.github.untold import filled_one

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from okrsync.core.model import WorkItem
    from okrsync.trackers.github.items import PullFacts
    from okrsync.trackers.github.look import Look
    from okrsync.trackers.github.refs import Ref
    from okrsync.trackers.github.repository import Reading

_DEEPEST = 10  # links away from an item that was asked for
_MOST = 100  # items read on the way
_SIDEBAR = "GitHub's GraphQL, which alone tells the issues linked in its sidebar, failed. Try again later."


class Trip:
    """One live reading. A pull request with one issue and its epic takes 4 requests, comments included."""

    def __init__(self, reading: Reading, look: Callable[[Ref], Look]) -> None:
        self._client = reading.client
        self._source = reading.source.name
        self._host = reading.host
        self._projects = ProjectFields(reading.client, reading.source.project_fields)
        self._look = look
        self._items: dict[str, WorkItem] = {}
        self._unreachable: dict[str, str] = {}
        self._moved: dict[str, str] = {}  # asked as → called now

    def to(self, refs: Sequence[str]) -> Found:
        """Read these, and up from there as far as this host goes. What is missing is unreachable."""
        waiting = deque((ref, 0) for ref in refs)
        seen: set[str] = set()
        while waiting:
            ref, depth = waiting.popleft()
            if ref.casefold() in seen:
                continue
            seen.add(ref.casefold())
            if len(seen) > _MOST + len(refs) or depth > _DEEPEST:
                self._unreachable[ref] = f"{ref} was not read: okrsync follows no more links from there."
            elif item := self._read(ref, is_asked=depth == 0):
                waiting.extend((link, depth + 1) for link in self._leads_to(item))
        items = self._projects.on(self._under_new_names(item) for item in self._items.values())
        if self._projects.is_passing:
            raise ServerFailed(f"{self._projects.trouble}")
        return Found(items, self._unreachable, self._client.taken())

    def _leads_to(self, item: WorkItem) -> list[str]:
        links = (*item.closes, item.parent)
        return [link for link in links if link and link.startswith(f"{self._source}:")]

    def _read(self, ref: str, *, is_asked: bool) -> WorkItem | None:
        place = parse(ref)
        if place is None:
            self._unreachable[ref] = f"`{ref}` is no ref of GitHub: write {self._source}:owner/repository#12."
            return None
        try:
            item = self._asked(place) if is_asked else self._linked(place)
        except NotVisible as error:
            self._unreachable[ref] = str(error)
            return None
        if item.ref != ref:
            self._moved[ref] = item.ref
        self._items[item.ref] = item
        return item

    def _asked(self, place: Ref) -> WorkItem:
        """Ask GraphQL first, where there is any: it says what this is, and where to read it."""
        if place.is_milestone:
            return self._milestone(self._get(place, "milestones"), place)
        look = self._look(place)
        if look.is_pull is not False:
            try:
                pull = self._get(place, "pulls")
            except NotVisible:
                if look.is_pull:
                    raise
            else:
                item = self._item(as_issue(pull), place, look.facts or pull_facts(pull))
                if look.is_broken:
                    self._unreachable[item.ref] = _SIDEBAR
                return item
        return self._linked(place)

    def _linked(self, place: Ref) -> WorkItem:
        issue = self._get(place, "issues")
        return self._item(filled_one(self._client, self._host, place, issue), place, None)

    def _get(self, place: Ref, kind: str) -> dict[str, Any]:
        path = f"/repos/{quote(place.project)}/{kind}/{place.number}"
        data = self._client.get(path, str(place)).data
        return data if isinstance(data, dict) else {}

    def _item(self, payload: dict[str, Any], place: Ref, facts: PullFacts | None) -> WorkItem:
        if isinstance(payload.get("milestone"), dict):
            milestone = self._milestone(payload["milestone"], place)
            self._items[milestone.ref] = milestone
        return understood(work_item, payload, source=self._source, project=place.project, facts=facts)

    def _milestone(self, payload: dict[str, Any], place: Ref) -> WorkItem:
        return understood(milestone_item, payload, source=self._source, project=place.project)

    def _under_new_names(self, item: WorkItem) -> WorkItem:
        """Links to what was transferred or renamed lead to where it is now."""
        if not self._moved:
            return item
        closes = tuple(self._moved.get(ref, ref) for ref in item.closes)
        return item._replace(closes=closes, parent=self._moved.get(item.parent or "", item.parent))
