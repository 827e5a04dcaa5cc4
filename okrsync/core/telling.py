"""Evidence in words: why okrsync believes what it says of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.verdicts import Evidence

if TYPE_CHECKING:
    from okrsync.core.evidence import Clue
    from okrsync.core.model import WorkItem
    from okrsync.core.naming import Names, Standing
    from okrsync.core.tying import Ground, Tie, Tier


def evidence(tier: Tier, tie: Tie) -> tuple[Evidence, ...]:
    """All there is on an item: what decided first, then the rest in the order it was asked."""
    if tie.is_silent:
        return ()
    deciding = list(tie.grounds)
    rest = [ground for ground in tier.grounds(tie.item) if ground not in deciding]
    return tuple(_told(tier, ground, tie.item) for ground in deciding + rest)


def _told(tier: Tier, ground: Ground, item: WorkItem) -> Evidence:
    clue = ground.clue
    text = clue.told(ground.item, tier.derived)
    if clue.name is None:
        return Evidence(ground.level, None, clue.rule, text, ground.path)
    standing = tier.names.standing(clue.goal, is_done=item.state_on(tier.names.as_of) == "done")
    if standing != "live":
        text = f"{text} ({_why_not(clue, standing, tier.names)})"
    return Evidence(ground.level, clue.goal.id if clue.goal else clue.name, clue.rule, text, ground.path)


def _why_not(clue: Clue, standing: Standing, names: Names) -> str:
    if clue.goal is None:
        nearest = names.nearest(clue.name or "")
        hint = f"; did you mean {nearest.id}?" if nearest else ""
        return f"{clue.name} names no goal{hint}"
    if standing == "draft":
        return f"{clue.goal.id} is a draft"
    objective = clue.goal.objective
    if objective.cycle.encloses(names.cycle):
        return f"{clue.goal.id} is {objective.state}"
    return f"{clue.goal.id} belongs to {objective.cycle.id}"
