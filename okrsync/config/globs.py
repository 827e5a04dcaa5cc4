"""Which paths a glob means, where no disk can be asked."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def fits(path: str, pattern: str) -> bool:
    """As on disk: wildcards stay in their folder and find nothing hidden, `**` crosses folders."""
    return _fits(path.split("/"), pattern.split("/"))


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        is_deeper = bool(parts) and not parts[0].startswith(".")
        return _fits(parts, pattern[1:]) or (is_deeper and _fits(parts[1:], pattern))
    if not parts or (parts[0].startswith(".") and not pattern[0].startswith((".", "[.]"))):
        return False
    return fnmatchcase(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])
