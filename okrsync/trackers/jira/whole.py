"""A project read whole: where the reading stopped, and whether anything was left out."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from okrsync.trackers.jira.paging import TRAIL, backwards
from okrsync.trackers.jira.values import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from okrsync.trackers.jira.paging import Issues
    from okrsync.trackers.jira.search import Search

_TOLERANCE = 0.01  # of what the site counts: its count is an estimate, and work is added meanwhile


class Whole:
    """Every issue that answers a question, by its key; `left` is where an earlier reading stopped."""

    def __init__(self, search: Search, question: str, left: Mapping[str, Any]) -> None:
        self._search = search
        self._question = question
        self._trail = deque[str](left.get("trail", ()), maxlen=TRAIL)
        self._read = int(left.get("read", 0))
        self.counted: int | None = None

    def pages(self, first: Issues | None) -> Iterator[Issues]:
        """All of it; `first` is known to be all. What the site counts besides is looked for once more."""
        for issues in [first] if first is not None else self._search.pages(self._question, [*self._trail]):
            yield self._noted(issues)
        self.counted = self._search.count_if_told(self._question)
        if self.lacks:
            for issues in self._search.pages(self._question, [*self._trail]):
                yield self._noted(issues)

    @property
    def lacks(self) -> int:
        """How many issues are missing from the reading, by the count of the site; none within tolerance."""
        return lacking(self.counted, self._read)

    def left(self) -> dict[str, Any]:
        """For the mark, as JSON: some of the last keys, for one of them may be gone by then."""
        return {"trail": [*backwards(self._trail)][::-1], "read": self._read}

    def _noted(self, issues: Issues) -> Issues:
        known = set(self._trail)
        keys = [key for issue in issues if (key := text(issue.get("key"))) and key not in known]
        self._trail.extend(keys)
        self._read += len(keys)
        return issues


def lacking(counted: int | None, met: int) -> int:
    """How many of the counted issues were not met; none within the tolerance, or where nobody counts."""
    missing = (counted or 0) - met
    return missing if missing > max(1, _TOLERANCE * (counted or 0)) else 0


def shortfall(place: str, counted: int, missing: int) -> str:
    return (
        f"{place}: Jira counts {counted:,} issues, but its search gave {missing:,} fewer. Nothing was taken "
        "for gone; the next sync looks for the rest."
    )
