"""Short ways to say a company: goals, items, and a judge over both."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from okrsync.core.assessing import assess
from okrsync.core.cycles import calendar_cycle
from okrsync.core.goals import Goals, KeyResult, Objective
from okrsync.core.judging import judge
from okrsync.core.model import WorkItem
from okrsync.core.rules import Rule

Q4 = calendar_cycle("2026-Q4")
Q3 = calendar_cycle("2026-Q3")
YEAR = calendar_cycle("2026")
TODAY = date(2026, 11, 20)
IN_CYCLE = datetime(2026, 10, 15, 12, tzinfo=UTC)


def item(key="ONB-1", /, **facts):
    """An open Jira story of this cycle; `acme/web#1` makes a GitHub issue instead."""
    source = facts.pop("source", "github" if "#" in key else "jira")
    project = key.partition("#")[0] if "#" in key else key.rpartition("-")[0]
    usual = {
        "ref": f"{source}:{key}",
        "id": key,
        "source": source,
        "project": project,
        "title": f"Work {key}",
        "created": IN_CYCLE,
        "updated": IN_CYCLE,
    }
    return WorkItem(**(usual | facts))


def pull_request(key="acme/web#7", /, **facts):
    return item(key, **({"kind": "pull_request", "type": "pull_request"} | facts))


def done(key="ONB-1", /, on=IN_CYCLE + timedelta(days=3), **facts):
    return item(key, **({"state": "done", "closed": on} | facts))


def objective(name="GROW", /, *key_results, **facts):
    """A live objective of 2026-Q4; key results by their short ids."""
    parts = tuple(key_result(f"{name}.{one}") if isinstance(one, str) else one for one in key_results)
    return Objective(**({"id": name, "title": f"Title of {name}", "cycle": Q4, "key_results": parts} | facts))


def key_result(name="GROW.KR1", /, **facts):
    usual = {"id": name, "title": f"Title of {name}", "baseline": 0, "target": 10}
    return KeyResult(**(usual | facts))


def when(**conditions):
    """One table of conditions; values may be a text or several."""
    table = {
        name.replace("field_", "field."): (value,) if isinstance(value, str) else tuple(value)
        for name, value in conditions.items()
    }
    return (MappingProxyType(table),)


def rule(goal, name="rules[1]", /, **conditions):
    return Rule(name, goal, when(**conditions))


def goals(*objectives, **facts):
    """A file of goals; Jira project ONB is configured."""
    known = {one.cycle.id: one.cycle for one in objectives} | {Q4.id: Q4}
    usual = {
        "objectives": objectives,
        "cycles": tuple(known.values()),
        "projects": {"ONB": "jira", "OPS": "jira"},
    }
    return replace(Goals(), **(usual | facts))


def verdict_of(file, *items, ref=None, as_of=TODAY, cycle=Q4, unreachable=()):
    """The judgement of the first item (or of `ref`) among all of them."""
    ref = ref or items[0].ref
    return judge(items, file, cycle=cycle, as_of=as_of, refs=[ref], unreachable=unreachable)[0]


def report_of(file, *items, as_of=TODAY, cycle=Q4, **more):
    at = datetime(2026, 11, 20, 6, tzinfo=UTC)
    return assess(items, file, cycle=cycle, as_of=as_of, generated_at=at, **more)
