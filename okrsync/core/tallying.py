"""What every number of a report is made from: items tied and counted, goals scored."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.census import take
from okrsync.core.counting import count
from okrsync.core.history import booked
from okrsync.core.scoring import Scorer
from okrsync.core.serving import Ledger
from okrsync.core.tying import Tier
from okrsync.core.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from okrsync.core.census import Census
    from okrsync.core.counting import Count
    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals
    from okrsync.core.history import CheckIn, Histories
    from okrsync.core.model import WorkItem
    from okrsync.core.tying import Tie


class Tally(NamedTuple):
    """Items with their ties, their counts, and the goals they serve; check-ins of nothing by name."""

    tier: Tier
    counted: Count
    ties: Mapping[str, Tie]  # of counted items
    census: Census
    ledger: Ledger
    scorer: Scorer
    unknown: tuple[str, ...]


def tally(
    items: Iterable[WorkItem],
    goals: Goals,
    *,
    cycle: Cycle,
    as_of: date,
    histories: Histories,
    checkins: Iterable[CheckIn],
) -> Tally:
    """Tie and count everything, once."""
    tier = Tier(Work(items, goals.projects), goals, cycle=cycle, as_of=as_of)
    goals = tier.goals
    counted = count(tier.work, goals, cycle=cycle, as_of=as_of, derived=tier.derived)
    ties = {ref: tier.tie(tier.work.items[ref]) for ref in counted.effort}
    census = take(tier, ties, counted)
    ledger = Ledger(census, tier.names)
    known, unknown = booked(checkins, goals)
    scorer = Scorer(tier.names, ledger, histories, checkins=known, method=goals.method)
    return Tally(tier, counted, ties, census, ledger, scorer, unknown)
