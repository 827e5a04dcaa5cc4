"""The smallest single change that would tie an item, tried out before it is offered."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.labels import label_name
from okrsync.core.matching import facts
from okrsync.core.rules import Decision
from okrsync.core.suggesting import Advisor, words
from okrsync.core.tying import Tier
from okrsync.core.work import Work

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from datetime import date

    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Goals, Objective
    from okrsync.core.matching import Table
    from okrsync.core.model import WorkItem
    from okrsync.core.naming import Goal
    from okrsync.core.tying import Tie


_CLOSE = 0.8  # of a value's spelling to a rule's
_PAIR = 2


class Remedy(NamedTuple):
    """One change and its kind: label, line, parent, rule, decision or goal."""

    kind: str
    text: str


class _Trial(NamedTuple):
    """A remedy, and the world after it: the item changed, or the file."""

    remedy: Remedy
    item: WorkItem
    goals: Goals


def remedy(items: Iterable[WorkItem], goals: Goals, *, cycle: Cycle, as_of: date, ref: str) -> Remedy | None:
    """The first change, from the smallest on, that ties the item when it is really applied to a copy.

    None for an item that is tied or exempt, and where no goal is live to tie it to.
    """
    known = list(items)
    tier = Tier(Work(known, goals.projects), goals, cycle=cycle, as_of=as_of)
    item = tier.work.find(ref)
    if item is None:
        return None
    tie = tier.tie(item)
    if tie.verdict in ("tied", "exempt"):
        return None
    others = [one for one in known if one.ref != item.ref]
    for trial in _trials(tier, item, tie):
        world = Work([*others, trial.item], trial.goals.projects)
        if Tier(world, trial.goals, cycle=cycle, as_of=as_of).tie(trial.item).verdict == "tied":
            return trial.remedy
    return None


def _trials(tier: Tier, item: WorkItem, tie: Tie) -> Iterator[_Trial]:
    if tie.verdict == "conflicting":
        yield from _freed(tier, item, tie)
        yield from (_decided(tier, item, goal) for goal in tie.goals)
        return
    yield from _corrected(tier, item)
    yield from _activated(tier, item)
    yield from _widened(tier, item)
    advisor = Advisor(tier, map(tier.tie, tier.work.items.values()))
    likely = [goal for one in advisor.suggest(item) if (goal := tier.names.find(one.goal))]
    yield from _adopted(tier, item, likely)
    yield from (_labelled(tier, item, goal, is_likely=True) for goal in likely)
    yield from (_labelled(tier, item, goal, is_likely=False) for goal in tier.names.live())


def _freed(tier: Tier, item: WorkItem, tie: Tie) -> Iterator[_Trial]:
    """Where labels and lines of the item's own name all the goals: without those of all but one goal."""
    labels = {f'label "{one}"': tier.label_name(one) for one in item.labels}
    lines = {f"OKR: {one}": one for one in item.named_goals}
    claims = {ground.clue.text: ground.clue.goal for ground in tie.grounds}
    if not claims.keys() <= {**labels, **lines}.keys():
        return
    kept = tie.goals[0].objective
    gone = {text for text, goal in claims.items() if goal and goal.objective is not kept}
    changed = item._replace(
        labels=tuple(one for one in item.labels if f'label "{one}"' not in gone),
        named_goals=tuple(one for one in item.named_goals if f"OKR: {one}" not in gone),
    )
    yield _Trial(_one_of(list(claims), lines), changed, tier.goals)


def _one_of(claims: list[str], lines: Container[str]) -> Remedy:
    told = [f'the line "{one}"' if one in lines else f"the {one}" for one in claims]
    kind = "line" if all(one in lines for one in claims) else "label"
    if len(told) == _PAIR:
        return Remedy(kind, f"Remove {told[0]} or {told[1]}, so that one goal is left.")
    return Remedy(kind, f"Of {', '.join(told[:-1])} and {told[-1]}, keep only what names one goal.")


def _decided(tier: Tier, item: WorkItem, goal: Goal) -> _Trial:
    entry = f'[[decisions]] item = "{item.ref}", goal = "{goal.id}", by = "…", on = …, reason = "…"'
    decision = Decision(item.ref, goal.id)
    goals = replace(tier.goals, decisions=(*tier.goals.decisions, decision))
    return _Trial(Remedy("decision", f"Settle it in the file: {entry}"), item, goals)


def _corrected(tier: Tier, item: WorkItem) -> Iterator[_Trial]:
    """A misspelt goal, spelt right."""
    for label in item.labels:
        name = tier.label_name(label)
        if name and tier.names.find(name) is None and (goal := tier.names.nearest(name)):
            new = _label(tier, goal)
            labels = tuple(new if one == label else one for one in item.labels)
            remedy_ = Remedy("label", f'Replace the label "{label}" by "{new}".')
            yield _Trial(remedy_, item._replace(labels=labels), tier.goals)
    for name in item.named_goals:
        if tier.names.find(name) is None and (goal := tier.names.nearest(name)):
            named = tuple(goal.id if one == name else one for one in item.named_goals)
            remedy_ = Remedy("line", f'Write "OKR: {goal.id}" instead of "OKR: {name}" in its text.')
            yield _Trial(remedy_, item._replace(named_goals=named), tier.goals)


def _activated(tier: Tier, item: WorkItem) -> Iterator[_Trial]:
    """A draft the item names, made active."""
    drafts = {
        goal.objective.id
        for ground in tier.grounds(item)
        if (goal := ground.clue.goal) and goal.objective.state == "draft"
    }
    for name in sorted(drafts):
        objectives = tuple(_active(one) if one.id == name else one for one in tier.goals.objectives)
        remedy_ = Remedy("goal", f'Set state = "active" on {name} when it is decided.')
        yield _Trial(remedy_, item, replace(tier.goals, objectives=objectives))


def _widened(tier: Tier, item: WorkItem) -> Iterator[_Trial]:
    """A rule that misses the item by the spelling of one value."""
    for number, rule in enumerate(tier.goals.rules):
        for table in rule.when:
            for dimension, value, pattern in _near_misses(table, item, tier):
                wider = MappingProxyType({**table, dimension: (*table[dimension], value)})
                when = tuple(wider if one is table else one for one in rule.when)
                rules = list(tier.goals.rules)
                rules[number] = replace(rule, when=when)
                text = f'Add "{value}" to {dimension} in {rule.name} ({rule.goal}), beside "{pattern}".'
                yield _Trial(Remedy("rule", text), item, replace(tier.goals, rules=tuple(rules)))


def _near_misses(table: Table, item: WorkItem, tier: Tier) -> Iterator[tuple[str, str, str]]:
    for dimension, patterns in table.items():
        if dimension not in ("label", "component", "milestone"):
            continue
        for value in facts(dimension, tier.derived)(item):
            plain = [pattern.strip("*").casefold() for pattern in patterns if not pattern.startswith("re:")]
            if close := get_close_matches(value.casefold(), plain, n=1, cutoff=_CLOSE):
                yield dimension, value, close[0]


def _adopted(tier: Tier, item: WorkItem, likely: list[Goal]) -> Iterator[_Trial]:
    """An open epic of the same project that serves a likely goal and speaks of the same things."""
    if item.parent or item.kind not in ("issue", "pull_request"):
        return
    own = words(item.title)
    for goal in likely:
        for epic in tier.work.items.values():
            is_near = epic.kind == "epic" and epic.is_open and epic.project == item.project
            if is_near and len(own & words(epic.title)) > 1 and goal in tier.tie(epic).goals:
                named = epic.ref if epic.is_restricted else f"{epic.ref} ({epic.title})"
                text = f"Set its parent to {named}, which serves {goal.id}."
                yield _Trial(Remedy("parent", text), item._replace(parent=epic.ref), tier.goals)


def _labelled(tier: Tier, item: WorkItem, goal: Goal, *, is_likely: bool) -> _Trial:
    """The item with the goal's label; where nothing tells which goal it serves, the goal is an example."""
    label = _label(tier, goal)
    kind, words_ = ("line", f'"OKR: {goal.id}"') if item.kind == "milestone" else ("label", f'"{label}"')
    if kind == "line":  # milestones carry no labels
        changed = item._replace(named_goals=(*item.named_goals, goal.id))
        text = f"Write {words_} in its description."
    else:
        changed = item._replace(labels=(*item.labels, label))
        text = f"Add the label {words_}."
    if not is_likely:
        text = f"Name the goal it serves with a {kind} like {words_}."
    return _Trial(Remedy(kind, text), changed, tier.goals)


def _label(tier: Tier, goal: Goal) -> str:
    return label_name(tier.goals.tying.label_prefix, goal)


def _active(objective: Objective) -> Objective:
    return replace(objective, state="active")
