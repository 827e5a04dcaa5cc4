"""What the templates of a report are given: the report, and its long lists made readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.render.digest import digest
from okrsync.render.tree import tree

if TYPE_CHECKING:
    from okrsync.core.report import Report


def page(report: Report) -> dict[str, object]:
    """The names a report's template may use."""
    roots = tree(report)
    return {
        "report": report,
        "branches": [branch for root in roots for branch in root.walk()],
        "untied": digest(report.untied),
        "conflicting": digest(report.conflicting),
        "stale": digest(report.stale),
    }
