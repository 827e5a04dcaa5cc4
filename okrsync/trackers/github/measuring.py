"""What a GitHub search measures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from okrsync.core.measuring import over
from okrsync.errors import TrackerError
from okrsync.trackers.github.items import understood, work_item
from okrsync.trackers.github.lists import next_page
from okrsync.trackers.github.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.config.sources import GitHubSource
    from okrsync.core.measures import Measure
    from okrsync.core.model import WorkItem
    from okrsync.trackers.github.client import Client

_MOST = 1000  # results of a search, says GitHub
_SCOPED = re.compile(r"(?:^|[\s(])(?:repo|org|user):", re.IGNORECASE)


class Searches:
    """Searches the source's repositories, each alone: a query may join five at most."""

    def __init__(self, client: Client, source: GitHubSource) -> None:
        self._client = client
        self._source = source

    def measure(self, asked: Measure) -> float | None:
        """Counts in one request a repository; sums and means read what is found, up to GitHub's 1,000."""
        queries = list(self._queries(asked.query or ""))
        if asked.kind in ("count", "share_done"):
            every = sum(map(self._count, queries))
            if asked.kind == "count":
                return float(every)
            done = sum(self._count(f"{query} is:closed") for query in queries)
            return done / every if every else None
        found = over(asked, (item for query in queries for item in self._items(query)))
        if found is None:
            raise TrackerError(f"What the search finds has no number in “{asked.field}”.")
        return found

    def _queries(self, query: str) -> Iterator[str]:
        if _SCOPED.search(query):
            yield query
            return
        for place in Places(self._client, self._source.repos).all():
            yield f"{query} repo:{place}"

    def _count(self, query: str) -> int:
        found = next(self._pages(query, 1))
        return int(found["total_count"])

    def _items(self, query: str) -> Iterator[WorkItem]:
        for page in self._pages(query, 100):
            if page["total_count"] > _MOST:
                raise TrackerError(
                    f"GitHub shows {_MOST} results of a search, and `{query}` has more: narrow it."
                )
            for row in page.get("items") or ():
                yield understood(work_item, row, source=self._source.name, project="")

    def _pages(self, query: str, size: int) -> Iterator[dict[str, Any]]:
        what = f"the search `{query}`"
        path: str | None = f"/search/issues?{urlencode({'q': query, 'per_page': size})}"
        while path is not None:
            answer = self._client.get(path, what)
            found = answer.data if isinstance(answer.data, dict) else {}
            if found.get("incomplete_results") or not isinstance(found.get("total_count"), int):
                raise TrackerError(f"GitHub did not finish {what}. Try again later, or narrow it.")
            yield found
            path = next_page(answer)
