"""Judging single items: what `check` answers and `explain` explains."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.counting import count
from okrsync.core.suggesting import Advisor
from okrsync.core.telling import evidence
from okrsync.core.tying import Tier
from okrsync.core.veiling import unquoted
from okrsync.core.work import Work

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals
    from okrsync.core.model import WorkItem
    from okrsync.core.tying import Tie
    from okrsync.core.verdicts import Evidence, Reason, Suggestion, Verdict


class Judgement(NamedTuple):
    """What okrsync says of one item, and why. `incomplete` names the sources it could not look into."""

    item: WorkItem
    verdict: Verdict
    goals: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    suggestions: tuple[Suggestion, ...]
    incomplete: tuple[str, ...]
    team: str | None
    is_draft_only: bool
    not_counted: Reason | None
    is_blind: bool = False  # goals live where okrsync could not look: what seems dead may be one of them


def judge(
    items: Iterable[WorkItem],
    goals: Goals,
    *,
    cycle: Cycle,
    as_of: date,
    refs: Sequence[str],
    unreachable: Collection[str] = (),
) -> list[Judgement]:
    """Judge the items named by `refs`, in that order, among all `items`; names of nothing are passed over.

    `unreachable` holds refs, and whole sources, okrsync could not look into.
    """
    tier = Tier(Work(items, goals.projects), goals, cycle=cycle, as_of=as_of)
    ties = {ref: tier.tie(item) for ref, item in tier.work.items.items()}
    advisor = Advisor(tier, ties.values())
    left_out = count(tier.work, goals, cycle=cycle, as_of=as_of, derived=tier.derived).left_out
    closed_off = frozenset(name.casefold() for name in unreachable)
    wanted = [item for ref in refs if (item := tier.work.find(ref))]
    return [
        _judged(tier, ties[item.ref], advisor)._replace(
            incomplete=incomplete(tier, item, closed_off),
            not_counted=left_out.get(item.ref),
            is_blind=bool(unread_goals(tier, closed_off)),
        )
        for item in wanted
    ]


def survey(
    items: Iterable[WorkItem],
    goals: Goals,
    *,
    cycle: Cycle,
    as_of: date,
    unreachable: Collection[str] = (),
) -> list[Judgement]:
    """Every item with its verdict alone: evidence only of stale ones, and no suggestions.

    So a hundred thousand can be looked through to find the few to be judged in full.
    """
    tier = Tier(Work(items, goals.projects), goals, cycle=cycle, as_of=as_of)
    left_out = count(tier.work, goals, cycle=cycle, as_of=as_of, derived=tier.derived).left_out
    closed_off = frozenset(name.casefold() for name in unreachable)
    return [
        _judged(tier, tie, None)._replace(
            incomplete=incomplete(tier, tie.item, closed_off),
            not_counted=left_out.get(tie.item.ref),
            is_blind=bool(unread_goals(tier, closed_off)),
        )
        for tie in map(tier.tie, tier.work.items.values())
    ]


def incomplete(tier: Tier, item: WorkItem, unreachable: Collection[str]) -> tuple[str, ...]:
    """The sources okrsync could not look into, where an item's links lead there, or goals live there.

    What was read and is unreachable all the same has links that were not told.
    """
    if not unreachable:
        return ()
    members = [item, *(ancestor for ring in tier.work.rings(item) for ancestor, _ in ring)]
    untold = {member.ref for member in members if member.ref.casefold() in unreachable}
    dangling = {ref for member in members for ref in tier.work.dangling(member)}
    closed = {ref for ref in dangling if _is_closed_off(ref, unreachable)}
    return tuple(sorted(unread_goals(tier, unreachable) | {_source(ref) for ref in closed | untold}))


def unread_goals(tier: Tier, unreachable: Collection[str]) -> set[str]:
    """The sources where goals live as issues and okrsync could not look."""
    return {one.source for one in tier.goals.issues if one.source.casefold() in unreachable}


def _source(ref: str) -> str:
    return ref.partition(":")[0]


def _is_closed_off(ref: str, unreachable: Collection[str]) -> bool:
    return ref.casefold() in unreachable or _source(ref).casefold() in unreachable


def _judged(tier: Tier, tie: Tie, advisor: Advisor | None) -> Judgement:
    is_settled = tie.verdict in ("tied", "exempt")
    is_told = advisor is not None or tie.verdict == "stale"
    return Judgement(
        item=tie.item,
        verdict=tie.verdict,
        goals=tie.goal_ids,
        evidence=evidence(tier, tie) if is_told else (),
        suggestions=() if is_settled or advisor is None else unquoted(tie.item, advisor.suggest(tie.item)),
        incomplete=(),
        team=tier.teams.of(tie.item),
        is_draft_only=tie.is_draft_only,
        not_counted=None,
    )
