"""The lines of an export that cannot be used, said together."""

from __future__ import annotations

from okrsync.errors import TrackerError
from okrsync.trackers.file.rows import Flaw

_MOST = 10


class Mistakes:
    """Collects flaws; lines with the same flaw are one sentence."""

    def __init__(self) -> None:
        self.count = 0
        self._lines: dict[str, tuple[int, int]] = {}  # reason → first line, how many lines

    def __bool__(self) -> bool:
        return self.count > 0

    def add(self, flaw: Flaw) -> None:
        self.count += 1
        first, count = self._lines.get(flaw.reason, (flaw.line, 0))
        if count or len(self._lines) < _MOST:
            self._lines[flaw.reason] = (first, count + 1)

    def failure(self, shown: str) -> TrackerError:
        """All of them as one error: nothing of the file is taken over until they are mended."""
        said = [
            f"  line {first}{_and_more(count - 1)}: {reason}."
            for reason, (first, count) in self._lines.items()
        ]
        if rest := self.count - sum(count for _, count in self._lines.values()):
            said.append(f"  {rest:,} more lines have other mistakes.")
        lines = "1 line" if self.count == 1 else f"{self.count:,} lines"
        return TrackerError(
            f"{shown} has {lines} that cannot be used; mend them and sync again, what was known stays.\n"
            + "\n".join(said)
        )


def _and_more(count: int) -> str:
    return f" and {count:,} more" if count else ""
