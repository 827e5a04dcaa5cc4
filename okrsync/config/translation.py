"""From the file, as a person writes it, to goals ready to be tied to."""

from __future__ import annotations

import math
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from okrsync.core import goals as core
from okrsync.core import measures as core_measures
from okrsync.core import rules
from okrsync.core.cycles import Cycle, calendar_cycle
from okrsync.core.method import Method
from okrsync.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import timedelta

    from okrsync.config.conditions import Conditions
    from okrsync.config.entries import Team
    from okrsync.config.file import File
    from okrsync.config.measures import Measure
    from okrsync.config.objectives import KeyResult, Kpi, Objective, Status
    from okrsync.core.matching import When


def core_goals(file: File, default: Cycle) -> core.Goals:
    """All the file says about goals. Those without a cycle of their own are of the default one.

    ConfigError where that puts two goals of one id into one cycle.
    """
    cycles = named_cycles(file)
    objectives = tuple(
        _objective(one, cycles, default, is_dated=bool(one.cycle or file.cycle)) for one in file.objectives
    )
    _refuse_twins(objectives)
    return core.Goals(
        objectives=objectives,
        kpis=tuple(_kpi(one) for one in file.kpis),
        rules=(*_label_rules(file, objectives), *_rules(file)),
        exempt=tuple(rules.Exemption(one.name, _when(one.when), one.budget) for one in file.exempt),
        decisions=tuple(rules.Decision(**dict(one)) for one in file.decisions),
        waivers=tuple(rules.Waiver(**dict(one)) for one in file.waivers),
        teams=tuple(_team(one) for one in file.teams),
        cycles=tuple(dict.fromkeys([*cycles.values(), *(one.cycle for one in objectives)])),
        exclude=_when(file.exclude.when) if file.exclude else (),
        skip_authors=file.comments.skip_authors,
        effort_unit=file.effort.unit,
        default_points=file.effort.default_points,
        tying=rules.Tying(**dict(file.tying)),
        method=Method(**dict(file.method)),
        lint=core.Lint(MappingProxyType(file.lint.levels), MappingProxyType(file.lint.ignore)),
        issues=tuple(_issues(file, default)),
        projects=MappingProxyType(dict(_projects(file))),
    )


def named_cycles(file: File) -> dict[str, Cycle]:
    """Every cycle the file names, by its name in lower case: declared, the file's own, those of goals."""
    found = {one.id.casefold(): Cycle(one.id, one.start, one.end) for one in file.cycles}
    for name in (file.cycle, *(one.cycle for one in file.objectives)):
        if name and name.casefold() not in found and (cycle := calendar_cycle(name)):
            found[name.casefold()] = cycle
    return found


def _objective(
    one: Objective, cycles: Mapping[str, Cycle], default: Cycle, *, is_dated: bool
) -> core.Objective:
    return core.Objective(
        id=one.id,
        title=one.title,
        cycle=cycles[one.cycle.casefold()] if one.cycle else default,
        team=one.team,
        owner=one.owner,
        parent=one.parent,
        relation=one.relation,
        commitment=one.commitment or "committed",
        state=one.state,
        weight=one.weight,
        allocation=one.allocation,
        driver=one.driver,
        unaligned=one.unaligned,
        coordinator=one.coordinator,
        is_confidential=one.confidential,
        score=one.score,
        outcome=one.outcome,
        status=_override(one.status),
        cause=one.cause,
        has_cycle=is_dated,
        has_commitment=one.commitment is not None,
        lint_ignore=MappingProxyType(one.lint_ignore),
        items=one.items,
        aliases=one.aliases,
        key_results=tuple(_key_result(part, one.id) for part in one.key_results),
    )


def _key_result(one: KeyResult, objective: str) -> core.KeyResult:
    same = {field.name for field in fields(core.KeyResult)} & set(type(one).model_fields)
    facts = {name: getattr(one, name) for name in same - {"id", "steps", "status", "measure", "lint_ignore"}}
    return core.KeyResult(
        **facts,
        id=f"{objective}.{one.id}",
        steps=tuple(core.Step(step.title, step.due, is_done=step.done) for step in one.steps),
        cadence_days=_days(one.cadence),
        status=_override(one.status),
        measure=_measure(one.measure) if one.measure else None,
        lint_ignore=MappingProxyType(one.lint_ignore),
    )


def _measure(one: Measure) -> core_measures.Measure:
    kind, _, field = one.kind.partition(":")
    return core_measures.Measure(
        kind=cast("core_measures.Kind", kind),
        field=field or None,
        source=one.source,
        query=one.jql or one.query,
        when=_when(one.when or ()),
        path=one.path,
        url=one.url,
        column=one.column,
        pointer=one.pointer,
        token_env=one.token_env,
        is_private_allowed=one.allow_private,
    )


def _override(one: Status | None) -> core.Override | None:
    return None if one is None else core.Override(one.said, one.by, one.reason, one.until)


def _days(duration: timedelta | None) -> int | None:
    return None if duration is None else max(1, math.ceil(duration.total_seconds() / 86_400))


def _kpi(one: Kpi) -> core.Kpi:
    facts = dict(one)
    facts["direction"] = one.direction or ("up" if one.healthy >= one.watch else "down")
    return core.Kpi(**facts)


def _team(one: Team) -> core.Team:
    return core.Team(one.id, one.parent, _when(one.when or ()), one.title)


def _label_rules(file: File, objectives: Iterable[core.Objective]) -> Iterator[rules.Rule]:
    """`labels` are the short way to write a rule."""
    for written, objective in zip(file.objectives, objectives, strict=True):
        goals = [(objective.id, written.labels)]
        goals += [(f"{objective.id}.{part.id}", part.labels) for part in written.key_results]
        for goal, labels in goals:
            if labels:
                when = (MappingProxyType({"label": labels}),)
                yield rules.Rule(f"labels of {goal}", goal, when, objective.cycle.id)


def _rules(file: File) -> Iterator[rules.Rule]:
    for number, rule in enumerate(file.rules, start=1):
        yield rules.Rule(rule.name or f"rules[{number}]", rule.goal, _when(rule.when))


def _when(tables: Iterable[Conditions]) -> When:
    return tuple(MappingProxyType(table.patterns()) for table in tables)


def _issues(file: File, default: Cycle) -> Iterator[core.GoalIssues]:
    """Where goals live as issues."""
    for source in file.sources:
        if source.type == "jira" and source.goal_types:
            yield core.GoalIssues(
                source.name,
                tuple(type_.casefold() for type_ in source.goal_types),
                MappingProxyType(source.goal_field_names),
                default,
            )


def _projects(file: File) -> Iterator[tuple[str, str]]:
    """Of two sources with one project, the first has it."""
    for source in reversed(file.sources):
        if source.type == "jira":
            yield from ((project.upper(), source.name) for project in source.projects)


def _refuse_twins(objectives: Iterable[core.Objective]) -> None:
    seen: set[tuple[str, str]] = set()
    for one in objectives:
        key = (one.id.casefold(), one.cycle.id.casefold())
        if key in seen:
            raise ConfigError(
                f"Two objectives are called {one.id} in {one.cycle.id}, the cycle of goals that name none: "
                "give each its own cycle, or one another id."
            )
        seen.add(key)
