"""Keep the day's numbers, so that a report can show how they moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.history import histories, measured_values
from okrsync.core.tallying import tally
from okrsync.core.trending import point
from okrsync.steps.kept import kept

if TYPE_CHECKING:
    from datetime import date

    from okrsync.config import Configuration
    from okrsync.ports import Store


def keep_point(store: Store, file: Configuration, day: date) -> None:
    """Keep the numbers of the file's cycle as they stand after a sync; the newest of a day stay."""
    goals, cycle = file.goals(day), file.cycle(day)
    found = tally(
        store.items([source.name for source in file.sources]),
        goals,
        cycle=cycle,
        as_of=day,
        histories=histories((one.day, one.file.goals(one.day)) for one in kept(store, file)),
        checkins=(*measured_values(store.measured(), goals), *file.checkins(day)),
    )
    store.keep_point(cycle.id, point(found))
