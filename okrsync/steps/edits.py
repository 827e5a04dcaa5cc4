"""Goals that were changed after their cycle began, by the file's history."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.config.versions import NoHistory, versions
from okrsync.core.edits import edits

if TYPE_CHECKING:
    from datetime import date

    from okrsync.config import Configuration
    from okrsync.config.commits import Git
    from okrsync.core.edits import Edit
    from okrsync.core.goals import Goals


class Found(NamedTuple):
    """The edits, oldest first; without them, why nobody could look."""

    edits: tuple[Edit, ...] | None
    unseen: str = ""


def edits_of(file: Configuration, goals: Goals, git: Git, *, today: date) -> Found:
    """What was changed by today, also what is not committed yet."""
    begun = min((one.cycle.start for one in goals.objectives), default=None)
    if begun is None:
        return Found(())
    try:
        return Found(edits(goals, versions(file, git, begun, today=today)))
    except NoHistory as error:
        return Found(None, f"no git shows the whole history of the file here: {error}")
