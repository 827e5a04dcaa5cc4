"""Keys the file may hold already, but that change nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.config.file import File

_LATER = frozenset(
    {
        "checkins",
    }
)


def without_effect(file: File) -> tuple[str, ...]:
    """The keys that stand in the file and have no effect in this version: `objectives.unaligned`."""
    return tuple(sorted(set(_written(file, "")) & _LATER))


def _written(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            inner = f"{path}.{name}" if path else name
            yield inner
            yield from _written(getattr(value, name), inner)
    elif isinstance(value, tuple):
        for one in value:
            yield from _written(one, path)
