"""Goals that get no work, or far less than was planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.report import Starved

if TYPE_CHECKING:
    from okrsync.core.goals import Objective
    from okrsync.core.rows import Rows
    from okrsync.core.scoring import Scorer
    from okrsync.core.tying import Tier


def starved(tier: Tier, scorer: Scorer, rows: Rows) -> tuple[Starved, ...]:
    """Active goals a quarter into their cycle with no open work, or far below their planned share.

    An objective is looked at with the objectives that contribute to it.
    """
    found = (_hunger(tier, scorer, rows, objective) for objective in rows.shown)
    return tuple(one for one in found if one)


def _hunger(tier: Tier, scorer: Scorer, rows: Rows, objective: Objective) -> Starved | None:
    method = tier.goals.method
    is_young = objective.cycle.elapsed(tier.names.as_of) < method.starved_elapsed
    if objective.state != "active" or is_young or scorer.judged(objective).standing.status == "achieved":
        return None
    family = _family(scorer, objective)
    share, planned = rows.share(objective, family), objective.allocation
    if not any(rows.work(member).open for member in family):
        reason = "no open work serves it"
    elif planned is not None and share is not None and share < method.starved_share * planned:
        reason = f"{share:.0%} of the effort serves it, {planned:.0%} was planned"
    else:
        return None
    return Starved(objective.id, objective.title, reason, share, planned)


def _family(scorer: Scorer, objective: Objective) -> list[Objective]:
    """The objective and all that contribute to it. Loops end."""
    family: dict[int, Objective] = {}
    waiting = [objective]
    while waiting:
        member = waiting.pop()
        if id(member) not in family:
            family[id(member)] = member
            waiting += scorer.children(member)
    return list(family.values())
