"""Values of Jira's fields, read leniently: what is odd or missing is simply not there."""

from __future__ import annotations

from datetime import UTC, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any

from okrsync.trackers.jira.sprints import is_sprint, sprint_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ARI = "ari:"  # how Atlassian's own things are called across its products


def record(value: object) -> Mapping[str, Any]:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}


def records(value: object) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def text(value: object) -> str:
    return value if isinstance(value, str) else ""


def names(value: object) -> tuple[str, ...]:
    """The names of a list of objects."""
    return tuple(name for entry in records(value) if (name := text(entry.get("name"))))


def moment(value: object) -> datetime | None:
    """A time in UTC. Jira writes it with the offset of the account that asks."""
    try:
        read = datetime.fromisoformat(text(value))
    except ValueError:
        return None
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def number(value: object) -> float | None:
    try:
        read = float(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else None
    except ValueError:
        return None
    return read if read is not None and isfinite(read) else None


def texts(value: object) -> tuple[str, ...]:
    """What a person sees of any field: options, users, sprints, cascades, numbers."""
    return tuple(dict.fromkeys(word for word in _words(value) if word.strip()))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for entry in value:
            yield from _words(entry)
    elif isinstance(value, dict):
        yield from _first_name(value)
        yield from _words(value.get("child"))
    elif isinstance(value, str):
        yield sprint_name(value) if is_sprint(value) else value
    elif isinstance(value, bool):
        yield str(value).lower()
    elif isinstance(value, (int, float)):
        yield f"{value:.15g}" if isinstance(value, float) else str(value)


def _first_name(value: dict[str, Any]) -> Iterator[str]:
    if text(value.get("id")).startswith(_ARI):  # people write either of a goal's names
        yield from (name for name in (text(value.get("key")), text(value.get("id"))) if name)
        return
    for key in ("value", "displayName", "key", "name", "id"):
        if isinstance(value.get(key), str):
            yield value[key]
            return
