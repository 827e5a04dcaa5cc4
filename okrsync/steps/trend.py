"""Keep the day's numbers, so that a report can show how they moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.history import histories, measured_values
from okrsync.core.issued_goals import with_issued
from okrsync.core.tallying import tally
from okrsync.core.trending import point
from okrsync.steps.kept import kept

if TYPE_CHECKING:
    from datetime import date

    from okrsync.config import Configuration
    from okrsync.ports import Store


def keep_point(store: Store, file: Configuration, day: date, *, is_changed: bool) -> None:
    """Keep the numbers of the file's cycle as they stand after a sync; the newest of a day stay.

    A sync that changed nothing does not count all over again what has a point of that day.
    """
    goals, cycle = file.goals(day), file.cycle(day)
    if not is_changed and any(one.date == day for one in store.points(cycle.id)):
        return
    items = list(store.items([source.name for source in file.sources]))
    goals = with_issued(goals, items)
    found = tally(
        items,
        goals,
        cycle=cycle,
        as_of=day,
        histories=histories((one.day, one.file.goals(one.day)) for one in kept(store, file)),
        checkins=(*measured_values(store.measured(), goals), *file.checkins(day)),
    )
    store.keep_point(cycle.id, point(found))
