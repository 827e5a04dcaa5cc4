"""How work finds goals, as the file says: rules, what is exempt, and what people decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from okrsync.core.matching import When


@dataclass(frozen=True, slots=True)
class Rule:
    """Ties what matches to a goal. `cycle` is the cycle of the objective it was written in, if it was."""

    name: str
    goal: str
    when: When
    cycle: str | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """Legitimate work that serves no objective."""

    name: str
    when: When
    budget: float | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """How a disagreement was settled."""

    item: str
    goal: str
    by: str | None = None
    on: date | None = None
    reason: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """An item that need not serve a goal, through its `until` day."""

    item: str
    reason: str
    by: str | None = None
    on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Tying:
    """How names are found on items."""

    label_prefix: str = "okr:"
    fields: tuple[str, ...] = ()  # tracker fields that name a goal
    on_conflict: Literal["flag", "split", "first"] = "flag"
