"""Writing data on standard output: tables on a terminal, plain lines when piped."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from okrsync.render.one_line import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class BrokenOutput(Exception):
    """Standard output takes nothing any more: closed by its reader, or its disk is full."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(
            f"Standard output cannot be written: {cause.strerror}. Free some space and try again."
        )
        self.is_closed = isinstance(cause, BrokenPipeError)


def emit(text: str) -> None:
    """Write data, and no line where there is none; BrokenOutput when nobody can take it."""
    try:
        click.echo(text, nl=bool(text) and not text.endswith("\n"))
    except OSError as error:
        raise BrokenOutput(error) from None


def emit_json(schema: str, values: Mapping[str, Any]) -> None:
    from okrsync.render.json import to_json  # noqa: PLC0415 (pydantic takes a while to import)

    emit(to_json({"schema": schema, **values}))


def emit_rows(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table on a terminal, aligned lines when piped. None is shown as a dash."""
    cells = [["–" if cell is None else printable(str(cell)) for cell in row] for row in rows]
    if is_terminal():
        _emit_table(columns, cells)
    else:
        widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
        lines = ("  ".join(map(str.ljust, line, widths)).rstrip() for line in (columns, *cells))
        emit("\n".join(lines))


def printable(text: str) -> str:
    """The text on one line, indented as it was, without what could act on the reader's screen."""
    return f"{' ' * (len(text) - len(text.lstrip(' ')))}{one_line(text)}"


def is_terminal() -> bool:
    return sys.stdout.isatty()


def abandon_stdout() -> None:
    """Point standard output nowhere, so that the interpreter's last flush does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _emit_table(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    from rich import box  # noqa: PLC0415 (only a terminal waits for it)
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(*columns, box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    try:
        Console(markup=False, highlight=False).print(table)
    except OSError as error:
        raise BrokenOutput(error) from None
