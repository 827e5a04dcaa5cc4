"""How far a repository was read: the server's newest time, and a safe step back from it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from hashlib import blake2s
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrsync.ports import Mark

Payload = dict[str, Any]

# Changes may become visible late, and times are in whole seconds: read some again. After a burst of
# changes less, so that what is read again fits into one request.
_LONG = timedelta(minutes=5)
_SHORT = timedelta(minutes=1)
_ONE_REQUEST = 90
_TELLING = ("updated_at", "title", "body", "state", "draft", "locked", "comments", "labels", "milestone")


class Watermark:
    """Knows from the last walk where to begin, and sees the rows of this one for the next."""

    def __init__(self, mark: Mark) -> None:
        self.since: str = mark.get("since") or ""  # ask for what changed since then; empty: for all
        self._known: dict[str, str] = mark.get("recent", {})
        self._newest: list[str] = [mark["updated"]] if mark.get("updated") else []
        self._recent: dict[str, tuple[str, str]] = {}

    def is_known(self, row: Payload) -> bool:
        """Seen through the overlap, as it was, or sent though nobody asked: there is nothing new about it."""
        if (_utc(row.get("updated_at")) or self.since) < self.since:
            return True
        return self._known.get(str(row.get("number"))) == _fingerprint(row)

    def see(self, rows: Iterable[Payload]) -> None:
        for row in rows:
            updated = _utc(row.get("updated_at"))
            if updated:
                self._newest.append(updated)
            if row.get("pull_request"):
                self._recent[str(row.get("number"))] = (updated, _fingerprint(row))
        self._newest = sorted(self._newest)[-_ONE_REQUEST:]
        since = self._next()
        self._recent = {number: seen for number, seen in self._recent.items() if seen[0] >= since}

    @property
    def newest(self) -> str | None:
        """The latest change seen."""
        return self._newest[-1] if self._newest else None

    def mark(self) -> Mark:
        """For the next walk. No larger than a few pages, whatever was read."""
        return {
            "updated": self.newest,
            "since": self._next() or None,
            "recent": {number: fingerprint for number, (_, fingerprint) in self._recent.items()},
        }

    def _next(self) -> str:
        if not self._newest:
            return ""
        newest = datetime.fromisoformat(self._newest[-1])
        is_burst = len(self._newest) == _ONE_REQUEST
        oldest = self._newest[0] if is_burst else ""
        return max(_text(newest - _LONG), min(oldest, _text(newest - _SHORT)))


def _utc(time: object) -> str:
    """As GitHub writes times, so that they compare as texts: a proxy or an old server may use an offset."""
    text = str(time or "")
    return text if not text or text.endswith("Z") else _text(datetime.fromisoformat(text).astimezone(UTC))


def _text(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def _fingerprint(row: Payload) -> str:
    """Two changes within one second have the same time."""
    telling = json.dumps([row.get(key) for key in _TELLING], sort_keys=True, default=str)
    return blake2s(telling.encode(), digest_size=8).hexdigest()
