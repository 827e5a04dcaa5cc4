"""K: how key results are written."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from okrsync.core.linting.draft import counts
from okrsync.core.linting.wording import asks_for_more, directions, task
from okrsync.core.naming import Goal
from okrsync.core.numerals import told
from okrsync.core.progress import exceeds, reaches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.goals import KeyResult, Objective
    from okrsync.core.linting.draft import Draft, Flaw


def how_many(draft: Draft) -> Iterator[Flaw]:
    """K1."""
    least, most = draft.method.key_results_min, draft.method.key_results_max
    for one in draft.objectives:
        number = len(one.key_results)
        if number == 0:
            yield draft.flaw(Goal(one), "id", "it has no key result: nobody will know whether it is reached")
        elif number > most:
            message = f"it has {number} key results; {least} to {most} are remembered"
            yield draft.flaw(Goal(one, one.key_results[most]), "id", message)._replace(about=Goal(one))
        elif number < least:
            message = f"it has {number} key result; {least} to {most} say more"
            yield draft.flaw(Goal(one), "id", message, "warning")


def complete(draft: Draft) -> Iterator[Flaw]:
    """K2."""
    for goal, part in draft.measures:
        missing = _missing(part)
        if missing:
            yield draft.flaw(
                goal, "id", f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
            )


def opposite(draft: Draft) -> Iterator[Flaw]:
    """K3."""
    for goal, part in draft.measures:
        if part.kind != "metric" or part.baseline is None or part.target is None:
            continue
        if part.baseline == part.target:
            yield draft.flaw(goal, "target", f"baseline and target are both {told(part.target)}")
        elif (1 if part.target < part.baseline else -1) in directions(part.title):
            way = "falls" if part.target < part.baseline else "rises"
            ends = f"from {told(part.baseline)} to {told(part.target)}"
            message = f"the title says otherwise, but the value {way} {ends}"
            yield draft.flaw(goal, "target", message)


def unmeasured(draft: Draft) -> Iterator[Flaw]:
    """K4. Where a value is known, so is what was measured first: its absence is an error of K2, too."""
    for goal, part in draft.measures:
        if _is_without_baseline(part):
            first = "measure it first" if part.current is None else "write down what was measured first"
            yield draft.flaw(goal, "id", f"the baseline is unknown: {first}")


def tasks(draft: Draft) -> Iterator[Flaw]:
    """K5."""
    for goal, part in draft.measures:
        if part.kind == "work":
            yield draft.flaw(goal, "kind", "it measures that work is done, not what the work changes")
        elif found := task(part.title):
            yield draft.flaw(
                goal, "title", f'"{found}" names a task; say what it is to change, and by how much'
            )


def indicators(draft: Draft) -> Iterator[Flaw]:
    """K6."""
    for one in draft.objectives:
        tagged = {part.indicator for part in one.key_results if part.indicator}
        if len(tagged) == 1:
            there = tagged.pop()
            other = "lagging" if there == "leading" else "leading"
            yield draft.flaw(Goal(one), "id", f"it has {there} indicators, and no {other} one")


def unguarded(draft: Draft) -> Iterator[Flaw]:
    """K7: said once for each objective."""
    for one in draft.objectives:
        if not all(map(counts, one.key_results)):
            continue
        for part in one.key_results:
            kind = asks_for_more(part) if part.kind == "metric" else None
            if kind is not None:
                message = f"it asks for {kind}, and no guardrail says what must not suffer from it"
                yield draft.flaw(Goal(one, part), "title", message)
                break


def weights(draft: Draft) -> Iterator[Flaw]:
    """K8."""
    for one in draft.objectives:
        for goal in (Goal(one), *(Goal(one, part) for part in one.key_results)):
            weight = (goal.key_result or one).weight
            if weight < 0:
                yield draft.flaw(goal, "weight", f"its weight is {weight:g}, below zero")
        driving = [part for part in one.key_results if counts(part)]
        if driving and all(part.weight == 0 for part in driving):
            message = "all its weights are zero: nothing adds up to progress"
            yield draft.flaw(Goal(one, driving[0]), "weight", message)._replace(about=Goal(one))


def origins(draft: Draft) -> Iterator[Flaw]:
    """K9."""
    for goal, part in draft.measures:
        if part.kind != "work" and not (part.measure or part.owner or goal.objective.owner):
            yield draft.flaw(goal, "id", "it has no measure, and nobody to check in")


def milestones(draft: Draft) -> Iterator[Flaw]:
    """K10."""
    for one in draft.objectives:
        number = sum(part.kind == "milestone" for part in one.key_results)
        if one.key_results and number / len(one.key_results) > draft.method.milestone_share:
            message = (
                f"{number} of its {len(one.key_results)} key results are milestones: that is a plan of work"
            )
            yield draft.flaw(Goal(one), "id", message)


def confidences(draft: Draft) -> Iterator[Flaw]:
    """K11: by the confidence written in the file, else by the first check-in."""
    method = draft.method
    for one in draft.objectives:
        known = [value for part in one.key_results if (value := _confidence(draft, one, part)) is not None]
        mean = fmean(known) if known else method.confidence_low
        if reaches(mean, method.confidence_low) and not exceeds(mean, method.confidence_high):
            continue
        if exceeds(mean, method.confidence_sandbagging):
            yield draft.flaw(Goal(one), "id", f"its mean confidence is {mean:.2f}: that is sandbagging")
        elif not reaches(mean, method.confidence_fantasy):
            yield draft.flaw(Goal(one), "id", f"its mean confidence is {mean:.2f}: that is fantasy")
        else:
            span = f"{method.confidence_low:.2f} to {method.confidence_high:.2f}"
            yield draft.flaw(Goal(one), "id", f"its mean confidence is {mean:.2f}; {span} is ambitious")


def _missing(part: KeyResult) -> list[str]:
    if part.kind == "metric":
        values = {"baseline": part.baseline, "target": part.target, "unit": part.unit}
        absent = [name for name, value in values.items() if value is None]
        if part.issue is not None and "unit" in absent:  # few issues have a field for it; the title says it
            absent.remove("unit")
        return [] if absent == ["baseline"] and part.current is None else absent
    if part.kind in ("range", "guardrail") and part.min is None and part.max is None:
        return ["a bound"]
    if part.kind == "ordinal" and len(part.levels) < 2:  # noqa: PLR2004 (one level is no scale)
        return ["the scale of levels"]
    return []


def _is_without_baseline(part: KeyResult) -> bool:
    """It is known where its value shall go, but not from where."""
    return part.kind == "metric" and part.baseline is None and part.target is not None


def _confidence(draft: Draft, objective: Objective, part: KeyResult) -> float | None:
    if part.confidence is not None:
        return part.confidence
    return next(
        (value.confidence for value in draft.values(objective, part) if value.confidence is not None), None
    )
