"""Findings about what was settled: decisions and waivers that have run out, or say two things at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from okrsync.core.adjusting.look import Look
    from okrsync.core.report import FindingId
    from okrsync.core.rules import Decision, Waiver


def contradicted(look: Look) -> Iterator[Finding]:
    """Items for which two things are decided, or a goal that takes no work any more."""
    names, day = look.tier.names, look.tier.names.as_of
    goals: dict[str, set[str]] = {}
    for one in look.tier.goals.decisions:
        ref = _counted(look, one.item)
        if ref is None or _is_over(one.until, day):
            continue
        goal = names.find(one.goal)
        goals.setdefault(ref, set()).add(goal.objective.id if goal else one.goal)
        if names.standing(goal, is_done=True) == "dead":
            message = f"{ref} was decided to serve {one.goal}, which takes no work any more"
            step = f"Decide anew for {ref}, and change its [[decisions]] entry."
            yield Finding("decision_contradicted", "error", message, None, (ref,), step)
    waived = _waived(look)
    for ref in sorted(goals):
        if len(goals[ref]) > 1 or ref in waived:
            said = [*sorted(goals[ref]), *(["a waiver"] if ref in waived else [])]
            message = f"{ref} was decided twice: for {' and for '.join(said)}"
            step = "Keep the entry that holds, and take out the other."
            yield Finding("decision_contradicted", "error", message, None, (ref,), step)


def waived_though_named(look: Look) -> Iterator[Finding]:
    """Items the file waives, undecided, that name a goal themselves."""
    day = look.tier.names.as_of
    decided = {_counted(look, one.item) for one in look.tier.goals.decisions if not _is_over(one.until, day)}
    for ref in sorted(_waived(look) - decided):
        if named := _named(look, ref):
            message = f"{ref} is waived in the file, and names {' and '.join(named)} itself"
            step = "Take out the [[waivers]] entry if it serves that goal, or the goal's name from the item."
            yield Finding("waiver_contradicted", "warning", message, None, (ref,), step)


def expired(look: Look) -> Iterator[Finding]:
    """Decisions and waivers of counted work whose last day is over."""
    day = look.tier.names.as_of
    found: tuple[tuple[FindingId, str, Iterable[Decision | Waiver]], ...] = (
        ("decision_expired", "decision", look.tier.goals.decisions),
        ("waiver_expired", "waiver", look.tier.goals.waivers),
    )
    for name, kind, entries in found:
        refs = [ref for one in entries if _is_over(one.until, day) and (ref := _counted(look, one.item))]
        if refs:
            message = (
                f"{len(refs)} {kind}{'s have' if len(refs) > 1 else ' has'} run out on work that still counts"
            )
            step = f"Renew the [[{kind}s]] entries with a new last day, or take them out."
            yield Finding(name, "warning", message, None, tuple(sorted(set(refs))), step)


def _waived(look: Look) -> set[str]:
    day = look.tier.names.as_of
    valid = [one.item for one in look.tier.goals.waivers if not _is_over(one.until, day)]
    return {ref for item in valid if (ref := _counted(look, item)) is not None}


def _named(look: Look, ref: str) -> list[str]:
    """The live goals an item names itself."""
    tie = look.ties[ref]
    grounds = [one for one in look.tier.grounds(tie.item) if one.level == "explicit"]
    goals = [goal for one in grounds if (goal := one.clue.goal) is not None]
    live = (goal.id for goal in goals if look.tier.names.standing(goal, is_done=False) == "live")
    return list(dict.fromkeys(live))


def _counted(look: Look, ref: str) -> str | None:
    """The item's ref as its tracker writes it; None where it is not there or does not count."""
    item = look.tier.work.find(ref)
    return item.ref if item and item.ref in look.ties else None


def _is_over(until: date | None, day: date) -> bool:
    return until is not None and day > until
