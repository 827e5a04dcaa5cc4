"""Keys set in tables of a file that a person wrote: its comments, order and style stay."""

from __future__ import annotations

import re
import tomllib
from copy import deepcopy
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table, Whitespace

from okrsync.config.lines import lines_of
from okrsync.config.plain import edited
from okrsync.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from okrsync.config.lines import Path


class Change(NamedTuple):
    """Keys to set in one table, and remarks to write beneath them."""

    path: Path
    values: Mapping[str, Any]
    remarks: Sequence[str] = ()


def with_changes(text: str, changes: Sequence[Change], name: str) -> str:
    """The text with every key set. ConfigError where it has a form that cannot be edited safely."""
    return edited(text, lambda plain: _with_changes(plain, changes, name))


def _with_changes(text: str, changes: Sequence[Change], name: str) -> str:
    wanted = _applied(tomllib.loads(text), changes)
    for edit in (_by_lines, _by_tables):
        after = edit(text, changes)
        if after is not None and _means(after, wanted):
            return after
    raise ConfigError(
        f"{name} has a form okrsync cannot edit: write each key of a goal on a line of its own, "
        "or set state, score and cause by hand."
    )


def _applied(tables: dict[str, Any], changes: Sequence[Change]) -> dict[str, Any]:
    tables = deepcopy(tables)
    for change in changes:
        _at(tables, change.path).update(change.values)
    return tables


def _at(tables: Any, path: Path) -> Any:
    for step in path:
        tables = tables[step]
    return tables


def _means(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _by_lines(text: str, changes: Sequence[Change]) -> str | None:
    """Line by line, as a person would."""
    known, lines = lines_of(text), text.split("\n")
    # From the end on: what is above stays where it was.
    for change in sorted(changes, key=lambda change: known[change.path], reverse=True):
        own = {path[-1]: line for path, line in known.items() if path[:-1] == change.path}
        plain = [line for key, line in own.items() if key != "key_results"]
        indent = re.match(r"[ \t]*", lines[min(plain) - 1])
        added = [f"{indent[0] if indent else ''}{one}" for one in _written(change, own, lines)]
        end = _end(known, change.path, lines)
        beneath = takewhile(lambda line: not line.strip() or line.lstrip().startswith("#"), lines[end:])
        standing = {line.strip() for line in beneath}  # a remark that stands there already is not said again
        lines[end:end] = [line for line in added if line.strip() not in standing]
    return "\n".join(lines)


def _written(change: Change, own: Mapping[str | int, int], lines: list[str]) -> Iterator[str]:
    """The lines to add; a key that is there already has its value replaced in its place."""
    for key, value in change.values.items():
        shown = f"{key} = {tomlkit.item(value).as_string()}"
        if key in own:
            place = own[key] - 1
            before, _, after = lines[place].partition("=")
            remark = re.search(r"\s+#[^\"']*$", after)
            lines[place] = f"{before.rstrip()} = {shown.partition(' = ')[2]}{remark[0] if remark else ''}"
        else:
            yield shown
    yield from (f"# {remark}" for remark in change.remarks)


def _end(known: Mapping[Path, int], table: Path, lines: Sequence[str]) -> int:
    """How many lines there are to the end of the table's own last value."""
    own = [
        line
        for path, line in known.items()
        if path[: len(table)] == table and path[len(table) : len(table) + 1] != ("key_results",)
    ]
    last = max(own)
    following = min((line for line in known.values() if line > last), default=len(lines) + 1)
    end = following - 1
    while end > last and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _by_tables(text: str, changes: Sequence[Change]) -> str | None:
    """By the parser, which finds its way in tables on one line; their remarks stand beneath, by their ids."""
    try:
        tables = tomlkit.parse(text)
        for change in changes:
            _at(tables, change.path).update(change.values)
        for change in changes:
            _remark(tables, change)
        return tomlkit.dumps(tables)
    except TOMLKitError:
        return None


def _remark(tables: TOMLDocument, change: Change) -> None:
    around = (_at(tables, change.path[:end]) for end in range(len(change.path), -1, -1))
    holder = next(one for one in around if isinstance(one, Table | TOMLDocument))
    table = _at(tables, change.path)
    whose = "" if holder is table else f"{table['id']}: "
    body = (holder.value if isinstance(holder, Table) else holder).body
    blank = []  # what parts it from the next table stays beneath
    while change.remarks and body and isinstance(body[-1][1], Whitespace):
        blank.append(body.pop())
    for remark in change.remarks:
        holder.add(tomlkit.comment(f"{whose}{remark}"))
    body.extend(reversed(blank))
