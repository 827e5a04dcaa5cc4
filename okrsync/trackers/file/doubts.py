"""What a reading had to guess: sentences for the report's data quality."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from okrsync.trackers.file.cells import quoted

if TYPE_CHECKING:
    from okrsync.config.sources import FileSource

_MOST_WORDS = 10
_MOST_KEYS = 3


class Doubts:
    """Counted while the rows go by, said once at the end."""

    def __init__(self, source: FileSource) -> None:
        self.unknown_states: Counter[str] = Counter()
        self.repeated: list[str] = []  # keys named by an earlier row already
        self.untitled: list[str] = []  # keys
        self.seen: set[str] = set()  # our columns that some row has
        self._columns = source.columns

    def sentences(self) -> tuple[str, ...]:
        return (*self._about_columns(), *self._about_states(), *self._about_items())

    def _about_columns(self) -> list[str]:
        said = [
            f"No row has the column `{theirs}` that `columns.{ours}` names."
            for ours, theirs in sorted(self._columns.items())
            if ours not in self.seen
        ]
        if not self.seen & {"state", "resolution", "closed"} and "state" not in self._columns:
            said.append(
                "No column says how far work has come, so all of it counts as open; "
                'if one does, name it: `columns = { state = "…" }`.'
            )
        return said

    def _about_states(self) -> list[str]:
        words = sorted(self.unknown_states.items(), key=lambda word: (-word[1], word[0]))
        said = [
            f"The state {quoted(word)} ({_items(count)}) is unknown and was read as todo; "
            "`states` of the source can say more."
            for word, count in words[:_MOST_WORDS]
        ]
        if rest := words[_MOST_WORDS:]:
            said.append(f"{len(rest)} more states of {_items(sum(n for _, n in rest))} are unknown too.")
        return said

    def _about_items(self) -> list[str]:
        said = []
        if self.repeated:
            said.append(
                f"Several rows have the same key: {_some(self.repeated)}; of each the last was taken."
            )
        if self.untitled:
            said.append(f"There is no title in {_some(self.untitled)}.")
        return said


def _some(keys: list[str]) -> str:
    distinct = sorted(set(keys))
    rest = len(distinct) - _MOST_KEYS
    return ", ".join(distinct[:_MOST_KEYS]) + (f" and {rest:,} more" if rest > 0 else "")


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count:,} items"
