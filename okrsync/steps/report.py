"""The report: what the store knows, judged by the file of that day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from okrsync.core.assessing import assess
from okrsync.core.history import booked, histories, measured_values
from okrsync.core.issued_goals import issued, with_issued
from okrsync.core.linting.draft import Draft
from okrsync.core.teams import COMPANY
from okrsync.errors import UsageError
from okrsync.steps.closed import Known, before_closing, ended, frozen, thawed, told
from okrsync.steps.edits import Found, edits_of
from okrsync.steps.kept import kept
from okrsync.steps.quality import (
    before_first_sync,
    data_quality,
    doubtful_goals,
    left_alone,
    not_measured,
    outside_cycles,
    unfit_values,
    unseen_history,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from okrsync.config import Configuration
    from okrsync.config.commits import Git
    from okrsync.core.goals import Goals
    from okrsync.core.report import DataQuality, Report
    from okrsync.ports import Store
    from okrsync.steps.kept import Kept


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What to report: of which day, cycle and team, by default the file's cycle and everybody."""

    now: datetime
    as_of: date
    cycle: str | None = None
    team: str | None = None
    shows_confidential: bool = False
    git: Git | None = None  # where the file's history is looked at
    is_fresh: bool = False  # even where the cycle is closed

    @property
    def is_past(self) -> bool:
        return self.as_of < self.now.date()


def report(store: Store, current: Configuration, options: ReportOptions) -> Report:
    """Assess what the store knew on that day by the file that was in force then.

    A closed cycle is reported as of the day it was closed, or a day before. UsageError for a cycle or a team
    that file does not know.
    """
    known = _closed(store, current, options) or gathered(store, current, options)
    return assess(
        known.items,
        known.goals,
        cycle=known.cycle,
        as_of=known.as_of,
        team=_known_team(options.team, known.goals),
        generated_at=options.now,
        data_quality=known.quality,
        checkins=known.checkins,
        nudges=known.nudges,
        trend=known.trend,
        histories=known.histories,
        show_confidential=options.shows_confidential,
        edits=known.edits,
    )


def gathered(store: Store, current: Configuration, options: ReportOptions) -> Known:
    """What a report of that day is made from."""
    files = list(kept(store, current))
    file = _in_force(files, options.as_of, current) if options.is_past else current
    sources = [source.name for source in file.sources]
    items = tuple(store.items(sources, options.as_of if options.is_past else None))
    written = file.goals(options.as_of)
    goals = with_issued(written, items)
    cycle = file.cycle(options.as_of, options.cycle)
    measured = [one for one in store.measured() if one.on <= options.as_of.isoformat()]
    noted = current.checkins(options.as_of)
    checkins = (*measured_values(measured, goals), *noted)
    earlier = histories((one.day, one.file.goals(one.day)) for one in files if one.day <= options.as_of)
    looked = edits_of(current, goals, options.git, today=options.now.date()) if options.git else Found(())
    quality = (
        *_quality(store, sources, options.as_of),
        *not_measured(measured, goals),
        *outside_cycles(noted, goals),
        *unfit_values(noted, goals),
        *doubtful_goals(issued(written, items).doubts),
        *(unseen_history(looked.unseen) if looked.edits is None else ()),
        *left_alone(Draft(goals, cycle, options.as_of, earlier, booked(checkins, goals)[0])),
    )
    return Known(
        cycle=cycle,
        as_of=options.as_of,
        goals=goals,
        items=items,
        quality=quality,
        histories=earlier,
        checkins=checkins,
        nudges=store.nudges(sources),
        trend=store.points(cycle.id),
        edits=looked.edits or (),
    )


def keep_closed(store: Store, file: Configuration, options: ReportOptions) -> None:
    """Keep what the report of a cycle is made from, for good."""
    store.keep_closing(frozen(gathered(store, file, options), file))


def keep_ended(store: Store, file: Configuration, options: ReportOptions) -> tuple[str, ...]:
    """Keep those cycles that are over and closed in the file, if they are not kept yet; their names."""
    new = [one.id for one in ended(file.goals(options.as_of), options.as_of) if not store.closing(one.id)]
    for name in new:
        keep_closed(store, file, replace(options, cycle=name))
    return tuple(new)


def _closed(store: Store, current: Configuration, options: ReportOptions) -> Known | None:
    """What was kept of a closed cycle; for a day before, nothing but what was known by its closing."""
    name = options.cycle or current.cycle(options.as_of).id
    kept = None if options.is_fresh else store.closing(name)
    if kept is None:
        return None
    known = told(thawed(kept, current))
    if kept.on <= options.as_of:
        return known
    return before_closing(known, gathered(store, current, options))


def _in_force(kept: Sequence[Kept], day: date, current: Configuration) -> Configuration:
    """The file of the last sync by that day; the oldest where none is that old."""
    by_then = [one for one in kept if one.day <= day]
    if by_then:
        return by_then[-1].file
    return kept[0].file if kept else current


def _known_team(name: str | None, goals: Goals) -> str | None:
    """The team as the file calls it. One need not be declared: to carry a goal, or sub-teams, is enough."""
    if name is None:
        return None
    carriers = (*(one.team or COMPANY for one in goals.objectives), *(one.team for one in goals.kpis))
    named = (*(team.id for team in goals.teams), *(team.parent for team in goals.teams), *carriers)
    known = {team.casefold(): team for team in reversed(named) if team}
    if name.casefold() in known:
        return known[name.casefold()]
    close = get_close_matches(name.casefold(), known, n=1)
    names = ", ".join(sorted(known.values())) or "none"
    cure = f"did you mean {known[close[0]]}?" if close else f"known are {names}."
    raise UsageError(f"No team is called {name}: {cure}")


def _quality(store: Store, sources: Sequence[str], day: date) -> tuple[DataQuality, ...]:
    first = store.first_sync()
    lines = data_quality(sources, store.sources(), day)
    return (*lines, before_first_sync(day, first.date())) if first and day < first.date() else lines
