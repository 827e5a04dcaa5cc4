"""The end of a cycle: proposed scores, and what of it goes on in the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from okrsync.core.grading import grade
from okrsync.core.progress import HELD, reaches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals, KeyResult, Objective, Outcome
    from okrsync.core.method import Method
    from okrsync.core.report import Report, ReportKeyResult

Carry = Literal["keep", "modify", "abandon"]


class ClosingPart(NamedTuple):
    """A key result at the end: its score, why it is what it is, and whether it goes on."""

    id: str
    title: str
    reached: float | str | bool | None
    score: float | None
    cause: str | None
    carry: Carry


class Closing(NamedTuple):
    """An objective at the end. `why` says what the proposal to keep, modify or abandon it rests on."""

    id: str
    title: str
    score: float | None
    outcome: Outcome | None
    cause: str | None
    carry: Carry
    why: str
    parts: tuple[ClosingPart, ...]


def proposals(goals: Goals, cycle: Cycle, report: Report) -> tuple[Closing, ...]:
    """What to write down of each objective of the cycle somebody pursued, in the file's order.

    What a person wrote already stands.
    """
    rows = {row.id: row for row in report.key_results}
    progress = {row.id: row.progress.value for row in report.objectives}
    return tuple(
        _proposed(one, rows, progress.get(one.id), goals.method)
        for one in goals.objectives
        if one.cycle.id == cycle.id and one.state in ("active", "closed")
    )


def needs_cause(score: float | None, method: Method) -> bool:
    return score is not None and score < method.score_green


def reconsidered(one: Closing, objective: Objective, method: Method) -> Closing:
    """As its key results were scored now: its own score, what becomes of it and of them, and why."""
    kinds = {part.id: part.kind for part in objective.key_results}
    parts = tuple(
        part._replace(carry=_onward(kinds[part.id], part.score, objective, method)) for part in one.parts
    )
    changed = one._replace(parts=parts)
    return _concluded(changed._replace(score=rescored(changed, objective, method)), objective, method)


def rescored(one: Closing, objective: Objective, method: Method) -> float | None:
    """The objective's score by those of its key results; what was given by a person stands."""
    if objective.score is not None:
        return objective.score
    scores = {part.id: part.score for part in one.parts if part.score is not None}
    counted = [
        (max(0.0, part.weight), scores[part.id])
        for part in objective.key_results
        if part.kind != "guardrail" and part.id in scores
    ]
    whole = sum(weight for weight, _ in counted)
    if objective.driver != "key_results" or whole <= 0:
        return one.score
    return _rounded(sum(weight * score for weight, score in counted) / whole, method)


def _proposed(
    objective: Objective, rows: dict[str, ReportKeyResult], value: float | None, method: Method
) -> Closing:
    parts = tuple(_part(objective, part, rows[part.id], method) for part in objective.key_results)
    score = objective.score if objective.score is not None else _rounded(value, method)
    one = Closing(objective.id, objective.title, score, None, objective.cause, "keep", "", parts)
    return _concluded(one, objective, method)


def _concluded(one: Closing, objective: Objective, method: Method) -> Closing:
    """What its scores come to."""
    made = grade(None, one.score, objective.commitment, method=method, outcome=objective.outcome)
    is_reached = made.outcome in ("met", "validated") or (
        bool(one.parts) and all(part.carry == "abandon" for part in one.parts)
    )
    carry, why = _carried(one.score, is_reached, method)
    return one._replace(outcome=_learned(objective, made.outcome), carry=carry, why=why)


def _part(objective: Objective, part: KeyResult, row: ReportKeyResult, method: Method) -> ClosingPart:
    score = part.score if part.score is not None else _rounded(row.progress.value, method)
    carry = _onward(part.kind, score, objective, method)
    return ClosingPart(part.id, part.title, row.current, score, part.cause, carry)


def _onward(kind: str, score: float | None, objective: Objective, method: Method) -> Carry:
    """What was reached stays behind, but what must go on holding."""
    made = grade(None, score, objective.commitment, method=method)
    is_reached = made.outcome in ("met", "validated")
    return "abandon" if is_reached and kind not in HELD else "keep"


def _learned(objective: Objective, outcome: str | None) -> Outcome | None:
    names: dict[str | None, Outcome] = {
        "validated": "validated",
        "invalidated": "invalidated",
        "inconclusive": "inconclusive",
    }
    return names.get(outcome) if objective.commitment == "learning" else None


def _carried(score: float | None, is_reached: bool, method: Method) -> tuple[Carry, str]:  # noqa: FBT001 (a fact)
    if is_reached:
        return "abandon", "it was reached"
    if score is None:
        return "modify", "it never had a value"
    if score < method.score_yellow:
        return "modify", f"it scored {score:g}: more of the same will not do"
    return "keep", f"it scored {score:g}, and is on its way"


def _rounded(value: float | None, method: Method) -> float | None:
    """With two decimals, but never lifted over what it fell short of: 0.696 is no 0.7."""
    if value is None:
        return None
    edges = (method.score_yellow, method.score_green, method.aspirational_score, method.committed_score)
    near = round(value, 2)
    is_lifted = any(reaches(near, edge) and not reaches(value, edge) for edge in edges)
    return round(near - 0.01, 2) if is_lifted else near


def chosen(proposed: tuple[Closing, ...], wanted: dict[str, Carry]) -> Iterator[Closing]:
    """The proposals as people want them: of an objective, or of one of its key results, by id."""
    by_fold = {name.casefold(): carry for name, carry in wanted.items()}
    for one in proposed:
        parts = tuple(part._replace(carry=by_fold.get(part.id.casefold(), part.carry)) for part in one.parts)
        yield one._replace(carry=by_fold.get(one.id.casefold(), one.carry), parts=parts)
