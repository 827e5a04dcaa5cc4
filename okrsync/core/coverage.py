"""Coverage: how much of the counted work serves a goal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.core.report import Coverage, EffortCoverage, NotCounted, ProjectCoverage, TeamCoverage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrsync.core.report import Reason, Verdict

DEFINITION = (
    "coverage = tied / (counted − exempt). Counted is work that was open at any time in the cycle, once, at "
    "its leaf: parents are represented by their children, pull requests by the issues they close; dropped "
    "work, bots' work, excluded work and milestones are left out."
)


class Entry(NamedTuple):
    """One item as coverage sees it: either counted with a verdict and effort, or left out for a reason."""

    team: str | None
    project: str
    verdict: Verdict | None
    effort: float
    reason: Reason | None


def coverage(entries: Iterable[Entry], unit: str) -> Coverage:
    """The numbers of a set of entries."""
    return Coverage(**_numbers(_tally(entries), unit))


def by_team(entries: Iterable[Entry], unit: str) -> tuple[TeamCoverage, ...]:
    """The same numbers for each team, by name; work without a team comes last."""
    groups = _grouped((entry.team, entry) for entry in entries)
    order = sorted(groups, key=lambda team: (team is None, team or ""))
    return tuple(TeamCoverage(team=team, **_numbers(_tally(groups[team]), unit)) for team in order)


def by_project(entries: Iterable[Entry], unit: str) -> tuple[ProjectCoverage, ...]:
    """The same numbers for each project, by name."""
    groups = _grouped((entry.project, entry) for entry in entries)
    return tuple(
        ProjectCoverage(project=project or "", **_numbers(_tally(groups[project]), unit))
        for project in sorted(groups, key=lambda project: project or "")
    )


def share(part: float, whole: float) -> float | None:
    """A share; a share over nothing is no number."""
    return part / whole if whole > 0 else None


class _Tally(NamedTuple):
    items: Counter[str]
    effort: Counter[str]
    left_out: Counter[str]


def _tally(entries: Iterable[Entry]) -> _Tally:
    items: Counter[str] = Counter()
    effort: dict[str, list[float]] = {}
    left_out: Counter[str] = Counter()
    for entry in entries:
        if entry.verdict is None:
            left_out[entry.reason or "excluded"] += 1
        else:
            items[entry.verdict] += 1
            effort.setdefault(entry.verdict, []).append(entry.effort)
    return _Tally(items, Counter({verdict: sum(efforts) for verdict, efforts in effort.items()}), left_out)


def _numbers(tally: _Tally, unit: str) -> dict[str, Any]:
    return {
        **_by_verdict(tally.items),
        "effort": EffortCoverage(unit=unit, **_by_verdict(tally.effort, 0.0)),
        "not_counted": NotCounted(**tally.left_out),
        "definition": DEFINITION,
    }


def _by_verdict(tally: Counter[str], nothing: float = 0) -> dict[str, Any]:
    verdicts: tuple[Verdict, ...] = ("tied", "exempt", "conflicting", "stale", "untied")
    found: dict[str, float] = {verdict: tally[verdict] or nothing for verdict in verdicts}
    counted = sum(found.values())
    return {"counted": counted, **found, "share": share(found["tied"], counted - found["exempt"])}


def _grouped(pairs: Iterable[tuple[str | None, Entry]]) -> dict[str | None, list[Entry]]:
    groups: dict[str | None, list[Entry]] = {}
    for name, entry in pairs:
        groups.setdefault(name, []).append(entry)
    return groups
