"""Questions in Jira's query language."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable

# Cloud finds a change seconds to minutes after it happened, so each time a little is read twice.
OVERLAP = timedelta(minutes=15)
_ORDER = re.compile(r"\border\s+by\b[^\"']*$", re.IGNORECASE)


def question(project: str, narrowing: str | None = None, since: str | None = None) -> str:
    """All issues of a project that the file wants, changed since a bound. An upper bound would lose some."""
    wanted = unordered(narrowing or "")
    parts = [f"project = {quoted(project)}", f"({wanted})" if wanted else "", since or ""]
    return " AND ".join(part for part in parts if part)


def among(field: str, values: Iterable[str]) -> str:
    """A bound by one field's values."""
    return f"{field} in ({', '.join(quoted(value) for value in values)})"


def unordered(query: str) -> str:
    """A query without its order, so that it can be part of another."""
    return _ORDER.sub("", query).strip()


def since_instant(watermark: datetime) -> str:
    """Epoch milliseconds mean the same everywhere; dates are read in the zone of whoever asks."""
    return f"updated >= {round((watermark - OVERLAP).timestamp() * 1000)}"


def since_minute(watermark: datetime, zone: str) -> str:
    """The bound for a server that takes no milliseconds: the minute in the account's own time zone."""
    try:
        local = (watermark - OVERLAP).astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        local = (watermark - OVERLAP - timedelta(days=1)).astimezone(UTC)  # early enough in any zone
    return f'updated >= "{local:%Y-%m-%d %H:%M}"'


def quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
