"""The issues that goals live as, looked for live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.ports import Found
from okrsync.trackers.jira.jql import among, unordered
from okrsync.trackers.jira.search import Search

if TYPE_CHECKING:
    from okrsync.trackers.jira.site import Site

_MOST = 500  # those that changed last; what lies further back is of cycles long over


def goal_issues(site: Site) -> Found:
    """Every goal of the source's projects, with its key results; nothing where no issue is a goal."""
    source = site.source
    if not source.goal_types:
        return Found()
    before = site.session.requests
    narrowing = unordered(source.jql or "")
    parts = [among("project", source.projects), among("issuetype", source.goal_types)]
    question = " AND ".join([*parts, f"({narrowing})"] if narrowing else parts)
    reader = site.reader()
    items = (reader.item(issue) for issue in Search(site).latest(question, _MOST))
    found = tuple(item for item in items if item)
    return Found(found, requests=site.session.requests - before)
