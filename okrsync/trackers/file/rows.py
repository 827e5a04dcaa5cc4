"""The rows of an export, JSON Lines or CSV, one after the other."""

from __future__ import annotations

import csv
import json
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.errors import TrackerError
from okrsync.trackers.file.lines import Line, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DELIMITERS = ",;\t|"
_JSON_NAMES = (".jsonl", ".ndjson", ".json", ".jsonlines")
csv.field_size_limit(10_000_000)  # bodies are long, but a quote that is never closed must not eat the memory


class Row(NamedTuple):
    """One row by its column names. In CSV a column that occurs twice holds a list."""

    line: int
    cells: dict[str, Any]
    separator: str | None = None  # between the values of one cell


class Flaw(NamedTuple):
    """A line that cannot be used, and why."""

    line: int
    reason: str


def read_rows(path: Path, shown: str) -> Iterator[Row | Flaw]:
    """Every row of the file; blank lines and lines without any value are none.

    TrackerError when the file as a whole cannot be read. `shown` is its name in sentences.
    """
    lines = read_lines(path, shown)
    top = next((line for line in lines if line.text.strip()), None)
    if top is None:
        raise nothing_in(shown)
    start = top.text.lstrip()[0]
    if start == "[" or top.text.strip() == "{":
        raise TrackerError(
            f"{shown} is one JSON value over the whole file; okrsync reads JSON Lines, one object a line: "
            f"`jq -c '.[]' {shown} > lines.jsonl` makes them of a list."
        )
    is_json = start == "{" or path.name.casefold().removesuffix(".gz").endswith(_JSON_NAMES)
    yield from _json_rows(top, lines) if is_json else _csv_rows(top, lines)


def nothing_in(shown: str) -> TrackerError:
    return TrackerError(
        f"{shown} names no work at all, as an export that failed would; what was known of it stays. "
        "Export it again, or take the source out of the configuration."
    )


def _json_rows(top: Line, lines: Iterator[Line]) -> Iterator[Row | Flaw]:
    for line in chain([top], lines):
        if not line.text.isspace():
            yield _json_row(line)


def _json_row(line: Line) -> Row | Flaw:
    try:
        cells = json.loads(line.text.rstrip())
    except json.JSONDecodeError as error:
        return Flaw(line.number, f"it is no JSON object ({error.msg} at character {error.colno})")
    except (ValueError, RecursionError):
        return Flaw(line.number, "it holds a number or a nesting beyond all measure")
    if not isinstance(cells, dict):
        return Flaw(line.number, f"it is no JSON object but {line.text.strip()[:20]}")
    return Row(line.number, cells)


def _csv_rows(top: Line, lines: Iterator[Line]) -> Iterator[Row | Flaw]:
    text = chain([top.text], (line.text for line in lines))
    table = csv.reader(text, delimiter=max(_DELIMITERS, key=top.text.count), strict=True)
    end = top.number
    try:
        header = [name.strip() for name in next(table)]
        is_plain = len(set(header)) == len(header)
        for cells in table:
            start, end = end + 1, top.number + table.line_num - 1
            if len(cells) > len(header):
                yield Flaw(
                    start, f"it has {len(cells)} cells where the first line names {len(header)} columns"
                )
            elif any(cells):  # a short row ends in empty cells
                named = zip(header, cells, strict=False)
                yield Row(start, dict(named) if is_plain else _gathered(named), ";")
    except csv.Error as error:
        yield Flaw(end + 1, f"from here on it is no CSV ({error})")


def _gathered(cells: Iterator[tuple[str, str]]) -> dict[str, Any]:
    """Jira's exports repeat a column for each further label."""
    row: dict[str, Any] = {}
    for name, cell in cells:
        row.setdefault(name, []).append(cell)
    return {name: cells[0] if len(cells) == 1 else cells for name, cells in row.items()}
