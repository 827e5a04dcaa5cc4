"""A key result as the report shows it: value, progress, pace, status, forecast, and how each came about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from okrsync.core.forecasting import forecast
from okrsync.core.formulas import of_key_result
from okrsync.core.grading import grade
from okrsync.core.numerals import is_number
from okrsync.core.progress import HELD, expected, of_work, over_periods, pace
from okrsync.core.report import Observation, ReportKeyResult
from okrsync.core.statuses import Observed, Record, overridden, status

if TYPE_CHECKING:
    from datetime import date

    from okrsync.core.goals import KeyResult, Objective
    from okrsync.core.method import Method
    from okrsync.core.progress import Progress
    from okrsync.core.report import Forecast


def measured(objective: Objective, key_result: KeyResult, known: Record, method: Method) -> ReportKeyResult:
    """Everything the report says of it. Silence is no value, and an old value is no new one."""
    seen = _observed(objective, key_result, known)
    computed = status(key_result, seen, method, known.day)
    standing, override = overridden(computed, key_result.status, known.day)
    last = known.values[-1] if known.values else None
    is_work, is_held = key_result.kind == "work", key_result.kind in HELD
    confidences = [value.confidence for value in known.values if value.confidence is not None]
    score = seen.progress.value
    return ReportKeyResult(
        id=key_result.id,
        title=key_result.title,
        baseline=key_result.baseline,
        target=key_result.target,
        current=last.value if last else None,
        unit=key_result.unit,
        source="work" if is_work else (last.source if last else None),
        as_of=seen.on,
        progress=seen.progress,
        status=standing.status,
        status_reason=standing.reason,
        confidence=confidences[-1] if confidences else None,
        history=tuple(
            Observation(one.on, one.value, one.source, one.confidence, one.note) for one in known.noted
        ),
        kind=key_result.kind,
        weight=key_result.weight,
        expected=None if is_held else seen.expected,
        pace=None if is_held else pace(seen.progress.value, seen.expected),
        age_days=None if seen.on is None else max(0, (known.day - seen.on).days),
        due_on=_due_on(objective, key_result, known, method),
        forecast=_forecast(objective, key_result, known, method),
        computed_status=computed.status,
        status_override=override,
        score=key_result.score,
        grade=grade(score, key_result.score, objective.commitment, method=method) if known.is_ended else None,
        why=of_key_result(objective, key_result, known, seen),
    )


def _due_on(objective: Objective, key_result: KeyResult, known: Record, method: Method) -> date | None:
    if key_result.kind == "work" or known.is_ended:
        return None
    if not known.values:
        return objective.cycle.start
    return known.values[-1].on + timedelta(days=key_result.cadence_days or method.cadence_days)


def _observed(objective: Objective, key_result: KeyResult, known: Record) -> Observed:
    # Where a milestone and an ordinal begin needs no number.
    has_baseline = key_result.baseline is not None or key_result.kind in ("milestone", "ordinal")
    is_work = key_result.kind == "work"
    return Observed(
        progress=_reached(key_result, known),
        expected=expected(key_result, objective.cycle, known.day),
        on=known.values[-1].on if known.values and not is_work else None,
        observations=len(known.values) + has_baseline,
        is_over=known.day > objective.cycle.end,
        current=known.values[-1].value if known.values else None,
    )


def _reached(key_result: KeyResult, known: Record) -> Progress:
    if key_result.kind == "work":
        return of_work(known.work.effort_done, known.work.effort)
    return over_periods(key_result, [value.value for value in known.values])


def _forecast(objective: Objective, key_result: KeyResult, known: Record, method: Method) -> Forecast | None:
    start, end = objective.cycle.start, objective.cycle.end
    numbers = [(one.on, one.value) for one in known.values if is_number(one.value)]
    if key_result.kind in ("work", "ordinal", "milestone") or known.is_ended or not numbers:
        return None
    if key_result.baseline is not None and numbers[0][0] > start:
        numbers.insert(0, (start, key_result.baseline))
    return forecast([(on, float(value)) for on, value in numbers], end, method)
