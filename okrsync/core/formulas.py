"""How each number of a goal came about: the formula with its values, as `goals --why` prints it."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.numerals import numeral, percent, signed, told
from okrsync.core.progress import HELD, outside, pace, stretch
from okrsync.core.report import Formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import KeyResult, Objective, Reading
    from okrsync.core.progress import Progress
    from okrsync.core.report import ObjectiveProgress
    from okrsync.core.statuses import Observed, Record


class Part(NamedTuple):
    """What an objective's progress is made of: a key result or an objective below it, with its weight."""

    name: str
    weight: float
    progress: Progress | ObjectiveProgress
    expected: float | None = None  # by a curve of its own; else that of its objective's cycle


def of_key_result(
    objective: Objective, key_result: KeyResult, known: Record, seen: Observed
) -> tuple[Formula, ...]:
    """Progress, and where there is a pace what is expected by now and the pace itself."""
    value = seen.progress.value
    progress = Formula("progress", value, _progress(key_result, known, seen.current))
    if key_result.kind in HELD:
        return (progress,)
    by = (
        _phases(key_result, objective.cycle, known.day)
        if key_result.phases
        else _elapsed(objective, known.day)
    )
    return (progress, Formula("expected", seen.expected, by), _pace(value, seen.expected))


def of_objective(
    objective: Objective, progress: ObjectiveProgress, parts: Sequence[Part], day: date
) -> tuple[Formula, ...]:
    """Progress over what drives it, what is expected by now, and the pace."""
    expected = expected_of(objective, parts, day)
    return (
        Formula("progress", progress.value, _mean(objective, parts)),
        Formula("expected", expected, _expected(objective, parts, day)),
        _pace(progress.value, expected),
    )


def expected_of(objective: Objective, parts: Sequence[Part], day: date) -> float:
    """The elapsed share; where parts with data have their own curves, the mean by the weights of progress."""
    elapsed = objective.cycle.elapsed(day)
    known = _curved(parts)
    whole = fsum(max(0.0, part.weight) for part in known)
    if whole <= 0:
        return elapsed
    return fsum(max(0.0, part.weight) * _or(part.expected, elapsed) for part in known) / whole


def _expected(objective: Objective, parts: Sequence[Part], day: date) -> str:
    elapsed, known = objective.cycle.elapsed(day), _curved(parts)
    if not known:
        return _elapsed(objective, day)
    terms = " + ".join(f"{_weight(one)} × {_or(one.expected, elapsed):.3g} ({one.name})" for one in known)
    return f"Σ weight × expected / Σ weight = ({terms}) / ({' + '.join(map(_weight, known))})"


def _curved(parts: Sequence[Part]) -> list[Part]:
    """Those with data, if one of them has a curve of its own."""
    known = [part for part in parts if part.progress.value is not None]
    return known if any(part.expected is not None for part in known) else []


def _or(expected: float | None, elapsed: float) -> float:
    return elapsed if expected is None else expected


def _progress(key_result: KeyResult, known: Record, current: Reading | None) -> str:
    if key_result.kind == "work":
        return f"work done / work = {numeral(known.work.effort_done)} / {numeral(known.work.effort)}"
    if current is None:
        return "no value"
    if key_result.kind in HELD:
        return _held(key_result, (one.value for one in known.values))
    return _FORMULAS[key_result.kind](key_result, current)


def _metric(key_result: KeyResult, current: Reading) -> str:
    if key_result.baseline is None or key_result.target is None:
        return (
            f"(current − baseline) / (target − baseline), at {told(current)}: baseline or target is unknown"
        )
    baseline, target = signed(key_result.baseline), signed(key_result.target)
    return (
        f"(current − baseline) / (target − baseline) = "
        f"({signed(current)} − {baseline}) / ({target} − {baseline}), held between 0 and 1"
    )


def _milestone(key_result: KeyResult, current: Reading) -> str:
    if isinstance(current, bool) or not (key_result.steps or key_result.target is not None):
        return f"1 when done, else 0: {told(bool(current))}"
    if key_result.steps:
        return f"steps done / steps = {told(current)} / {len(key_result.steps)}"
    return _metric(key_result, current)


def _held(key_result: KeyResult, readings: Iterable[Reading]) -> str:
    """By the value that lies furthest outside."""
    low, high = key_result.min, key_result.max
    bounds = f"{'…' if low is None else numeral(low)} to {'…' if high is None else numeral(high)}"
    known = [(found, reading) for reading in readings if (found := outside(key_result, reading))]
    if not any(distance for (distance, _), _ in known):
        return f"1 inside {bounds}" if known else "no bound is known"
    (distance, width), worst = max(known, key=lambda pair: pair[0][0])
    by = "bound" if low is None or high is None else "width"
    share = f"1 − {numeral(distance)} / {numeral(width)}" if width else f"0, as the {by} is 0"
    formula = f"1 inside {bounds}; outside 1 − distance / {by}, not below 0"
    return f"{formula} = {share}, at its worst value {told(worst)}"


def _ordinal(key_result: KeyResult, current: Reading) -> str:
    levels = [level.casefold() for level in key_result.levels]
    shown = ", ".join(key_result.levels)
    if str(current).casefold() not in levels:
        return f"{told(current)} is none of {shown}"
    climbed = levels.index(str(current).casefold())
    return f"levels climbed / levels to climb = {climbed} / {len(levels) - 1} ({shown})"


def _phases(key_result: KeyResult, cycle: Cycle, day: date) -> str:
    before, after, gone = stretch(key_result, cycle, day)
    if not gone:
        return f"along its own curve, {percent(before[1])} on {before[0]}"
    ends = f"{percent(before[1])} on {before[0]} and {percent(after[1])} on {after[0]}"
    low, high, days = numeral(before[1]), numeral(after[1]), (after[0] - before[0]).days
    return f"along its own curve, between {ends}: {low} + ({high} − {low}) × {gone} / {days} days"


def _elapsed(objective: Objective, day: date) -> str:
    cycle = objective.cycle
    gone, whole = (min(max(day, cycle.start), cycle.end) - cycle.start).days, (cycle.end - cycle.start).days
    return f"elapsed share of {cycle.id} = {gone} / {whole} days"


def _pace(value: float | None, expected: float) -> Formula:
    found = pace(value, expected)
    numbers = f" = {value:.3g} / {expected:.3g}" if value is not None and found is not None else ""
    return Formula("pace", found, f"progress / expected{numbers}")


def _mean(objective: Objective, parts: Sequence[Part]) -> str:
    known = [part for part in parts if part.progress.value is not None]
    terms = " + ".join(f"{_weight(part)} × {part.progress.value:.3g} ({part.name})" for part in known)
    weights = " + ".join(map(_weight, known))
    mean = f"Σ weight × progress / Σ weight = ({terms}) / ({weights})" if known else "nothing with data"
    silent = (f"{_weight(part)} ({part.name})" for part in parts if part.progress.value is None)
    return (
        mean + _left_out("weight without data", silent) + _left_out("outside the mean", _outside(objective))
    )


def _weight(part: Part) -> str:
    return numeral(max(0.0, part.weight))


def _left_out(why: str, names: Iterable[str]) -> str:
    told = ", ".join(names)
    return f"; {why}: {told}" if told else ""


def _outside(objective: Objective) -> Iterable[str]:
    return (one.id for one in objective.key_results if one.kind == "guardrail")


_FORMULAS = {
    "metric": _metric,
    "milestone": _milestone,
    "ordinal": _ordinal,
}
