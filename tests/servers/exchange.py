"""What goes over the wire to and from a pretended host."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Request:
    verb: str
    path: str
    query: dict[str, str]
    body: dict[str, Any]
    accept: str = ""
    status: int = 0

    def __str__(self) -> str:
        return f"{self.verb} {self.path}"


@dataclass
class Reply:
    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
