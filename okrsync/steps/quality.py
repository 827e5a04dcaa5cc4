"""How far the store can be trusted: the age of each source, its last failure, its warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.checking import expectation
from okrsync.core.history import misdated, unfit
from okrsync.core.linting.linting import lint
from okrsync.core.numerals import told
from okrsync.core.report import DataQuality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from okrsync.core.goals import Goals
    from okrsync.core.history import CheckIn
    from okrsync.core.linting.draft import Draft
    from okrsync.core.measuring import Measured
    from okrsync.ports import SourceState

_SHOWN = 5  # a file may hold the check-ins of many a cycle that it no longer names
_STALE_DAYS = 2  # a nightly job that failed once is a day late


def data_quality(names: Iterable[str], states: Sequence[SourceState], day: date) -> tuple[DataQuality, ...]:
    """A line for every configured source, and more where something went wrong. Ages are as of `day`."""
    known = {state.name: state for state in states}
    return tuple(
        line
        for name in sorted(names)
        for line in (_lines(known[name], day) if name in known else [_never(name)])
    )


def before_first_sync(day: date, first: date) -> DataQuality:
    """Says that a report looks back further than the store does."""
    message = f"Nothing was read before {first}: items and goals are shown as first known, not as of {day}."
    return DataQuality("before_first_sync", "warning", message, 0)


def unseen_history(why: str) -> tuple[DataQuality, ...]:
    """Says that nobody could look whether goals were changed half-way."""
    message = f"Whether targets were changed after the cycle began is unknown: {why}"
    told = message if message.endswith((".", "?")) else f"{message}."
    return (DataQuality("no_file_history", "info", told, 0),)


def not_measured(measured: Sequence[Measured], goals: Goals) -> tuple[DataQuality, ...]:
    """A line for each key result whose measure failed the last time; `measured` is oldest first."""
    last = {(one.cycle, one.goal): one for one in measured}
    values = {(one.cycle, one.goal): one.on for one in measured if one.value is not None}
    return tuple(
        DataQuality("not_measured", "warning", _failed(one, values.get((one.cycle, one.goal))), 1)
        for objective in goals.objectives
        for part in objective.key_results
        if part.measure and (one := last.get((objective.cycle.id, part.id))) and one.error
    )


def doubtful_goals(doubts: Iterable[str]) -> Iterator[DataQuality]:
    """A line for each thing about goals that live as issues which could not be taken as it stands."""
    return (DataQuality("goal_issue", "warning", doubt, 1) for doubt in doubts)


def outside_cycles(checkins: Iterable[CheckIn], goals: Goals) -> tuple[DataQuality, ...]:
    """Names the check-ins whose day lies in no cycle of their goal: they are passed over."""
    said = [f"{one.name} on {one.value.on}" for one in misdated(checkins, goals)]
    if not said:
        return ()
    message = f"Check-ins that count nowhere, as their day lies outside of their goal's cycle: {_some(said)}."
    return (DataQuality("misdated_checkin", "warning", message, len(said)),)


def unfit_values(checkins: Iterable[CheckIn], goals: Goals) -> tuple[DataQuality, ...]:
    """Names the check-ins whose value is none that their goal takes: they are passed over."""
    said = [
        f"{told(one.value.value)} for {one.name} on {one.value.on} (it takes {expectation(part)})"
        for one, part in unfit(checkins, goals)
    ]
    if not said:
        return ()
    message = f"Check-ins that count nowhere, as their goal takes no such value: {_some(said)}."
    return (DataQuality("unfit_checkin", "warning", message, len(said)),)


def left_alone(draft: Draft) -> tuple[DataQuality, ...]:
    """How many findings of lint somebody silenced, so that nobody takes their absence for praise."""
    silenced = lint(draft).silenced if _has_silences(draft.goals) else ()
    if not silenced:
        return ()
    rules = ", ".join(sorted({left.finding.id for left in silenced}))
    count = "1 finding of lint" if len(silenced) == 1 else f"{len(silenced)} findings of lint"
    message = f"{count} left alone, {'' if len(silenced) == 1 else 'each '}with a reason: {rules}."
    return (DataQuality("lint_silenced", "info", message, len(silenced)),)


def _has_silences(goals: Goals) -> bool:
    own = (one.lint_ignore for one in goals.objectives)
    parts = (part.lint_ignore for one in goals.objectives for part in one.key_results)
    return any((goals.lint.ignore, *own, *parts))


def _failed(one: Measured, last: str | None) -> str:
    stays = f"its value is of {last}" if last else "it has no value yet"
    return f"{one.goal} could not be measured on {one.on}, {stays}: {one.error}"


def _lines(state: SourceState, day: date) -> Iterator[DataQuality]:
    if state.synced_at is None:
        yield _never(state.name)
    else:
        yield _age(state, state.synced_at.date(), day)
    if state.error is not None:
        message = f"{state.name} failed the last time it was read: {state.error}"
        yield DataQuality("source_failed", "error", message, 1)
    for warning in sorted(state.warnings):
        yield DataQuality("source_warning", "warning", f"{state.name}: {warning}", 1)


def _age(state: SourceState, synced: date, day: date) -> DataQuality:
    age = max(0, (day - synced).days)
    if age >= _STALE_DAYS:
        message = f"{state.name} was last read completely on {synced}, {age} days before this report."
        return DataQuality("source_stale", "warning", message, state.items)
    message = f"{state.name} was read completely on {synced}."
    return DataQuality("source_read", "info", message, state.items)


def _never(name: str) -> DataQuality:
    message = f"{name} has never been read completely: run `okrsync sync`."
    return DataQuality("never_synced", "warning", message, 0)


def _some(said: Sequence[str]) -> str:
    """The latest, and how many more there are."""
    more = f" and {len(said) - _SHOWN} more" if len(said) > _SHOWN else ""
    return ", ".join(said[-_SHOWN:]) + more
