"""What a JQL query measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.measuring import over
from okrsync.errors import TrackerError
from okrsync.trackers.jira.jql import unordered
from okrsync.trackers.jira.search import Search

if TYPE_CHECKING:
    from okrsync.core.measures import Measure
    from okrsync.trackers.jira.site import Site


def measure(site: Site, asked: Measure) -> float | None:
    """Count without reading an issue; sums and means read the field of each. TrackerError for a bad query."""
    query = f"({unordered(asked.query or '')})"
    search = Search(site)
    if asked.kind == "count":
        return float(search.count(query))
    if asked.kind == "share_done":
        every = search.count(query)
        done = search.count(f"{query} AND statusCategory = Done")
        return done / every if every else None
    reader = site.reader()
    issues = (issue for page in search.anywhere(query) for issue in page)
    found = over(asked, (item for issue in issues if (item := reader.item(issue))))
    if found is None:
        raise TrackerError(f"What the query finds has no number in “{asked.field}”.")
    return found
