"""The work that changed last: enough to see what projects are used for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.trackers.jira.jql import among
from okrsync.trackers.jira.search import Search
from okrsync.trackers.jira.values import record

if TYPE_CHECKING:
    from okrsync.core.model import WorkItem
    from okrsync.trackers.jira.site import Site

_ANYWHERE = 'created >= "2000-01-01 00:00"'  # Cloud refuses a question without any bound


def recent(site: Site, most: int) -> tuple[WorkItem, ...]:
    """At most so many, a hundred a request, and their versions; without projects, of all that can be seen."""
    projects = site.source.projects
    found: dict[str, WorkItem] = {}
    reader = site.reader()
    for issue in Search(site).latest(among("project", projects) if projects else _ANYWHERE, most):
        item = reader.item(issue)
        if item is not None:
            versions = record(issue.get("fields")).get("fixVersions")
            found |= {one.ref: one for one in (item, *reader.milestones(versions, item.project))}
    return tuple(found.values())
