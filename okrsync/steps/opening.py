"""The file of a new cycle: where it lies, and whom it is for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from okrsync.config.globs import fits
from okrsync.core.cycles import following
from okrsync.core.teams import COMPANY
from okrsync.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from okrsync.config import Configuration
    from okrsync.core.cycles import Cycle

_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")


def next_cycle(file: Configuration, cycle: Cycle, named: str | None) -> Cycle:
    """The cycle of that name, else the one that follows by the calendar. UsageError where there is none."""
    if named is not None:
        found = file.cycle(cycle.end, named)
        if found.start <= cycle.end:
            raise UsageError(f"{found.id} begins on {found.start}, before {cycle.id} is over.")
        return found
    after = following(cycle)
    if after is None:
        raise UsageError(f"{cycle.id} has dates of its own: name the next cycle with --next.")
    return after


def next_file(file: Configuration, cycle: str) -> Path:
    """Beside the goals, where one of the file's `include` patterns finds it."""
    for pattern in file.file.include:
        name = f"{pattern.rpartition('/')[0]}/{cycle}.toml".lstrip("/")
        if fits(name, pattern):
            return file.folder / name
    return file.folder / f"okrs-{cycle}.toml"


def is_included(file: Configuration, path: Path) -> bool:
    return any(fits(as_included(file, path), pattern) for pattern in file.file.include)


def as_included(file: Configuration, path: Path) -> str:
    """What `include` calls it."""
    return path.absolute().as_posix().removeprefix(f"{file.folder.absolute().as_posix()}/")


class Carrier(NamedTuple):
    """A team of the file, and an id for its first goal."""

    id: str
    title: str
    goal: str


def carriers(file: Configuration, only: Sequence[str]) -> list[Carrier]:
    """The teams that may have goals, or only these. UsageError for one the file does not have."""
    titles = {team.id: team.title or team.id for team in file.file.teams}
    folded = {name.casefold() for name in titles}
    titles |= {
        one.team: one.team for one in file.file.objectives if one.team and one.team.casefold() not in folded
    }
    known = {name.casefold(): name for name in titles if name.casefold() != COMPANY}
    unknown = [name for name in only if name.casefold() not in known]
    if unknown:
        raise UsageError(f"No team is called {unknown[0]}: known are {', '.join(known.values()) or 'none'}.")
    wanted = {name.casefold() for name in only} or known.keys()
    return [Carrier(name, titles[name], _goal_id(name)) for fold, name in known.items() if fold in wanted]


def _goal_id(team: str) -> str:
    return f"{_UNFIT.sub('-', team).strip('-').upper() or 'TEAM'}-1"
