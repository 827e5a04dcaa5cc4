"""A value in a CSV or JSON file."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from okrsync.errors import MeasureFailed
from okrsync.measures.values import reading, value_at

if TYPE_CHECKING:
    from pathlib import Path

    from okrsync.core.goals import Reading

_MOST = 16 * 1024 * 1024  # bytes: a table of numbers, not a database


def read_file(path: Path, shown: str, column: str | None, pointer: str | None) -> Reading:
    """With a `column` the file is CSV and its last row counts; else it is JSON."""
    content = _content(path, shown)
    return _last(content, column, shown) if column else value_at(content, pointer, shown)


def _content(path: Path, shown: str) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST + 1)
    except OSError as error:
        raise MeasureFailed(f"{shown} cannot be read: {error.strerror}.") from error
    if len(content) > _MOST:
        raise MeasureFailed(f"{shown} is larger than {_MOST >> 20} MB: measure a smaller extract.")
    return content


def _last(content: bytes, column: str, shown: str) -> Reading:
    try:
        rows = csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""))
        named = {name.strip().casefold(): name for name in rows.fieldnames or () if name}
        last = None
        for row in rows:
            last = row
    except (UnicodeDecodeError, csv.Error) as error:
        raise MeasureFailed(f"{shown} is no CSV file in UTF-8: {error}.") from error
    if column.casefold() not in named:
        columns = ", ".join(named.values()) or "none"
        raise MeasureFailed(f"{shown} has no column {column}; its columns are {columns}.")
    if last is None:
        raise MeasureFailed(f"{shown} has no rows below its head.")
    return reading(last[named[column.casefold()]], f"The last row of {shown}")
