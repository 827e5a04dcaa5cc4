"""Lint: the goals of the file, judged with what the store knows, each finding at its line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from okrsync.config.origins import Origin
from okrsync.core.history import booked, histories, measured_values
from okrsync.core.issued_goals import with_issued
from okrsync.core.linting.draft import Draft
from okrsync.core.linting.linting import lint
from okrsync.core.linting.seen import Seen
from okrsync.steps.edits import edits_of
from okrsync.steps.kept import kept

if TYPE_CHECKING:
    from datetime import date

    from okrsync.config import Configuration
    from okrsync.config.commits import Git
    from okrsync.core.goals import Goals, LintLevel
    from okrsync.core.linting.draft import Path
    from okrsync.core.linting.linting import Finding
    from okrsync.ports import Store


class LintFinding(NamedTuple):
    """What is wrong and where, as `okrsync.lint/1` has it."""

    id: str
    level: LintLevel
    goal: str | None
    file: str
    line: int
    message: str
    why: str
    example: str


class Left(NamedTuple):
    """A finding somebody decided to leave, with the reason."""

    finding: LintFinding
    reason: str


class Unasked(NamedTuple):
    """A rule that lacked what it looks at."""

    id: str
    reason: str


class Judged(NamedTuple):
    """All findings in the order of the file, and the rules that could not look."""

    findings: tuple[LintFinding, ...]
    silenced: tuple[Left, ...]
    unasked: tuple[Unasked, ...]


def judge_goals(file: Configuration, day: date, store: Store | None, git: Git) -> Judged:
    """Judge the goals and the file's history; without a store, by the file and its check-ins alone."""
    goals, cycle = file.goals(day), file.cycle(day)
    sources = [source.name for source in file.sources]
    items = list(store.items(sources)) if store is not None else []
    goals = with_issued(goals, items)
    noted = file.checkins(day)
    looked = edits_of(file, goals, git, today=day)
    draft = Draft(goals, cycle, day, checkins=booked(noted, goals)[0], edits=looked.edits)
    if store is not None:
        draft = replace(
            draft,
            checkins=booked((*measured_values(store.measured(), goals), *noted), goals)[0],
            histories=histories((one.day, one.file.goals(one.day)) for one in kept(store, file)),
            seen=Seen(items, goals, cycle, day),
        )
    linted = lint(draft)
    lacking = {"seen": "nothing was synced yet", "edits": looked.unseen}
    order = {document.shown: place for place, document in enumerate(file.documents)}
    return Judged(
        findings=tuple(
            sorted((_placed(file, one, goals) for one in linted.findings), key=lambda one: _rank(one, order))
        ),
        silenced=tuple(Left(_placed(file, one.finding, goals), one.reason) for one in linted.silenced),
        unasked=tuple(Unasked(rule.id, lacking[rule.needs]) for rule in linted.unasked if rule.needs),
    )


def _placed(file: Configuration, finding: Finding, goals: Goals) -> LintFinding:
    origin = _origin(file, finding.path, goals)
    return LintFinding(
        id=finding.id,
        level=finding.level,
        goal=finding.goal,
        file=origin.file,
        line=origin.line,
        message=finding.message,
        why=finding.why,
        example=finding.example,
    )


def _origin(file: Configuration, path: Path, goals: Goals) -> Origin:
    """Goals that live as issues stand behind those of the file, and in no line of it."""
    if path[:1] == ("objectives",) and isinstance(path[1], int) and path[1] >= len(file.file.objectives):
        return Origin(goals.objectives[path[1]].issue or file.place, 1)
    return file.origin(path)


def _rank(finding: LintFinding, order: dict[str, int]) -> tuple[int, int]:
    return (order.get(finding.file, 0), finding.line)
