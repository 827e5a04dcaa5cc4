"""The census: all items, counted in one pass, in groups that coverage and goals are summed up from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from okrsync.core.counting import Count
    from okrsync.core.naming import Goal
    from okrsync.core.tying import Tie, Tier
    from okrsync.core.verdicts import Reason, Verdict


class Group(NamedTuple):
    """What a group of counted items has in common."""

    team: str | None
    project: str
    verdict: Verdict
    goals: tuple[Goal, ...]
    is_done: bool


class LeftOut(NamedTuple):
    """What a group of items that are not counted has in common."""

    team: str | None
    project: str
    reason: Reason


@dataclass(slots=True)
class Amount:
    """How much work."""

    items: int = 0
    effort: float = 0.0


@dataclass(frozen=True, slots=True)
class Census:
    """How much work each group has, and how many items are left out for which reason."""

    counted: dict[Group, Amount] = field(default_factory=dict)
    left_out: Counter[LeftOut] = field(default_factory=Counter)

    def within(self, is_shown: Callable[[str | None], bool]) -> Census:
        """The part whose team is shown."""
        return Census(
            {group: amount for group, amount in self.counted.items() if is_shown(group.team)},
            Counter({group: items for group, items in self.left_out.items() if is_shown(group.team)}),
        )

    def effort_by_team(self) -> dict[str | None, float]:
        """All counted effort of each team."""
        efforts: dict[str | None, float] = {}
        for group, amount in self.counted.items():
            efforts[group.team] = efforts.get(group.team, 0.0) + amount.effort
        return efforts


def take(tier: Tier, ties: Mapping[str, Tie], count: Count) -> Census:
    """Count every item once: those with a tie by what they serve, the others by why they are left out."""
    census = Census()
    counted, day = census.counted, tier.names.as_of
    for ref, item in tier.work.items.items():
        team = tier.teams.of(item)
        tie = ties.get(ref)
        if tie is None:
            census.left_out[LeftOut(team, item.project, count.left_out[ref])] += 1
            continue
        is_done = item.state == "done" and item.state_on(day) == "done"
        group = Group(team, item.project, tie.verdict, tie.goals, is_done)
        amount = counted.get(group)
        if amount is None:
            amount = counted[group] = Amount()
        amount.items += 1
        amount.effort += count.effort[ref]
    return census
