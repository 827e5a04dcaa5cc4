"""M and D: whether work and goals can find each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.linting.draft import WHOLE_FILE, Flaw, is_reached
from okrsync.core.naming import Goal
from okrsync.core.progress import exceeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.goals import Objective
    from okrsync.core.linting.draft import Draft
    from okrsync.core.linting.seen import Seen
    from okrsync.core.rules import Rule


def misnamed(draft: Draft, seen: Seen) -> Iterator[Flaw]:
    """M2."""
    for rule, path in draft.rules:
        for pattern in _labels(rule):
            if not seen.has_label(pattern):
                about = draft.names.find(rule.goal) if rule.cycle else None
                yield Flaw(f'no work has the label "{pattern}"', path, about)
    for label, number in sorted(seen.unknown_names.items()):
        close = seen.nearest(label)
        hint = f"; did it mean {close.id}?" if close else ""
        items = "1 item" if number == 1 else f"{number:,} items"
        yield Flaw(f'the label "{label}" on {items} names no goal{hint}', WHOLE_FILE)


def unreachable(draft: Draft) -> Iterator[Flaw]:
    """M3."""
    for one in draft.objectives:
        if one.state == "active" and not _is_reached_below(draft, one):
            message = "no label, rule or item leads work to it, nor to a goal below it"
            yield draft.flaw(Goal(one), "labels", message)


def idle_or_greedy(draft: Draft, seen: Seen) -> Iterator[Flaw]:
    """M4. Labels of a goal that no work has are told by M2 alone; rules of a cycle to come have time yet."""
    days, most = draft.method.rule_idle_days, draft.method.rule_share
    rules = draft.rules
    whens = [rule.when for rule, _ in rules]
    for (rule, path), (recent, counted) in zip(rules, seen.matched(whens, days), strict=True):
        goal = draft.names.find(rule.goal)
        about = goal if rule.cycle else None
        if goal is None or goal.objective.state != "active" or not seen.is_any:
            continue
        if not recent and goal.objective.cycle.start <= draft.day:
            if not rule.cycle or any(map(seen.has_label, _labels(rule))):
                yield Flaw(f"{rule.name}: no work of the last {days} days matches", path, about)
        elif seen.counted and counted / len(seen.counted) > most:
            share = counted / len(seen.counted)
            message = f"{rule.name}: {share:.0%} of all work matches; above {most:.0%} it tells nothing"
            yield Flaw(message, path, about)


def over_budget(draft: Draft, seen: Seen) -> Iterator[Flaw]:
    """M5."""
    for number, one in enumerate(draft.goals.exempt):
        share = seen.exempt_shares.get(one.name, 0.0)
        if one.budget is not None and exceeds(share, one.budget):
            message = f'"{one.name}" takes {share:.0%} of the effort, its budget is {one.budget:.0%}'
            yield Flaw(message, ("exempt", number, "budget"))


def hygiene(draft: Draft, seen: Seen) -> Iterator[Flaw]:
    """D1."""
    orphans, stories = seen.orphaned_stories
    if stories and orphans / stories > draft.method.stories_without_epic:
        yield Flaw(f"{orphans / stories:.0%} of {stories:,} stories have no epic", WHOLE_FILE)
    unestimated = sum(item.effort is None for item in seen.counted)
    whole = len(seen.counted) if draft.goals.effort_unit == "points" else 0
    if whole and unestimated / whole > draft.method.work_without_estimate:
        yield Flaw(f"{unestimated / whole:.0%} of {whole:,} work items have no estimate", WHOLE_FILE)


def _labels(rule: Rule) -> list[str]:
    return [pattern for table in rule.when for pattern in table.get("label", ())]


def _is_reached_below(draft: Draft, objective: Objective) -> bool:
    """It, or a goal below it, however deep. Loops end."""
    passed: set[int] = set()
    waiting = [objective]
    while waiting:
        one = waiting.pop()
        place = draft.names.place(one)
        if is_reached(draft, one):
            return True
        if place not in passed:
            passed.add(place)
            waiting += draft.children.get(place, [])
    return False
