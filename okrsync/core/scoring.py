"""Objectives and key results as the report shows them: progress, pace, status."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.core.formulas import Part, expected_of, of_objective
from okrsync.core.grading import grade
from okrsync.core.history import Known, kpi_values, last_of_days, values
from okrsync.core.progress import clamp, pace
from okrsync.core.report import NetConfidence, ObjectiveProgress, StatusOverride
from okrsync.core.result_rows import measured
from okrsync.core.statuses import Record, Standing, overridden, weakest

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator, Sequence

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import KeyResult, Kpi, Objective, Value
    from okrsync.core.history import Histories
    from okrsync.core.method import Method
    from okrsync.core.naming import Names
    from okrsync.core.report import ReportKeyResult
    from okrsync.core.serving import Ledger

OUTSIDE_THE_MEAN = ("guardrail",)
# Of a child that is above its parent as well: it adds nothing.
_LOOPING = ObjectiveProgress(None, None, 0.0)


class Judged(NamedTuple):
    """The status to show, the computed one, and what a person said."""

    standing: Standing
    computed: Standing
    override: StatusOverride | None


class Scorer:
    """Judges goals on one day by their values and, where a key result says so, by their work."""

    def __init__(
        self, names: Names, ledger: Ledger, earlier: Histories, *, checkins: Histories, method: Method
    ) -> None:
        self._names = names
        self._ledger = ledger
        self._earlier = earlier
        self._known = Known(checkins, names.as_of)
        self._method = method
        self._children = _children(names)
        self._rows: dict[tuple[int, str], ReportKeyResult] = {}
        self._progress: dict[int, ObjectiveProgress] = {}
        self._judged: dict[int, Judged] = {}

    def children(self, objective: Objective) -> list[Objective]:
        """The objectives in scope whose progress is meant to move this one's."""
        return self._children.get(self._names.place(objective), [])

    def family(self, objective: Objective) -> list[Objective]:
        """The objective and all that contribute to it, each after what it contributes to. Loops end."""
        family: dict[int, Objective] = {}
        waiting = [objective]
        while waiting:
            member = waiting.pop()
            if id(member) not in family:
                family[id(member)] = member
                waiting += self.children(member)
        return list(family.values())

    def key_result(self, objective: Objective, key_result: KeyResult) -> ReportKeyResult:
        key = (self._names.place(objective), key_result.id)
        if key not in self._rows:
            self._rows[key] = measured(
                objective, key_result, self._record(objective, key_result), self._method
            )
        return self._rows[key]

    def judge_as(self, objective: Objective, other: KeyResult, cycle: Cycle) -> ReportKeyResult:
        """What a key result would be with other bounds, and in other days."""
        known = self._record(objective, other)
        return measured(replace(objective, cycle=cycle), other, known, self._method)

    def kpi(self, kpi: Kpi) -> tuple[Value, ...]:
        """Its values, oldest first."""
        return kpi_values(kpi, self._earlier, self._known)

    def progress(self, objective: Objective) -> ObjectiveProgress:
        """Σ w·value / Σ w over what drives the objective and has data, with the weight that has none."""
        for one in self._below_first(objective, self._progress):
            self._progress[self._names.place(one)] = mean(self._parts(one))
        return self._progress[self._names.place(objective)]

    def judged(self, objective: Objective) -> Judged:
        """Its weakest key result's or driving child's status, and a person's word beside it."""
        for one in self._below_first(objective, self._judged):
            computed = weakest(self._members(one))
            standing, override = overridden(computed, one.status, self._names.as_of)
            self._judged[self._names.place(one)] = Judged(standing, computed, override)
        return self._judged[self._names.place(objective)]

    def facts(self, objective: Objective) -> dict[str, Any]:
        """What the report says of an objective's outcome."""
        progress, judged = self.progress(objective), self.judged(objective)
        parts = self._parts(objective)
        expected = expected_of(objective, parts, self._names.as_of)
        rows = [self.key_result(objective, one) for one in objective.key_results]
        confidences = [row.confidence for row in rows if row.confidence is not None]
        return {
            "progress": progress,
            "expected": expected,
            "pace": pace(progress.value, expected),
            "status": judged.standing.status,
            "status_reason": judged.standing.reason,
            "computed_status": judged.computed.status,
            "status_override": judged.override,
            "confidence": sum(confidences) / len(confidences) if confidences else None,
            "net_confidence": net_confidence(rows),
            "grade": self._grade(objective, progress),
            "why": of_objective(objective, progress, parts, self._names.as_of),
        }

    def _grade(self, objective: Objective, progress: ObjectiveProgress) -> Any:
        if not self._is_ended(objective):
            return None
        return grade(
            progress.value,
            objective.score,
            objective.commitment,
            method=self._method,
            outcome=objective.outcome,
        )

    def _record(self, objective: Objective, key_result: KeyResult) -> Record:
        noted = values(objective, key_result, self._earlier, self._known)
        return Record(
            last_of_days(noted),
            self._ledger.of(objective, key_result.id),
            self._names.as_of,
            self._is_ended(objective),
            noted,
        )

    def _is_ended(self, objective: Objective) -> bool:
        return self._names.as_of > objective.cycle.end or objective.state in ("closed", "abandoned")

    def _below_first(self, objective: Objective, known: Container[int]) -> Iterator[Objective]:
        """Its family from the leaves up, without what is known: a tree may be deeper than calls may nest."""
        if self._names.place(objective) not in known:
            yield from (
                one for one in reversed(self.family(objective)) if self._names.place(one) not in known
            )

    def _parts(self, objective: Objective) -> list[Part]:
        parts: list[Part] = []
        if objective.driver in ("key_results", "both"):
            parts += [
                Part(one.id, one.weight, row.progress, row.expected if one.phases else None)
                for one in objective.key_results
                if one.kind not in OUTSIDE_THE_MEAN and (row := self.key_result(objective, one))
            ]
        if objective.driver in ("children", "both"):
            parts += [
                Part(child.id, child.weight, self._progress.get(self._names.place(child), _LOOPING))
                for child in self.children(objective)
            ]
        return parts

    def _members(self, objective: Objective) -> list[tuple[str, Standing]]:
        # Whatever moves its progress: a key result at risk is never hidden.
        rows = [self.key_result(objective, one) for one in objective.key_results]
        members = [(row.id, Standing(row.status, row.status_reason)) for row in rows]
        if objective.driver in ("children", "both"):
            members += [(child.id, self._standing(child)) for child in self.children(objective)]
        return members

    def _standing(self, child: Objective) -> Standing:
        judged = self._judged.get(self._names.place(child))
        return judged.standing if judged else Standing("pending", "its parents run in a loop")


def mean(parts: Sequence[Part]) -> ObjectiveProgress:
    """The weighted mean of what has data, and the weight of what has none. A negative weight is none."""
    weighed = [(max(0.0, part.weight), part.progress) for part in parts]
    known = [(weight, one.value, one.raw or 0.0) for weight, one in weighed if one.value is not None]
    missing = sum(weight for weight, one in weighed if one.value is None)
    whole = sum(weight for weight, _, _ in known)
    if whole <= 0:
        return ObjectiveProgress(None, None, missing)
    value = sum(weight * value for weight, value, _ in known) / whole
    raw = sum(weight * raw for weight, _, raw in known) / whole
    return ObjectiveProgress(clamp(value), raw, missing)


def net_confidence(rows: Collection[ReportKeyResult]) -> NetConfidence:
    """The share on track less the share at risk; what is achieved is on track."""
    if not rows:
        return NetConfidence(0, None, None, None)
    on_track = sum(row.status in ("on track", "achieved") for row in rows) / len(rows)
    at_risk = sum(row.status == "at risk" for row in rows) / len(rows)
    return NetConfidence(len(rows), on_track, at_risk, on_track - at_risk)


def _children(names: Names) -> dict[int, list[Objective]]:
    found: dict[int, list[Objective]] = {}
    for child in names.in_scope():
        if child.relation == "contributes" and child.state in ("active", "closed"):
            parent = names.parent(child)
            if parent and parent.objective is not child:
                found.setdefault(names.place(parent.objective), []).append(child)
    return found
