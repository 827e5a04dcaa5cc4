"""Goals that get no work, or far less than was planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.progress import reaches
from okrsync.core.report import Starved

if TYPE_CHECKING:
    from okrsync.core.goals import Objective
    from okrsync.core.rows import Rows
    from okrsync.core.scoring import Scorer
    from okrsync.core.tying import Tier


def starved(tier: Tier, scorer: Scorer, rows: Rows) -> tuple[Starved, ...]:
    """Active goals a quarter into their cycle with no open work, or far below their planned share.

    An objective is looked at with the objectives that contribute to it. Once its cycle is over nothing is
    left to feed.
    """
    found = (_hunger(tier, scorer, rows, objective) for objective in rows.shown)
    return tuple(one for one in found if one)


def _hunger(tier: Tier, scorer: Scorer, rows: Rows, objective: Objective) -> Starved | None:
    if not _is_hungry_age(tier, objective) or scorer.judged(objective).standing.status == "achieved":
        return None
    method, family = tier.goals.method, scorer.family(objective)
    share, planned = rows.share(objective, family), objective.allocation
    if not any(rows.open_work(member) for member in family):
        reason = "no open work serves it"
    elif planned is not None and not (share is None or reaches(share, method.starved_share * planned)):
        reason = f"{share:.0%} of the effort serves it, {planned:.0%} was planned"
    else:
        return None
    return Starved(objective.id, objective.title, reason, share, planned)


def _is_hungry_age(tier: Tier, objective: Objective) -> bool:
    elapsed, day = objective.cycle.elapsed(tier.names.as_of), tier.names.as_of
    is_running = reaches(elapsed, tier.goals.method.starved_elapsed) and day <= objective.cycle.end
    return objective.state == "active" and is_running
