"""Short ways to lint a company of two goals."""

from __future__ import annotations

from okrsync.core.linting.draft import Draft
from okrsync.core.linting.linting import lint
from okrsync.core.linting.seen import Seen
from tests.builders.world import Q4, TODAY, goals, key_result, objective

GUARD = {"kind": "guardrail", "max": 1, "unit": "%"}


def sound(name="GROW", /, *parts, **facts):
    """An objective no rule finds anything about, but for what the test changes."""
    usual = {
        "title": f"Shops of kind {name.lower()} plan their week with us",
        "owner": f"{name.lower()}@acme.example",
        "team": "company",
    }
    own = (
        metric(f"{name}.KR1", title=f"Owners of {name.lower()} who stay rise from 40 to 60 percent"),
        metric(f"{name}.KR2", title=f"Plans of {name.lower()} that hold rise from 50 to 60 percent"),
    )
    return objective(name, *(parts or own), **(usual | facts))


def metric(name="GROW.KR1", /, **facts):
    usual = {"baseline": 40, "target": 60, "unit": "%", "title": f"Owners who like {name} rise"}
    return key_result(name, **(usual | facts))


def guard(name="GROW.KR9", /, **facts):
    return key_result(name, **({**GUARD, "title": f"Guard {name}", "baseline": None, "target": None} | facts))


def linted(*objectives, items=None, day=TODAY, cycle=Q4, histories=None, edits=None, **file):
    """The findings of all rules about these goals."""
    made = goals(*objectives, **file)
    seen = None if items is None else Seen(items, made, cycle, day)
    return lint(Draft(made, cycle, day, histories or {}, seen=seen, edits=edits))


def flaws(rule, *objectives, **more):
    """What one rule finds, as pairs of goal and message."""
    return [(one.goal, one.message) for one in linted(*objectives, **more).findings if one.id == rule]


def paths(rule, *objectives, **more):
    return [one.path for one in linted(*objectives, **more).findings if one.id == rule]


def levels(rule, *objectives, **more):
    return [one.level for one in linted(*objectives, **more).findings if one.id == rule]
