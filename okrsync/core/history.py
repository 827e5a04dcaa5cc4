"""The values key results and KPIs had: check-ins, and what the configurations of earlier syncs said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from okrsync.core.checking import fits
from okrsync.core.goals import KeyResult, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals, Kpi, Objective, Reading
    from okrsync.core.measuring import Measured
    from okrsync.core.report import Observation

_Dated = TypeVar("_Dated", "Value", "Observation", "Value | Observation")

# By cycle and id: the same name may be used again next quarter. KPIs have no cycle.
Histories = Mapping[tuple[str, str], tuple[Value, ...]]
NO_CYCLE = ""


class CheckIn(NamedTuple):
    """A dated value of a key result or a KPI: as somebody noted it, or a measure of that cycle gave it."""

    name: str
    value: Value
    cycle: str | None = None


class _Written(NamedTuple):
    """What the file says of a value now."""

    current: Reading | None
    on: date | None
    source: str = "manual"


def histories(seen: Iterable[tuple[date, Goals]]) -> Histories:
    """Every value goals and KPIs had in files seen on those days, oldest first.

    A value without a date of its own counts from the day it was first seen.
    """
    found: dict[tuple[str, str], tuple[Value, ...]] = {}
    for day, goals in seen:
        for key, written in _all_written(goals):
            found[key] = _extended(found.get(key), written, day)
    return found


def booked(checkins: Iterable[CheckIn], goals: Goals) -> tuple[Histories, tuple[str, ...]]:
    """Check-ins by what they are of, oldest first, and the names among them that name nothing.

    A check-in is of the shortest cycle its day lies in that has a key result of that name. One with a value
    that this takes none of counts nowhere.
    """
    cycles = _cycles(goals)
    found: dict[tuple[str, str], list[Value]] = {}
    unknown = set()
    for name, value, measured_in in checkins:
        candidates = cycles.get(name.casefold(), ())
        if not candidates:
            unknown.add(name)
        for cycle, key, part in candidates:
            if cycle is None or (cycle.contains(value.on) and measured_in in (None, cycle.id)):
                if fits(part, value.value):
                    found.setdefault(key, []).append(value)
                break
    by_day = {key: tuple(sorted(values, key=lambda value: value.on)) for key, values in found.items()}
    return by_day, tuple(sorted(unknown))


def misdated(checkins: Iterable[CheckIn], goals: Goals) -> Iterator[CheckIn]:
    """Check-ins whose goal there is, but in no cycle that has their day: they count nowhere."""
    cycles = _cycles(goals)
    for one in checkins:
        known = [cycle for cycle, _, _ in cycles.get(one.name.casefold(), ())]
        if known and not any(cycle is None or cycle.contains(one.value.on) for cycle in known):
            yield one


def unfit(checkins: Iterable[CheckIn], goals: Goals) -> Iterator[tuple[CheckIn, KeyResult]]:
    """Check-ins whose value is none that their goal takes, with the goal: they count nowhere."""
    cycles = _cycles(goals)
    for one in checkins:
        known = cycles.get(one.name.casefold(), ())
        parts = [part for cycle, _, part in known if cycle is None or cycle.contains(one.value.on)]
        if parts and not fits(parts[0], one.value.value):
            yield one, parts[0]


def measured_values(found: Iterable[Measured], goals: Goals) -> Iterator[CheckIn]:
    """What measures gave for key results there are."""
    known = {(one.cycle.id, part.id) for one in goals.objectives for part in one.key_results}
    for one in found:
        if one.value is not None and (one.cycle, one.goal) in known:
            yield CheckIn(one.goal, Value(date.fromisoformat(one.on), one.value, "auto"), one.cycle)


def values(
    objective: Objective, key_result: KeyResult, earlier: Histories, known: Known
) -> tuple[Value, ...]:
    """All values a key result had by that day, oldest first; the last is its current one."""
    written = _written(key_result)
    return _told((objective.cycle.id, key_result.id), written, earlier, known)


def last_of_days(known: Iterable[_Dated]) -> tuple[_Dated, ...]:
    """One value a day: the one noted last puts right what was noted before."""
    return tuple({value.on: value for value in known}.values())


def kpi_values(kpi: Kpi, earlier: Histories, known: Known) -> tuple[Value, ...]:
    """All values a KPI had by that day, oldest first."""
    return _told((NO_CYCLE, kpi.id), _Written(kpi.current, kpi.current_on), earlier, known)


def unmoved_since(known: Sequence[Value | Observation]) -> date:
    """The day of the first of the last values that are all alike; of one value, its own."""
    alike = takewhile(lambda one: one.value == known[-1].value, reversed(last_of_days(known)))
    return min(one.on for one in alike)


class Known(NamedTuple):
    """The check-ins there are, and the day nothing later is known on."""

    checkins: Histories
    day: date


def _told(key: tuple[str, str], written: _Written, earlier: Histories, known: Known) -> tuple[Value, ...]:
    manual = _extended(earlier.get(key), written, known.day)
    noted = known.checkins.get(key, ())
    if noted:
        # A value as old as the file has no day of its own: it does not outdo one that has.
        manual = tuple(value for value in manual if not value.is_guess or value.on <= noted[0].on)
        # An issue's value is told by the issue, and by what a sync kept of it.
        kept = {(value.on, value.value, value.source) for value in noted}
        manual = tuple(value for value in manual if (value.on, value.value, value.source) not in kept)
    in_order = sorted((*manual, *noted), key=lambda value: value.on)
    return tuple(value for value in in_order if value.on <= known.day)


def _extended(known: tuple[Value, ...] | None, written: _Written, day: date) -> tuple[Value, ...]:
    current, before = written.current, known or ()
    if current is None:
        return before
    if before and before[-1].value == current and written.on in (None, before[-1].on):
        return before
    on = written.on or day
    is_guess = written.on is None and known is None
    earlier = tuple(value for value in before if value.on < on)
    return (*earlier, Value(on, current, written.source, is_guess=is_guess))


def _written(key_result: KeyResult) -> _Written:
    """What the file says, or the issue it lives as."""
    return _Written(_reading(key_result), key_result.current_on, "auto" if key_result.issue else "manual")


def _reading(key_result: KeyResult) -> Reading | None:
    """What the file says: of a milestone with steps, how many are done."""
    if key_result.kind == "milestone" and key_result.steps:
        return float(sum(step.is_done for step in key_result.steps))
    return key_result.current


def _all_written(goals: Goals) -> Iterable[tuple[tuple[str, str], _Written]]:
    for objective in goals.objectives:
        for part in objective.key_results:
            yield (objective.cycle.id, part.id), _written(part)
    for kpi in goals.kpis:
        yield (NO_CYCLE, kpi.id), _Written(kpi.current, kpi.current_on)


def _cycles(goals: Goals) -> dict[str, list[tuple[Cycle | None, tuple[str, str], KeyResult]]]:
    """By name: the cycles that know it, the shortest first."""
    found: dict[str, list[tuple[Cycle | None, tuple[str, str], KeyResult]]] = {}
    for objective in sorted(goals.objectives, key=lambda one: one.cycle.days):
        for part in objective.key_results:
            known = found.setdefault(part.id.casefold(), [])
            known.append((objective.cycle, (objective.cycle.id, part.id), part))
    for kpi in goals.kpis:
        part = KeyResult(kpi.id, kpi.title, unit=kpi.unit)
        found.setdefault(kpi.id.casefold(), []).append((None, (NO_CYCLE, kpi.id), part))
    return found
