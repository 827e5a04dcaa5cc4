"""What one row says, fact by fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from okrsync.trackers.file.cells import (
    Unusable,
    list_of,
    long_text_of,
    number_of,
    text_of,
    time_of,
    truth_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from okrsync.trackers.file.layout import Layout


class Facts(NamedTuple):
    """The cells of one row. Times and numbers raise Unusable when they make no sense."""

    said: Mapping[str, Any]  # under our names
    cells: Mapping[str, Any]  # under theirs
    layout: Layout
    separator: str | None  # between the values of one cell

    def text(self, column: str) -> str:
        return text_of(self.said.get(column))

    def long_text(self, column: str) -> str:
        return long_text_of(self.said.get(column))

    def values(self, column: str) -> tuple[str, ...]:
        return list_of(self.said.get(column), self.separator)

    def truth(self, column: str) -> bool | None:
        return truth_of(self.said.get(column))

    def number(self, column: str) -> float | None:
        try:
            return number_of(self.said.get(column))
        except Unusable as error:
            raise self._named(column, error) from error

    def time(self, column: str) -> datetime | None:
        try:
            return time_of(self.said.get(column))
        except Unusable as error:
            raise self._named(column, error) from error

    def others(self) -> dict[str, tuple[str, ...]]:
        """The tracker's own columns; a cell with separators is known whole and by its parts."""
        fields = {}
        for name in self.layout.others:
            cell = self.cells[name]
            if cell is None or cell in ("", []):
                continue
            whole = list_of(cell, None)
            parts = list_of(cell, self.separator) if self.separator else whole
            if whole:
                fields[name] = whole if parts == whole else (*whole, *parts)
        return fields

    def _named(self, column: str, error: Unusable) -> Unusable:
        return Unusable(f"`{self.layout.ours[column]}` is {error}")
