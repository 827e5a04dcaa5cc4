"""Closing a cycle: scores and states in the file, and what goes on as the next cycle's file."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from okrsync.config.carrying import Carried, carried_file
from okrsync.config.documents import Document, decoded
from okrsync.config.editing import Change, with_changes
from okrsync.config.outline import entries, inner
from okrsync.core.closing import needs_cause, rescored
from okrsync.core.numerals import is_number
from okrsync.errors import ConfigError, UsageError
from okrsync.steps.opening import next_file
from okrsync.steps.rewriting import Edited, on_disk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from okrsync.config import Configuration
    from okrsync.config.outline import Entry
    from okrsync.core.closing import Closing, ClosingPart
    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals, Objective
    from okrsync.core.method import Method


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
    """The next cycle's file with what is kept or to be modified; None where nothing goes on any more."""
    cycle, after = cycles
    path = place or next_file(file, after.id)
    there = _there(file, after) | _in(path, after)
    by_id = {one.id: one for one in closings if one.carry != "abandon" and one.id not in there}
    written = [entry for entry in _of(file, cycle) if entry.text("id") in by_id]
    going = [_carried(entry, by_id[str(entry.text("id"))]) for entry in written]
    if not going:
        return None
    if path.exists():
        raise UsageError(f"{path} is there already, and stays as it is: name another file with -o.")
    return Edited(path, "", carried_file(cycle.id, after.id, going))


def _there(file: Configuration, cycle: Cycle) -> set[str | None]:
    """The goals that went on already, when a cycle is closed once more."""
    return _named(file.documents, file.file.cycle or "", cycle)


def _in(path: Path, cycle: Cycle) -> set[str | None]:
    """The goals in a file that may not be included yet."""
    try:
        text = decoded(path.read_bytes())
        return _named([Document("", "", text, tomllib.loads(text), is_main=False)], "", cycle)
    except (OSError, ValueError):
        return set()


def _named(documents: Sequence[Document], own: str, cycle: Cycle) -> set[str | None]:
    """The objectives written under a cycle, or under none where it is the file's `own`."""
    written = entries(documents, "objectives")
    return {one.text("id") for one in written if (one.text("cycle") or own).casefold() == cycle.id.casefold()}


def _of(file: Configuration, cycle: Cycle) -> Iterator[Entry]:
    """The objectives of the cycle as they are written."""
    own = file.file.cycle
    for entry in entries(file.documents, "objectives"):
        named = entry.text("cycle") or own
        if named is None or named.casefold() == cycle.id.casefold():
            yield entry


def _changes(entry: Entry, one: Closing, objective: Objective, method: Method) -> Iterator[Change]:
    score = rescored(one, objective, method)
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
            text = opened.read()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from None
    real = [change for change in changes if change.values or change.remarks]
    return Edited(path, text, with_changes(text, real, document.shown) if real else text)


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
    begins = {"baseline": _plain(part.reached)} if is_number(part.reached) and "target" in table.table else {}
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
