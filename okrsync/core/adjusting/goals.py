"""Findings about goals: starved, off plan, moved by nothing, silent, pulled apart, shared by many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.edits import lasting
from okrsync.core.history import unmoved_since
from okrsync.core.linting.metrics import shared_metrics
from okrsync.core.naming import Goal
from okrsync.core.outcomes import outcome
from okrsync.core.progress import HELD, exceeds, reaches
from okrsync.core.report import Finding
from okrsync.core.rows import natural
from okrsync.core.teams import COMPANY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrsync.core.adjusting.look import Look
    from okrsync.core.goals import KeyResult
    from okrsync.core.report import ReportEdit, ReportKeyResult


def starving(look: Look) -> Iterator[Finding]:
    """Goals without open work, or far below their planned share."""
    for one in look.starved:
        step = "Plan work for it now, give it people, or say that it waits: close it or lower its allocation."
        yield Finding("starved", "warning", f"{one.id}: {one.reason}", one.id, (), step)


def trapped(look: Look) -> Iterator[Finding]:
    """Activity trap: most of the work is done, and the outcome has hardly moved.

    A key result that counts work is no outcome, and one with a curve of its own is asked for no more.
    """
    method = look.tier.goals.method
    for one, row in zip(look.shown, look.objectives, strict=True):
        if not row.work.effort or one.state not in ("active", "closed"):
            continue
        done = row.work.effort_done / row.work.effort
        gone = one.cycle.elapsed(look.tier.names.as_of)
        is_late = reaches(gone, method.trap_elapsed) and reaches(done, method.trap_work_done)
        there = outcome(look.scorer, one) if is_late else None
        if there is not None and not exceeds(there.value, method.trap_outcome * there.expected):
            message = (
                f"{row.id}: {done:.0%} of its work is done, its outcome is at {there.value:.0%}: "
                "shipping is not moving this"
            )
            step = "Stop and ask what would move it: talk to those it is for before more is built."
            yield Finding("activity_trap", "warning", message, row.id, (), step)


def off_plan(look: Look) -> Iterator[Finding]:
    """Goals whose share of the effort, with what contributes to them, is far from the planned one."""
    for row, one in zip(look.objectives, look.shown, strict=True):
        planned = one.allocation
        if planned is None or one.state != "active":
            continue
        share = row.work.share_with_below
        points = 0.0 if share is None else (share - planned) * 100
        if share is not None and exceeds(abs(points), look.tier.goals.method.divergence_points):
            shares = f"{share:.0%} of the effort instead of {planned:.0%}"
            step = "Move people to it, or plan what you mean: change its allocation."
            if points > 0:
                step = "Find out what it takes the effort from, or plan what you mean: change its allocation."
            yield Finding(
                "off_plan", "warning", f"{one.id}: {shares} ({points:+.0f} points)", one.id, (), step
            )


def flat(look: Look) -> Iterator[Finding]:
    """Key results on track whose value has not moved for long, while there is time to move it."""
    day = look.tier.names.as_of
    running = {
        part
        for row, one in zip(look.objectives, look.shown, strict=True)
        if one.state == "active" and day <= one.cycle.end
        for part in row.key_results
    }
    for row in look.key_results:
        since = _unmoved_days(row, day)
        if row.id in running and row.status == "on track" and since >= look.tier.goals.method.flat_days:
            message = f"{row.id} is on track, but its value has not moved for {since} days"
            step = "Look at how it is measured, and at whether it will move by itself until the end."
            yield Finding("flat_but_green", "warning", message, row.id, (), step)


def moved(look: Look) -> Iterator[Finding]:
    """Goals whose bounds or dates were changed after their cycle began; key results by both."""
    for row in look.key_results:
        yield from (_moved(row.id, edit, _by_both(row)) for edit in lasting(row.edits) if edit.key != "owner")
    for goal in look.objectives:
        yield from (_moved(goal.id, edit, "") for edit in lasting(goal.edits) if edit.key != "owner")


def silent(look: Look) -> Iterator[Finding]:
    """Active goals with key results nobody has looked at for longer than they may wait, or ever."""
    rows = {row.id: row for row in look.key_results}
    for row, one in zip(look.objectives, look.shown, strict=True):
        old = [rows[part] for part in row.key_results if rows[part].status == "outdated"]
        never = [part.id for part in one.key_results if _is_long_unseen(look, rows[part.id], part)]
        if one.state == "active" and (old or never):
            ages = ", ".join(f"{part.id} ({part.age_days} days)" for part in old)
            since = f"since {one.cycle.id} began on {one.cycle.start}"
            told = [f"no new value of {ages}"] if old else []
            told += [f"no value at all of {', '.join(never)} {since}"] if never else []
            first = old[0].id if old else never[0]
            step = f"Check in: okrsync checkin {first} VALUE; or close the goal if nobody pursues it."
            yield Finding("stale_goal", "warning", f"{row.id}: {'; '.join(told)}", row.id, (), step)


def opposed(look: Look) -> Iterator[Finding]:
    """Two goals that pull one metric in opposite directions, one of which this report shows."""
    shown = {look.tier.names.place(one) for one in look.shown}
    active = [one for one in look.tier.names.in_scope() if one.state == "active"]
    ordered = sorted(active, key=lambda one: natural(one.id))
    measures = [(Goal(one, part), part) for one in ordered for part in one.key_results]
    for use, earlier in shared_metrics(measures):
        told = {look.tier.names.place(one.goal.objective) for one in (use, earlier)}
        if use.way * earlier.way < 0 and told & shown:
            message = f"{earlier.goal.id} and {use.goal.id} pull one metric in opposite directions"
            step = "Let both owners settle which way it goes, and change or drop the other."
            yield Finding("opposed_metric", "warning", message, use.goal.id, (), step)


def uncarried(look: Look) -> Iterator[Finding]:
    """Goals nobody carries: no work, no goal beneath them, and no owner or no team but the company."""
    names = look.tier.names
    above = {names.place(parent.objective) for one in names.in_scope() if (parent := names.parent(one))}
    for row, one in zip(look.objectives, look.shown, strict=True):
        is_of_team = (one.team or COMPANY).casefold() != COMPANY
        is_carried = row.work.items or names.place(one) in above or (one.owner and is_of_team)
        if one.state == "active" and not is_carried:
            lacks = " nor ".join(name for name, it in (("owner", one.owner), ("team", one.team)) if not it)
            message = f"nobody carries {one.id}: it has no {lacks or 'goal beneath it'}, and no work"
            step = "Find somebody who wants it, or leave it: a goal nobody carries is a wish."
            yield Finding("uncarried", "warning", message, one.id, (), step)


def shared(look: Look) -> Iterator[Finding]:
    """Goals that many teams carry, and nobody coordinates."""
    for one in look.shown:
        if one.state != "active" or one.coordinator is not None:
            continue
        teams = {team.casefold() for child in look.scorer.children(one) if (team := child.team)} - {COMPANY}
        if len(teams) >= look.tier.goals.method.shared_teams:
            message = f"{one.id} is carried by {len(teams)} teams, and nobody coordinates them"
            step = "Name a coordinator in the file: one person who sees all of its parts."
            yield Finding("uncoordinated", "info", message, one.id, (), step)


def _is_long_unseen(look: Look, row: ReportKeyResult, part: KeyResult) -> bool:
    """Never had a value, in a cycle that has run for longer than a cadence and its grace."""
    method = look.tier.goals.method
    if row.status != "pending" or row.history or row.due_on is None:
        return False
    allowed = (part.cadence_days or method.cadence_days) + method.grace_days
    return (look.tier.names.as_of - row.due_on).days > allowed


def _moved(goal: str, edit: ReportEdit, by_both: str) -> Finding:
    when = f"on {edit.on} ({edit.commit[:9]})" if edit.commit else "and is not committed yet"
    change = f"{goal}: {edit.key} changed from {edit.before} to {edit.after} {when}"
    if edit.reason:
        step = "Say at the next review by which of the two you grade it."
        return Finding("target_changed", "info", f"{change}: {edit.reason}{by_both}", goal, (), step)
    step = "Say why with a line `OKR-Reason: …` in a commit message, or set it back."
    message = f"{change}{', and nothing says why' if edit.commit else ''}{by_both}"
    return Finding("target_changed", "warning", message, goal, (), step)


def _by_both(row: ReportKeyResult) -> str:
    first, value = row.original, row.progress.value
    if first is None or first.progress.value is None or value is None:
        return ""
    if first.progress.value != value:
        return f"; progress is {value:.0%}, and {first.progress.value:.0%} by what it began with"
    is_same = first.status == row.computed_status
    return "" if is_same else f"; it is {row.computed_status}, and {first.status} by what it began with"


def _unmoved_days(row: ReportKeyResult, day: date) -> int:
    """Since its last values became equal; nought for what must hold, and for what has no values."""
    if row.kind in (*HELD, "work") or not row.history:
        return 0
    return (day - unmoved_since(row.history)).days
