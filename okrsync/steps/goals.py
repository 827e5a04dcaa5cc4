"""One goal out of a report, with what belongs to it."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from okrsync.errors import UsageError

if TYPE_CHECKING:
    from okrsync.core.report import Report


def narrowed(report: Report, name: str) -> Report:
    """The report with the objective of that name and its key results alone, or the one key result.

    UsageError names the nearest when there is none.
    """
    objectives = tuple(one for one in report.objectives if _is(one.id, name))
    parts = {part for one in objectives for part in one.key_results}
    key_results = tuple(one for one in report.key_results if one.id in parts or _is(one.id, name))
    if objectives or key_results:
        return replace(report, objectives=objectives, key_results=key_results)
    known = [*(one.id for one in report.objectives), *(one.id for one in report.key_results)]
    close = get_close_matches(name.upper(), known, n=1)
    cure = f"did you mean {close[0]}?" if close else f"`okrsync goals` lists those of {report.cycle.id}."
    raise UsageError(f"No goal is called {name}: {cure}")


def _is(goal: str, name: str) -> bool:
    return goal.casefold() == name.casefold()
