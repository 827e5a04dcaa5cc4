"""What a file says of goals and their dates, even where something in it is wrong."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.config.documents import Document, decoded, patterns
from okrsync.config.outline import entries, inner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrsync.core.edits import Facts, Span

_WATCHED = ("baseline", "target", "min", "max", "levels", "owner")

_PAIR = 2  # a day, and the share expected by then

# Before each table that stands on its own: what belongs to an objective stays with it.
_AT_TABLES = re.compile(r"""^(?=\[)(?!\[+[ \t]*["']?objectives["']?[ \t]*\.)""", re.MULTILINE)

# By the goal's id, then by its cycle; None where it names none. Both in lower case.
ByGoal = dict[str, dict[str | None, "Facts"]]


class Saying(NamedTuple):
    """What one file says, or all of them together."""

    goals: ByGoal
    cycles: dict[str, Span]  # with dates of their own
    cycle: str | None = None  # of goals that name none
    include: tuple[str, ...] = ()
    is_whole: bool = True  # nothing was unreadable


UNREADABLE = Saying({}, {}, is_whole=False)


class Sayings:
    """What contents of files say. What stayed as it was from one to the next is read once."""

    def __init__(self) -> None:
        self._known: dict[str, Saying] = {}

    def of(self, content: bytes) -> Saying:
        """What a file's content says: nothing where it cannot be read."""
        try:
            text = decoded(content)
        except UnicodeError:
            return UNREADABLE
        parts = [self._part(part) for part in _AT_TABLES.split(text)]
        # A table's head may stand in a text or a list: only the whole of it can be read then.
        return _joined(parts) if all(part.is_whole for part in parts) else self._part(text)

    def _part(self, text: str) -> Saying:
        if text not in self._known:
            self._known[text] = _read(text)
        return self._known[text]


def _read(text: str) -> Saying:
    try:
        return said(Document("", "", "", tomllib.loads(text), is_main=False))
    except (ValueError, RecursionError):
        return UNREADABLE


def said(document: Document) -> Saying:
    """What a file that was read says."""
    cycles = {
        name.casefold(): (start, end)
        for one in entries([document], "cycles")
        if (name := one.text("id"))
        and (start := _day(one.table.get("start")))
        and (end := _day(one.table.get("end")))
    }
    include = tuple(pattern for _, pattern in patterns(document.tables))
    return Saying(_goals(document), cycles, _name(document.tables.get("cycle")), include)


def together(main: Saying, *included: Saying) -> Saying:
    """All of them as one: goals without a cycle are of the main file's."""
    whole = _joined([main, *included])
    if main.cycle is None:
        return whole
    goals: ByGoal = {
        name: {of or main.cycle: fact for of, fact in facts.items()} for name, facts in whole.goals.items()
    }
    return whole._replace(goals=goals)


def _joined(parts: Sequence[Saying]) -> Saying:
    """The first one's cycle and includes hold."""
    goals: ByGoal = {}
    cycles: dict[str, Span] = {}
    for one in parts:
        cycles |= one.cycles
        for name, facts in one.goals.items():
            goals.setdefault(name, {}).update(facts)
    return Saying(goals, cycles, parts[0].cycle, parts[0].include, all(one.is_whole for one in parts))


def _goals(document: Document) -> ByGoal:
    found: ByGoal = {}
    for objective in entries([document], "objectives"):
        name = objective.text("id")
        if name is None:
            continue
        of = _name(objective.text("cycle"))
        found.setdefault(name.casefold(), {})[of] = {
            "owner": _plain(objective.table.get("owner")),
            "cycle": objective.text("cycle"),
            "state": objective.text("state"),
        }
        for part in inner(objective, "key_results"):
            found.setdefault(f"{name}.{part.text('id')}".casefold(), {})[of] = _facts(part.table)
    return found


def _facts(table: dict[str, Any]) -> Facts:
    steps = table.get("steps")
    return {key: _plain(table.get(key)) for key in _WATCHED} | {
        "steps": len(steps) if isinstance(steps, list) else None,
        "due": _dues(steps),
        "phases": _curve(table.get("phases")),
    }


def _plain(value: Any) -> str | float | list[str] | None:
    """Whatever stands there, as something that can be told and kept."""
    if isinstance(value, list):
        return [str(one) for one in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _dues(steps: Any) -> str | None:
    """The dates of a milestone's steps, as one text; None where it has none."""
    listed = steps if isinstance(steps, list) else []
    dated = [str(one["due"]) for one in listed if isinstance(one, dict) and "due" in one]
    return ", ".join(sorted(dated)) or None


def _curve(phases: Any) -> list[list[Any]] | None:
    """Its points in the order of their days; None where there are none."""
    listed = phases if isinstance(phases, list) else []
    pairs = [one for one in listed if isinstance(one, list) and len(one) == _PAIR]
    points = [[known, _plain(share)] for day, share in pairs if (known := _day(day))]
    return sorted(points, key=lambda point: point[0]) or None


def _day(value: Any) -> date | None:
    """Days may stand in quotes."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if type(value) is date else None


def _name(value: Any) -> str | None:
    return value.casefold() if isinstance(value, str) and value else None
