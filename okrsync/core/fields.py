"""The fields of trackers that the file asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.goals import Goals
    from okrsync.core.matching import When


def asked_fields(goals: Goals) -> tuple[str, ...]:
    """By the names the file uses, each once."""
    return tuple(sorted({name.removeprefix("field.") for name in _named(goals)}))


def _named(goals: Goals) -> Iterator[str]:
    yield from goals.tying.fields
    whens: list[When] = [goals.exclude]
    for conditioned in (goals.rules, goals.exempt, goals.teams):
        whens += [one.when for one in conditioned]
    yield from (name for when in whens for table in when for name in table if name.startswith("field."))
    parts = (part for objective in goals.objectives for part in objective.key_results)
    yield from (part.measure.field for part in parts if part.measure and part.measure.field)
