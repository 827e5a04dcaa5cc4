"""Closing a cycle: scores and states in the file, and the next cycle's file beside it."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from okrsync.config.carrying import Carried, carried_file
from okrsync.config.editing import Change, with_changes
from okrsync.config.globs import fits
from okrsync.config.loading import load_at
from okrsync.config.outline import entries, inner
from okrsync.core.closing import needs_cause, rescored
from okrsync.core.cycles import following
from okrsync.core.teams import COMPANY
from okrsync.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from okrsync.config import Configuration
    from okrsync.config.documents import Document
    from okrsync.config.outline import Entry
    from okrsync.config.repositories import Place, Reader
    from okrsync.core.closing import Closing, ClosingPart
    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals, Method, Objective


_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")


class Edited(NamedTuple):
    """A file before and after; one that is new had no text."""

    path: Path
    before: str
    after: str

    def diff(self) -> str:
        names = (str(self.path) if self.before else "/dev/null", str(self.path))
        before, after = (text.splitlines(keepends=True) for text in (self.before, self.after))
        return "".join(difflib.unified_diff(before, after, *names))


def next_cycle(file: Configuration, cycle: Cycle, named: str | None) -> Cycle:
    """The cycle of that name, else the one that follows by the calendar. UsageError where there is none."""
    if named is not None:
        found = file.cycle(cycle.end, named)
        if found.start <= cycle.end:
            raise UsageError(f"{found.id} begins on {found.start}, before {cycle.id} is over.")
        return found
    after = following(cycle)
    if after is None:
        raise UsageError(f"{cycle.id} has dates of its own: name the next cycle with --next.")
    return after


def close(file: Configuration, goals: Goals, cycle: Cycle, closings: Sequence[Closing]) -> tuple[Edited, ...]:
    """The file, and what it includes, with states, scores and causes; only what changes."""
    on_disk(file)
    pursued = {one.id: one for one in goals.objectives if one.cycle.id == cycle.id}
    found: dict[str, list[Change]] = {}
    for entry in _of(file, cycle):
        closing = next((one for one in closings if one.id == entry.text("id")), None)
        if closing is not None:
            changes = _changes(entry, closing, pursued[closing.id], goals.method)
            found.setdefault(entry.document.path, []).extend(changes)
    paths = {document.path: document for document in file.documents}
    edited = (_edited(file, paths[path], changes) for path, changes in found.items())
    return tuple(one for one in edited if one.before != one.after)


def carry(
    file: Configuration, cycles: tuple[Cycle, Cycle], closings: Sequence[Closing], place: Path | None
) -> Edited | None:
    """The next cycle's file with what is kept or to be modified; None where nothing goes on."""
    cycle, after = cycles
    by_id = {one.id: one for one in closings if one.carry != "abandon"}
    written = [entry for entry in _of(file, cycle) if entry.text("id") in by_id]
    going = [_carried(entry, by_id[str(entry.text("id"))]) for entry in written]
    if not going:
        return None
    path = place or next_file(file, after.id)
    if path.exists():
        raise UsageError(f"{path} is there already, and stays as it is: name another file with -o.")
    return Edited(path, "", carried_file(cycle.id, after.id, going))


def next_file(file: Configuration, cycle: str) -> Path:
    """Beside the goals, where one of the file's `include` patterns finds it."""
    for pattern in file.file.include:
        name = f"{pattern.rpartition('/')[0]}/{cycle}.toml".lstrip("/")
        if fits(name, pattern):
            return file.folder / name
    return file.folder / f"okrs-{cycle}.toml"


def is_included(file: Configuration, path: Path) -> bool:
    below = path.absolute().as_posix().removeprefix(f"{file.folder.absolute().as_posix()}/")
    return any(fits(below, pattern) for pattern in file.file.include)


def checked(file: Configuration, edits: Sequence[Edited]) -> Configuration:
    """The configuration as it will be; ConfigError where it could not be read."""
    place = on_disk(file)
    root = place.folder
    texts = {
        one.path.absolute().relative_to(root).as_posix(): one.after
        for one in edits
        if one.path.absolute().is_relative_to(root)
    }
    return load_at(replace(place, reader=_Overlaid(place.reader, texts)))


class _Overlaid:
    """Reads files as they will be."""

    def __init__(self, reader: Reader, texts: Mapping[str, str]) -> None:
        self._reader = reader
        self._texts = texts

    def read(self, path: str) -> bytes:
        return self._texts[path].encode() if path in self._texts else self._reader.read(path)

    def find(self, pattern: str) -> list[str]:
        new = {path for path in self._texts if fits(path, pattern)}
        return sorted(new | set(self._reader.find(pattern)))


def on_disk(file: Configuration) -> Place:
    if file.read_at is None or file.repository is not None:
        raise UsageError(f"{file.place} is read from elsewhere: close the cycle in a clone of it.")
    return file.read_at


def _of(file: Configuration, cycle: Cycle) -> Iterator[Entry]:
    """The objectives of the cycle as they are written."""
    own = file.file.cycle
    for entry in entries(file.documents, "objectives"):
        named = entry.text("cycle") or own
        if named is None or named.casefold() == cycle.id.casefold():
            yield entry


def _changes(entry: Entry, one: Closing, objective: Objective, method: Method) -> Iterator[Change]:
    scores = {part.id: part.score for part in one.parts if part.score is not None}
    score = rescored(one, objective, scores)
    # Without a cycle of its own it would be next quarter's as soon as the file's `cycle` is.
    cycle = None if "cycle" in entry.table else objective.cycle.id
    wanted = {"cycle": cycle, "state": "closed", "score": score, "outcome": one.outcome, "cause": one.cause}
    yield Change(entry.path, _new(entry, wanted))
    parts = {part.id.casefold(): part for part in one.parts}
    for table in inner(entry, "key_results"):
        part = parts[f"{one.id}.{table.text('id')}".casefold()]
        remarks = _remarks(part, method, is_told=bool(one.cause))
        yield Change(table.path, _new(table, {"score": part.score, "cause": part.cause}), remarks)


def _new(entry: Entry, wanted: Mapping[str, object]) -> dict[str, object]:
    return {
        key: value for key, value in wanted.items() if value is not None and entry.table.get(key) != value
    }


def _remarks(part: ClosingPart, method: Method, *, is_told: bool) -> tuple[str, ...]:
    if part.score is None:
        return ("score = 0.0  # it never had a value: give it a score", 'cause = "…"  # and say why')
    if needs_cause(part.score, method) and not (part.cause or is_told):
        return (f'cause = "…"  # it scored {part.score:g}: say what kept it from more',)
    return ()


def _edited(file: Configuration, document: Document, changes: Sequence[Change]) -> Edited:
    path = file.folder / document.path
    try:
        with path.open(encoding="utf-8", newline="") as opened:
            raw = opened.read()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from None
    text = raw.replace("\r\n", "\n")
    real = [change for change in changes if change.values or change.remarks]
    after = with_changes(text, real, document.shown) if real else text
    return Edited(path, raw, after.replace("\n", "\r\n") if "\r\n" in raw else after)


def _carried(entry: Entry, one: Closing) -> Carried:
    parts = {part.id.casefold(): part for part in one.parts}
    told = [
        (_ahead(table, part), _reached(table, part))
        for table in inner(entry, "key_results")
        if (part := parts[f"{one.id}.{table.text('id')}".casefold()]).carry != "abandon"
    ]
    table = dict(entry.table)
    if one.carry == "modify":
        table["state"] = "draft"
    elif table.get("state") != "draft":
        table.pop("state", None)
    return Carried(table, _why(one), told)


def _ahead(table: Entry, part: ClosingPart) -> dict[str, object]:
    """It begins where it has come to."""
    is_number = isinstance(part.reached, (int, float)) and not isinstance(part.reached, bool)
    begins = {"baseline": _plain(part.reached)} if is_number and "target" in table.table else {}
    return {**table.table, **begins}


def _reached(table: Entry, part: ClosingPart) -> str:
    scored = "without a score" if part.score is None else f"scored {part.score:g}"
    course = ""
    if "target" in table.table:
        begun = table.table.get("baseline", "nothing known")
        came = "without a value" if part.reached is None else f"reached {_plain(part.reached)}"
        course = f", from {begun} to {table.table['target']}, {came}"
    return f"{scored}{course}: {'rework it' if part.carry == 'modify' else 'does the title still say it?'}"


def _plain(value: object) -> object:
    """A whole number without its decimals, as people write it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _why(one: Closing) -> str:
    if one.carry == "modify":
        return f"To be modified: {one.why}. A draft counts nothing until it is active."
    return f"Kept: {one.why}."


class Carrier(NamedTuple):
    """A team of the file, and an id for its first goal."""

    id: str
    title: str
    goal: str


def carriers(file: Configuration, only: Sequence[str]) -> list[Carrier]:
    """The teams that may have goals, or only these. UsageError for one the file does not have."""
    titles = {team.id: team.title or team.id for team in file.file.teams}
    folded = {name.casefold() for name in titles}
    titles |= {
        one.team: one.team for one in file.file.objectives if one.team and one.team.casefold() not in folded
    }
    known = {name.casefold(): name for name in titles if name.casefold() != COMPANY}
    unknown = [name for name in only if name.casefold() not in known]
    if unknown:
        raise UsageError(f"No team is called {unknown[0]}: known are {', '.join(known.values()) or 'none'}.")
    wanted = {name.casefold() for name in only} or known.keys()
    return [Carrier(name, titles[name], _goal_id(name)) for fold, name in known.items() if fold in wanted]


def _goal_id(team: str) -> str:
    return f"{_UNFIT.sub('-', team).strip('-').upper() or 'TEAM'}-1"
