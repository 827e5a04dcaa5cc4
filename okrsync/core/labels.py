"""The labels people tie work with: one for each live goal, and the two that steer okrsync."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from okrsync.core.naming import Goal, Names


class Label(NamedTuple):
    """A label, and what it says of itself to those who choose it from a list. It shows no goal's title."""

    name: str
    description: str
    goal: str | None = None


def label_name(prefix: str, goal: Goal) -> str:
    return f"{prefix}{goal.id.lower()}"


def goal_label(prefix: str, goal: Goal) -> Label:
    return Label(label_name(prefix, goal), f"Serves the goal {goal.id}", goal.id)


def waiver_label(prefix: str) -> Label:
    return Label(f"{prefix}none", "Need not serve a goal")


def snooze_label(prefix: str) -> Label:
    return Label(f"{prefix}snooze", "okrsync leaves no comment here")


def wanted_labels(names: Names, prefix: str) -> tuple[Label, ...]:
    """Every label that means something now, in the file's order."""
    goals = (goal_label(prefix, goal) for goal in names.live())
    return (*goals, waiver_label(prefix), snooze_label(prefix))
