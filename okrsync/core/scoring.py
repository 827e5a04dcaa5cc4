"""Objectives and key results as the report shows them: progress, pace, status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.history import Histories, values
from okrsync.core.progress import NO_DATA, clamp, expected, of_work, progress
from okrsync.core.report import ObjectiveProgress, Observation, Progress, ReportKeyResult
from okrsync.core.statuses import Observed, Standing, status, weakest

if TYPE_CHECKING:
    from okrsync.core.goals import KeyResult, Method, Objective
    from okrsync.core.naming import Names
    from okrsync.core.serving import Ledger

OUTSIDE_THE_MEAN = ("guardrail",)


class Scorer:
    """Judges goals on one day by their values and, where a key result says so, by their work."""

    def __init__(self, names: Names, ledger: Ledger, earlier: Histories, method: Method) -> None:
        self._names = names
        self._ledger = ledger
        self._earlier = earlier
        self._method = method
        self._children = _children(names)
        self._rows: dict[tuple[int, str], tuple[ReportKeyResult, Standing]] = {}
        self._progress: dict[int, ObjectiveProgress] = {}
        self._standings: dict[int, Standing] = {}

    def children(self, objective: Objective) -> list[Objective]:
        """The objectives in scope whose progress is meant to move this one's."""
        return self._children.get(self._names.place(objective), [])

    def key_result(self, objective: Objective, key_result: KeyResult) -> ReportKeyResult:
        return self._row(objective, key_result)[0]

    def progress(self, objective: Objective) -> ObjectiveProgress:
        """Σ w·value / Σ w over what drives the objective and has data, with the weight that has none."""
        place = self._names.place(objective)
        if place not in self._progress:
            self._progress[place] = ObjectiveProgress(
                None, None, 0.0
            )  # met again: a loop, which adds nothing
            self._progress[place] = _mean(self._parts(objective))
        return self._progress[place]

    def standing(self, objective: Objective) -> Standing:
        """Its weakest key result's (or driving child's) status."""
        place = self._names.place(objective)
        if place not in self._standings:
            self._standings[place] = Standing("pending", "its parents run in a loop")
            self._standings[place] = weakest(self._members(objective))
        return self._standings[place]

    def expected(self, objective: Objective) -> float:
        return objective.cycle.elapsed(self._names.as_of)

    def _parts(self, objective: Objective) -> list[tuple[float, Progress | ObjectiveProgress]]:
        parts: list[tuple[float, Progress | ObjectiveProgress]] = []
        if objective.driver in ("key_results", "both"):
            parts += [
                (key_result.weight, self.key_result(objective, key_result).progress)
                for key_result in objective.key_results
                if key_result.kind not in OUTSIDE_THE_MEAN
            ]
        if objective.driver in ("children", "both"):
            parts += [(child.weight, self.progress(child)) for child in self.children(objective)]
        return parts

    def _members(self, objective: Objective) -> list[tuple[str, Standing]]:
        members: list[tuple[str, Standing]] = []
        if objective.driver in ("key_results", "both"):
            members += [(one.id, self._row(objective, one)[1]) for one in objective.key_results]
        if objective.driver in ("children", "both"):
            members += [(child.id, self.standing(child)) for child in self.children(objective)]
        return members

    def _row(self, objective: Objective, key_result: KeyResult) -> tuple[ReportKeyResult, Standing]:
        key = (self._names.place(objective), key_result.id)
        if key not in self._rows:
            self._rows[key] = self._scored(objective, key_result)
        return self._rows[key]

    def _scored(self, objective: Objective, key_result: KeyResult) -> tuple[ReportKeyResult, Standing]:
        day = self._names.as_of
        seen = values(objective, key_result, self._earlier, day)
        last = seen[-1] if seen else None
        is_work = key_result.kind == "work"
        reached = self._reached(objective, key_result, last.value if last else None)
        # Where a milestone and an ordinal begin needs no number; steps are looked at whenever the file is.
        has_baseline = key_result.baseline is not None or key_result.kind in ("milestone", "ordinal")
        observed = Observed(
            progress=reached,
            expected=expected(key_result, objective.cycle, day),
            on=None if is_work or last is None else last.on,
            observations=len(seen) + has_baseline + bool(key_result.steps),
            is_over=day > objective.cycle.end,
        )
        standing = status(key_result, observed, self._method, day)
        row = ReportKeyResult(
            id=key_result.id,
            title=key_result.title,
            baseline=key_result.baseline,
            target=key_result.target,
            current=last.value if last else None,
            unit=key_result.unit,
            source="work" if is_work else (last.source if last else None),
            as_of=observed.on,
            progress=reached,
            status=standing.status,
            status_reason=standing.reason,
            confidence=last.confidence if last else None,
            history=tuple(Observation(value.on, value.value, value.source) for value in seen),
        )
        return row, standing

    def _reached(self, objective: Objective, key_result: KeyResult, value: object) -> Progress:
        if key_result.kind == "work":
            work = self._ledger.of(objective, key_result.id)
            return of_work(work.effort_done, work.effort)
        if value is None and not key_result.steps:
            return NO_DATA
        return progress(key_result, value if isinstance(value, (int, float, str)) else None)


def _mean(parts: list[tuple[float, Progress | ObjectiveProgress]]) -> ObjectiveProgress:
    known = [(weight, part.value, part.raw or 0.0) for weight, part in parts if part.value is not None]
    missing = sum(weight for weight, part in parts if part.value is None)
    whole = sum(weight for weight, _, _ in known)
    if whole <= 0:
        return ObjectiveProgress(None, None, missing)
    value = sum(weight * value for weight, value, _ in known) / whole
    raw = sum(weight * raw for weight, _, raw in known) / whole
    return ObjectiveProgress(clamp(value), raw, missing)


def _children(names: Names) -> dict[int, list[Objective]]:
    found: dict[int, list[Objective]] = {}
    for child in names.in_scope():
        if child.relation == "contributes" and child.state in ("active", "closed"):
            parent = names.parent(child)
            if parent and parent.objective is not child:
                found.setdefault(names.place(parent.objective), []).append(child)
    return found
