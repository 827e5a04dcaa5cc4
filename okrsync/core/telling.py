"""Evidence in words: why okrsync believes what it says of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.verdicts import Evidence

if TYPE_CHECKING:
    from okrsync.core.evidence import Clue
    from okrsync.core.matching import Table
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
    text = _text(tier, ground)
    if clue.name is None:
        return Evidence(ground.level, None, clue.rule, text, ground.path)
    standing = tier.names.standing(clue.goal, is_done=item.state_on(tier.names.as_of) == "done")
    if standing != "live":
        text = f"{text} ({_why_not(clue, standing, tier.names)})"
    return Evidence(ground.level, clue.goal.id if clue.goal else clue.name, clue.rule, text, ground.path)


def _text(tier: Tier, ground: Ground) -> str:
    """The words or facts it rests on; where a security level hides them, only which facts they are."""
    clue = ground.clue
    if clue.table is not None and _is_hidden(tier, ground.item, clue.table):
        return " and ".join(clue.table)
    return clue.told(ground.item, tier.derived)


def _is_hidden(tier: Tier, item: WorkItem, table: Table) -> bool:
    """Whether the facts are those of an item with a security level, or the title of such an epic."""
    epics = tier.work.epics(item) if "epic" in table else ()
    epic = tier.work.find(epics[0]) if epics else None
    return item.is_restricted or (epic is not None and epic.is_restricted)


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
