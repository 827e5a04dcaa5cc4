"""Targets that moved: what was changed of a goal, in the file, after its cycle began."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from okrsync.core.cycles import calendar_cycle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from okrsync.core.goals import Goals, Objective

# What a version of the file says of a goal: "target" → 3.
Facts = dict[str, object]
Span = tuple["date", "date"]  # the first and the last day

_NOWHERE: Mapping[str | None, Facts] = MappingProxyType({})
_NOTHING: Facts = {}
_NO_SPANS: Mapping[str, Span] = MappingProxyType({})


class Version(NamedTuple):
    """The file as one commit or the disk has it. Goals by id, in lower case, each under its cycles."""

    on: date
    commit: str | None  # None: not committed yet
    reason: str | None
    goals: Mapping[str, Mapping[str | None, Facts]]
    cycles: Mapping[str, Span] = _NO_SPANS  # by id, in lower case, those that are given dates


class Edit(NamedTuple):
    """A baseline, target, owner or date that was changed in the file."""

    goal: str
    cycle: str
    key: str
    before: str
    after: str
    on: date
    commit: str | None
    reason: str | None = None
    original: object = None  # what stood there before, as the file had it


def edits(goals: Goals, versions: Sequence[Version]) -> tuple[Edit, ...]:
    """Every change to a goal after its cycle's first day, oldest first; `versions` are.

    To write a goal down, to fill in what was unknown, or to say the same in other words is no change; nor is
    anything done to a draft, until it was active once.
    """
    found = (edit for objective in goals.objectives for edit in _of(objective, versions))
    return tuple(sorted(found, key=lambda edit: (edit.on, edit.goal, edit.key)))


class Change(Protocol):
    """An edit, here or as a report shows it."""

    @property
    def key(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...


_Change = TypeVar("_Change", bound=Change)


def lasting(changes: Sequence[_Change]) -> list[_Change]:
    """Those of one goal, oldest first, without what was set back to how it began."""
    began = {one.key: one.before for one in reversed(changes)}
    now = {one.key: one.after for one in changes}
    return [one for one in changes if began[one.key] != now[one.key]]


class _Step(NamedTuple):
    """One version of an objective: the cycle it stood under, and that cycle's days, where they are known."""

    version: Version
    cycle: str | None
    span: Span | None

    def said(self, name: str) -> Facts:
        """Of a goal by its name in lower case."""
        return self.version.goals.get(name, _NOWHERE).get(self.cycle, _NOTHING)


def _of(objective: Objective, versions: Sequence[Version]) -> Iterator[Edit]:
    steps = [*_steps(objective, versions)]
    yield from _changed(objective.id, [(step, _dated(objective, step)) for step in steps], objective)
    for part in objective.key_results:
        name = part.id.casefold()
        yield from _changed(part.id, [(step, step.said(name)) for step in steps], objective)


def _steps(objective: Objective, versions: Sequence[Version]) -> Iterator[_Step]:
    """The versions that have the objective, and those of another cycle from which it was moved here."""
    own, name = objective.cycle.id.casefold(), objective.id.casefold()
    former: list[_Step] = []
    for version in versions:
        cycles = version.goals.get(name, _NOWHERE)
        if own in cycles or None in cycles:
            step = _step(version, own if own in cycles else None, objective)
            if former and former[-1].cycle not in cycles and _is_moved(former[-1], step, objective):
                yield from former
            former = []
            yield step
        elif cycles:
            if former and former[-1].cycle not in cycles:
                former = []
            former.append(_step(version, former[-1].cycle if former else next(iter(cycles)), objective))


def _step(version: Version, cycle: str | None, objective: Objective) -> _Step:
    if cycle is None:
        return _Step(version, cycle, (objective.cycle.start, objective.cycle.end))
    known = calendar_cycle(cycle)
    span = version.cycles.get(cycle) or ((known.start, known.end) if known else None)
    return _Step(version, cycle, span)


def _is_moved(former: _Step, step: _Step, objective: Objective) -> bool:
    """Whether it left a cycle that was running.

    Where neither version names it, the file has gone on to its next one, unless the two overlap.
    """
    if former.span is None or not former.span[0] < step.version.on <= former.span[1]:
        return False
    name, cycle = objective.id.casefold(), objective.cycle
    names_it = former.said(name).get("cycle") and step.said(name).get("cycle")
    return bool(names_it) or (cycle.start <= former.span[1] and former.span[0] <= cycle.end)


def _dated(objective: Objective, step: _Step) -> Facts:
    """What a version says of the objective itself, with the days of its cycle."""
    said = step.said(objective.id.casefold())
    is_here = step.cycle in (None, objective.cycle.id.casefold())
    facts = {"owner": said.get("owner"), "cycle": objective.cycle.id if is_here else _named(step)}
    if is_here and step.span:
        facts |= {"cycle.start": step.span[0], "cycle.end": step.span[1]}
    return facts


def _named(step: _Step) -> str:
    """The cycle as people write it: a calendar's in capitals."""
    known = calendar_cycle(step.cycle or "")
    return known.id if known else step.cycle or ""


def _changed(name: str, course: Sequence[tuple[_Step, Facts]], objective: Objective) -> Iterator[Edit]:
    known: Facts = {}
    begin, is_settled = objective.cycle.start, False
    for step, now in course:
        version = step.version
        if is_settled and version.on > begin and now != known:
            for key, old, new in _changes(known, now):
                told = (_told(key, old), _told(key, new))
                yield Edit(
                    name, objective.cycle.id, key, *told, version.on, version.commit, version.reason, old
                )
        known, begin = now or known, _start(step, objective)
        is_settled = is_settled or step.said(objective.id.casefold()).get("state") != "draft"


def _start(step: _Step, objective: Objective) -> date:
    """The first day, by what was said then: who moves it does not undo what was changed since."""
    return step.span[0] if step.span else objective.cycle.start


def _changes(before: Facts, after: Facts) -> Iterator[tuple[str, object, object]]:
    for key, old in before.items():
        # Without a curve of its own a key result is expected to follow a straight line.
        is_known = old is not None or key == "phases"
        if key in after and is_known and _plain(after[key]) != _plain(old):
            yield key, old, after[key]


def _plain(value: object) -> object:
    """Without the case of letters: 2026-q4 is 2026-Q4."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.casefold() if isinstance(value, str) else value


def _told(key: str, value: object) -> str:
    if value is None:
        return "a straight line" if key == "phases" else "nothing"
    if isinstance(value, list):
        return ", ".join(_point(one) if isinstance(one, list) else str(one) for one in value)
    is_short = isinstance(value, float) and float(f"{value:g}") == value
    return f"{value:g}" if is_short else str(value)


def _point(point: Sequence[object]) -> str:
    day, share = point
    return f"{day}: {share:.0%}" if isinstance(share, (int, float)) else f"{day}: {share}"
