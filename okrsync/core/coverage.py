"""Coverage: how much of the counted work serves a goal."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, get_args

from okrsync.core.census import Census
from okrsync.core.report import (
    Coverage,
    EffortCoverage,
    NotCounted,
    ProjectCoverage,
    TeamCoverage,
)
from okrsync.core.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping


DEFINITION = (
    "coverage = tied / (counted − exempt). Counted is work that was open at any time in the cycle, once, at "
    "its leaf: parents are represented by their children, pull requests by the issues they close; dropped "
    "work, bots' work, excluded work and milestones are left out."
)


def coverage(census: Census, unit: str) -> Coverage:
    """The numbers of a census."""
    return Coverage(**_numbers(census, unit))


def by_team(census: Census, unit: str) -> tuple[TeamCoverage, ...]:
    """The same numbers for each team, by name; work without a team comes last."""
    groups = _split(census, "team")
    order = sorted(groups, key=lambda team: (team is None, team or ""))
    return tuple(TeamCoverage(team=team, **_numbers(groups[team], unit)) for team in order)


def by_project(census: Census, unit: str) -> tuple[ProjectCoverage, ...]:
    """The same numbers for each project, by name."""
    groups = _split(census, "project")
    return tuple(ProjectCoverage(project=name, **_numbers(groups[name], unit)) for name in sorted(groups))


def share(part: float, whole: float) -> float | None:
    """A share; a share over nothing is no number."""
    return part / whole if whole > 0 else None


def _numbers(census: Census, unit: str) -> dict[str, Any]:
    items: Counter[str] = Counter()
    effort: dict[str, float] = {}
    left_out: Counter[str] = Counter()
    for group, amount in census.counted.items():
        items[group.verdict] += amount.items
        effort[group.verdict] = effort.get(group.verdict, 0.0) + amount.effort
    for left, count in census.left_out.items():
        left_out[left.reason] += count
    return {
        **_by_verdict(items, 0),
        "effort": EffortCoverage(unit=unit, **_by_verdict(effort, 0.0)),
        "not_counted": NotCounted(**left_out),
        "definition": DEFINITION,
    }


def _by_verdict(tally: Mapping[str, float], nothing: float) -> dict[str, Any]:
    found = {verdict: tally.get(verdict, nothing) for verdict in get_args(Verdict)}
    counted = sum(found.values())
    return {"counted": counted, **found, "share": share(found["tied"], counted - found["exempt"])}


def _split(census: Census, by: str) -> dict[Any, Census]:
    """One census for each team, or for each project."""
    parts: defaultdict[Any, Census] = defaultdict(Census)
    for group, amount in census.counted.items():
        parts[getattr(group, by)].counted[group] = amount
    for left, items in census.left_out.items():
        parts[getattr(left, by)].left_out[left] = items
    return parts
