"""Which column of an export says what."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from okrsync.config.sources import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ALSO_CALLED: dict[str, tuple[str, ...]] = {
    "key": ("issue key", "issue_key", "id", "number", "iid", "issue id", "ref", "#"),
    "title": ("summary", "name", "subject", "headline", "description"),
    "state": ("status", "stage", "status_category", "status category", "phase"),
}


class Layout(NamedTuple):
    """Where our facts stand in rows with these columns, and which columns are the tracker's own."""

    ours: Mapping[str, str]
    others: tuple[str, ...]


def layout_of(names: Iterable[str], columns: Mapping[str, str]) -> Layout:
    """Find our facts by the configured names, else by our own, whatever their case."""
    names = tuple(names)
    free = {name.casefold(): name for name in reversed(names) if name not in columns.values()}
    ours: dict[str, str] = {}
    for column in COLUMNS:
        if column in columns:
            found = columns[column] if columns[column] in names else None
        else:
            found = column if column in free.values() else free.get(column)
        if found is not None:
            ours[column] = found
    taken = set(ours.values())
    return Layout(ours, tuple(name for name in names if name and name not in taken))


def without(column: str, names: Iterable[str], columns: Mapping[str, str]) -> str:
    """Why a fact is missing from rows with these columns, and the cure."""
    wanted, known = columns.get(column, column), list(names)
    reason = f"it has no {_code(wanted)}, only {', '.join(_code(name) for name in known[:20])}"
    nearest = _nearest(column, wanted, known)
    if nearest is None:
        return f'{reason}; name the one that holds it: `columns = {{ {column} = "…" }}`'
    return f'{reason}; if {_code(nearest)} holds it, write `columns = {{ {column} = "{nearest}" }}`'


def _nearest(column: str, wanted: str, names: list[str]) -> str | None:
    by_fold = {name.casefold(): name for name in names}
    for word in (wanted, *_ALSO_CALLED.get(column, ())):
        if word.casefold() in by_fold:
            return by_fold[word.casefold()]
    close = get_close_matches(wanted.casefold(), by_fold, n=1)
    return by_fold[close[0]] if close else None


def _code(name: str) -> str:
    return f"`{name[:40]}`"
