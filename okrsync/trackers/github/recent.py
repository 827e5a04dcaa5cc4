"""The work that changed last: enough to see what a repository is used for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from okrsync.trackers.github.answers import Gone
from okrsync.trackers.github.items import milestone_item, understood, work_item
from okrsync.trackers.github.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.config.sources import GitHubSource
    from okrsync.core.model import WorkItem
    from okrsync.trackers.github.client import Client

_NEWEST_FIRST = {"state": "all", "sort": "updated", "direction": "desc"}


def recent(client: Client, source: GitHubSource, most: int) -> tuple[WorkItem, ...]:
    """At most so many of each repository, a hundred a request, and the milestones they are in."""
    found: dict[str, WorkItem] = {}
    for place in Places(client, source.repos).all():
        for row in _rows(client, place, most):
            item = understood(work_item, row, source=source.name, project=place)
            found[item.ref] = item
            if isinstance(row.get("milestone"), dict):
                milestone = understood(milestone_item, row["milestone"], source=source.name, project=place)
                found[milestone.ref] = milestone
    return tuple(found.values())


def _rows(client: Client, place: str, most: int) -> Iterator[dict[str, Any]]:
    taken = 0
    try:
        for page in client.pages(f"/repos/{quote(place)}/issues", place, _NEWEST_FIRST):
            yield from page.rows[: most - taken]
            taken += len(page.rows)
            if taken >= most:
                return
    except Gone:  # issues are switched off: nothing here tells of goals
        return
