"""Goals that were changed after their cycle began, by the file's history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.config.versions import versions
from okrsync.core.edits import edits

if TYPE_CHECKING:
    from okrsync.config import Configuration
    from okrsync.config.commits import Git
    from okrsync.core.edits import Edit
    from okrsync.core.goals import Goals


def edits_of(file: Configuration, goals: Goals, git: Git) -> tuple[Edit, ...] | None:
    """The edits, oldest first; None where no history can be looked at."""
    begun = min((one.cycle.start for one in goals.objectives), default=None)
    if begun is None:
        return ()
    found = versions(file, git, begun)
    return None if found is None else edits(goals, found)
