"""R: how values and scores are kept."""

from __future__ import annotations

from datetime import timedelta
from statistics import fmean
from typing import TYPE_CHECKING

from okrsync.core.edits import lasting
from okrsync.core.history import last_of_days, unmoved_since
from okrsync.core.linting.draft import Flaw
from okrsync.core.naming import Goal
from okrsync.core.progress import HELD, exceeds
from okrsync.core.result_rows import measured
from okrsync.core.serving import Served
from okrsync.core.statuses import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.edits import Edit
    from okrsync.core.goals import KeyResult
    from okrsync.core.linting.draft import Draft


def overdue(draft: Draft) -> Iterator[Flaw]:
    """R1."""
    for goal, part in _running(draft):
        if part.measure or part.kind == "work" or part.steps:
            continue
        known = draft.values(goal.objective, part)
        last = known[-1].on if known else goal.objective.cycle.start
        cadence = part.cadence_days or draft.method.cadence_days
        allowed = timedelta(days=cadence + draft.method.grace_days)
        if draft.day - last > allowed:
            since = f"its last value is from {last}" if known else f"it has had no value since {last}"
            message = (
                f"{since}; one is due every {_days(cadence)}, with {_days(draft.method.grace_days)} of grace"
            )
            yield draft.flaw(goal, "current", message)


def flat(draft: Draft) -> Iterator[Flaw]:
    """R2."""
    for goal, part in _running(draft):
        known = draft.values(goal.objective, part)
        idle = (draft.day - unmoved_since(known)).days if known else 0
        if idle >= draft.method.flat_days and _is_on_track(draft, goal, part):
            yield draft.flaw(goal, "current", f"it counts as on track, but has not moved for {idle} days")


def edited(draft: Draft, edits: tuple[Edit, ...]) -> Iterator[Flaw]:
    """R3."""
    told: set[tuple[str, ...]] = set()
    for edit in _standing(edits):
        goal = draft.names.find(edit.goal, draft.cycles.get(edit.cycle))
        change = f"{edit.key} was changed from {edit.before} to {edit.after}"
        # The days of a cycle are those of all its goals: they are told once.
        about = edit.cycle if edit.key.startswith("cycle.") else edit.goal
        seen = (about, edit.cycle, change, edit.commit or "")
        if goal is None or edit.cycle != goal.objective.cycle.id or edit.reason or seen in told:
            continue
        told.add(seen)
        yield _unexplained(draft, goal, edit, change)


def _standing(edits: tuple[Edit, ...]) -> Iterator[Edit]:
    """Goal by goal, without what was set back."""
    goals: dict[tuple[str, str], list[Edit]] = {}
    for edit in edits:
        goals.setdefault((edit.cycle, edit.goal), []).append(edit)
    for changes in goals.values():
        yield from lasting(changes)


def _unexplained(draft: Draft, goal: Goal, edit: Edit, change: str) -> Flaw:
    """Before it is committed there is still time to say why: that fails nothing yet."""
    if edit.commit:
        return draft.flaw(goal, edit.key, f"{change} on {edit.on} ({edit.commit[:9]}), and nothing says why")
    message = f"{change} and is not committed yet: say why in the commit's message, OKR-Reason: …"
    return draft.flaw(goal, edit.key, message, "warning")


def unscored(draft: Draft) -> Iterator[Flaw]:
    """R4."""
    for goal, part in _ended(draft):
        if part.score is None:
            yield draft.flaw(goal, "score", f"{goal.objective.cycle.id} is over, and it has no score")
        elif part.score < draft.method.score_green and not (part.cause or goal.objective.cause):
            message = f"it scored {part.score:g}, and nothing says what kept it from more"
            yield draft.flaw(goal, "score", message, "warning")


def sandbagged(draft: Draft) -> Iterator[Flaw]:
    """R5."""
    found: dict[str, list[tuple[Goal, float]]] = {}
    for goal, part in _ended(draft):
        if goal.objective.commitment == "aspirational" and part.score is not None:
            found.setdefault(goal.objective.cycle.id, []).append((goal, part.score))
    for cycle, scored in found.items():
        mean = fmean(score for _, score in scored)
        if exceeds(mean, draft.method.sandbagging_score):
            message = (
                f"the aspirational goals of {cycle} scored {mean:.2f} on average: they asked for too little"
            )
            yield Flaw(message, (*draft.place(scored[0][0]), "score"))


def _running(draft: Draft) -> Iterator[tuple[Goal, KeyResult]]:
    """The key results that are to be reached by now."""
    for one in draft.objectives:
        if one.state == "active" and one.cycle.contains(draft.day):
            yield from ((Goal(one, part), part) for part in one.key_results)


def _ended(draft: Draft) -> Iterator[tuple[Goal, KeyResult]]:
    for one in draft.goals.objectives:
        if one.state in ("active", "closed") and one.cycle.end < draft.day:
            yield from ((Goal(one, part), part) for part in one.key_results)


def _is_on_track(draft: Draft, goal: Goal, part: KeyResult) -> bool:
    """Whether a report says so: by its value, or by a person's word."""
    if part.kind in (*HELD, "work"):
        return False
    known = Record(last_of_days(draft.values(goal.objective, part)), Served(), draft.day, is_ended=False)
    return measured(goal.objective, part, known, draft.method).status == "on track"


def _days(number: int) -> str:
    return "day" if number == 1 else f"{number} days"
