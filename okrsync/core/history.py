"""The values key results had: read from the configurations earlier syncs ran with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from okrsync.core.goals import Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from okrsync.core.goals import Goals, KeyResult, Objective

# By cycle and id: the same name may be used again next quarter.
Histories = Mapping[tuple[str, str], tuple[Value, ...]]


def histories(seen: Iterable[tuple[date, Goals]]) -> Histories:
    """Every value a key result had in files seen on those days, oldest first.

    A value without a date of its own counts from the day it was first seen.
    """
    found: dict[tuple[str, str], tuple[Value, ...]] = {}
    for day, goals in seen:
        for objective in goals.objectives:
            for key_result in objective.key_results:
                key = (objective.cycle.id, key_result.id)
                found[key] = _extended(found.get(key, ()), key_result, day)
    return found


def values(objective: Objective, key_result: KeyResult, earlier: Histories, day: date) -> tuple[Value, ...]:
    """A key result's values by that day, oldest first; the last is its current one."""
    return _extended(earlier.get((objective.cycle.id, key_result.id), ()), key_result, day)


def _extended(known: tuple[Value, ...], key_result: KeyResult, day: date) -> tuple[Value, ...]:
    if key_result.current is None:
        return known
    on = key_result.current_on or day
    if known and known[-1].value == key_result.current and key_result.current_on in (None, known[-1].on):
        return known
    before = tuple(value for value in known if value.on < on)
    return (*before, Value(on, key_result.current, "manual"))
