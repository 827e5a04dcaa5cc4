"""All findings of a report, the most important first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.adjusting.company import budgets, conflicts, health, outlived, unserved
from okrsync.core.adjusting.goals import (
    flat,
    moved,
    off_plan,
    opposed,
    shared,
    silent,
    starving,
    trapped,
    uncarried,
)
from okrsync.core.adjusting.settled import contradicted, expired, waived_though_named

if TYPE_CHECKING:
    from okrsync.core.adjusting.look import Look
    from okrsync.core.report import Finding

_LEVELS = ("error", "warning", "info")

# Within a level, in this order: what nobody can work with, what goes nowhere, what drifts, what is untidy.
_KINDS = (
    conflicts,
    contradicted,
    health,
    uncarried,
    starving,
    trapped,
    flat,
    moved,
    silent,
    off_plan,
    opposed,
    budgets,
    unserved,
    outlived,
    waived_though_named,
    expired,
    shared,
)


def findings(look: Look) -> tuple[Finding, ...]:
    """Everything to act on: errors first, and within a level what matters most."""
    found = [one for kind in _KINDS for one in kind(look)]
    return tuple(sorted(found, key=lambda one: _LEVELS.index(one.level)))
