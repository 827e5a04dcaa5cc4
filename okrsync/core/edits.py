"""Targets that moved: what was changed of a goal, in the file, after its cycle began."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from okrsync.core.goals import Goals, Objective

# What a version of the file says of a goal: "target" → 3.
Facts = dict[str, object]


class Version(NamedTuple):
    """The file as one commit had it. Goals by id, in lower case, each under the cycles that have it."""

    on: date
    commit: str
    reason: str | None
    goals: Mapping[str, Mapping[str | None, Facts]]


class Edit(NamedTuple):
    """A baseline, target, owner or due date that was changed in the file."""

    goal: str
    cycle: str
    key: str
    before: str
    after: str
    on: date
    commit: str
    reason: str | None = None
    original: object = None  # what stood there before, as the file had it


def edits(goals: Goals, versions: Sequence[Version]) -> tuple[Edit, ...]:
    """Every change to a goal after its cycle's first day, oldest first; `versions` are.

    To write a goal down, or to fill in what was unknown, is no change.
    """
    found = (edit for objective in goals.objectives for edit in _of(objective, versions))
    return tuple(sorted(found, key=lambda edit: (edit.on, edit.goal, edit.key)))


def _of(objective: Objective, versions: Sequence[Version]) -> Iterator[Edit]:
    for name in (objective.id, *(part.id for part in objective.key_results)):
        known: Facts = {}
        for version in versions:
            now = _facts(version, name, objective.cycle.id)
            if version.on > objective.cycle.start:
                for key, before, after, original in _changes(known, now):
                    yield Edit(
                        name,
                        objective.cycle.id,
                        key,
                        before,
                        after,
                        version.on,
                        version.commit,
                        version.reason,
                        original,
                    )
            known = now or known


def _facts(version: Version, name: str, cycle: str) -> Facts:
    """What the version says of a goal in that cycle, or of one it names no cycle for."""
    by_cycle = version.goals.get(name.casefold(), {})
    return by_cycle.get(cycle.casefold()) or by_cycle.get(None) or {}


def _changes(before: Facts, after: Facts) -> Iterable[tuple[str, str, str, object]]:
    for key, old in before.items():
        new = after.get(key)
        if key in after and old is not None and new != old:
            yield key, _told(old), _told(new), old


def _told(value: object) -> str:
    if value is None:
        return "nothing"
    is_short = isinstance(value, float) and float(f"{value:g}") == value
    return f"{value:g}" if is_short else str(value)
