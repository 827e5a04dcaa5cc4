"""What a change to the file would do to the work in the store."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from okrsync.config.commits import Git, at_commit
from okrsync.config.loading import load, load_at
from okrsync.core.planning import View, plan
from okrsync.errors import UsageError
from okrsync.steps.kept import kept

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from okrsync.config import Configuration
    from okrsync.core.planning import Plan
    from okrsync.ports import Store


class Planned(NamedTuple):
    """What would change, from the file called `against` to the present one."""

    against: str
    plan: Plan


def compare(store: Store, current: Configuration, before: Configuration, day: date) -> Planned:
    """Judge the work both files read, by both of them."""
    names = dict.fromkeys(source.name for file in (before, current) for source in file.sources)
    items = list(store.items(names))
    return Planned(before.place, plan(items, _view(before, day), _view(current, day), day))


def of_last_sync(store: Store, current: Configuration) -> Configuration:
    """The file the last sync ran with. UsageError where none is known."""
    files = list(kept(store, current))
    if not files:
        raise UsageError("No sync kept its file so far: name one to compare with, --against FILE.")
    return files[-1].file


def other_file(named: str, current: Configuration, folder: Path, git: Git) -> Configuration:
    """The file on disk of that name, else the present file as a commit or branch of that name has it."""
    if (folder / named).is_file():
        return load(named, {}, folder)
    if current.repository or not current.documents:
        raise UsageError(f"There is no file {named}: check the path.")
    path = PurePath(current.documents[0].path).as_posix()
    return load_at(at_commit(path, git, named))


def _view(file: Configuration, day: date) -> View:
    return View(file.goals(day), file.cycle(day))
