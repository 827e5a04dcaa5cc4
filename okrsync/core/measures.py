"""Measures: where a key result's value is read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from okrsync.core.matching import When

Kind = Literal["count", "share_done", "sum", "avg"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A tracker's `query`, conditions asked of synced work, a file, or an address: one of them."""

    kind: Kind = "count"
    field: str | None = None  # of a sum or a mean
    source: str | None = None
    query: str | None = None  # JQL, or a GitHub search
    when: When = ()
    path: str | None = None
    url: str | None = None
    column: str | None = None
    pointer: str | None = None
    token_env: str | None = None
    is_private_allowed: bool = False  # a redirect may lead to an address of the own network
