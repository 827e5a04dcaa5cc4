"""What a key result was measured against before it was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.render.figures import number

if TYPE_CHECKING:
    from okrsync.core.report import Original


def bounds(first: Original) -> str:
    """`9 to 3`, `between 1 and 5`, `at least 99.9`, or the levels."""
    if first.levels:
        return ", ".join(first.levels)
    if first.min is not None and first.max is not None:
        return f"between {number(first.min)} and {number(first.max)}"
    if first.min is not None:
        return f"at least {number(first.min)}"
    if first.max is not None:
        return f"at most {number(first.max)}"
    if first.baseline is None and first.target is None:
        return "other days"  # all that can have changed where there are no bounds
    return f"{number(first.baseline)} to {number(first.target)}"
