"""The cascade: company, departments, teams, each with its goals and what crosses its borders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.coverage import coverage
from okrsync.core.report import Contribution, Department
from okrsync.core.teams import COMPANY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrsync.core.goals import Goals, Objective
    from okrsync.core.tallying import Tally


def cascade(found: Tally, shown: Sequence[str]) -> tuple[Department, ...]:
    """The company first, each team beneath the one it is part of; only those among `shown`."""
    above = _parents(found.tier.goals)
    crossings = list(_crossings(found))
    order = [COMPANY, *_below(above, COMPANY, {COMPANY})]
    placed = set(order)
    order += [team for team in above if team not in placed]  # in a loop of parents
    return tuple(_department(found, team, above, crossings) for team in order if team in shown)


def all_teams(goals: Goals) -> tuple[str, ...]:
    """Every team the file declares, or that carries a goal, and the company."""
    parents = _parents(goals)
    return (COMPANY, *parents) if parents else ()


def _parents(goals: Goals) -> dict[str, str]:
    """Each team and the one it is part of, the company where it says none."""
    found = {team.id: team.parent or COMPANY for team in goals.teams if team.id.casefold() != COMPANY}
    known = {name.casefold(): name for name in found} | {COMPANY: COMPANY}
    for one in goals.objectives:
        if one.team and one.team.casefold() not in known:
            known[one.team.casefold()] = one.team
            found[one.team] = COMPANY
    return {team: known.get(parent.casefold(), COMPANY) for team, parent in found.items()}


def _below(above: dict[str, str], team: str, seen: set[str]) -> Iterator[str]:
    for name in [name for name, parent in above.items() if parent == team and name not in seen]:
        seen.add(name)
        yield name
        yield from _below(above, name, seen)


def _department(
    found: Tally, team: str, above: dict[str, str], crossings: Sequence[Contribution]
) -> Department:
    def is_own(name: str | None) -> bool:
        return _is_within(found, team, name)

    own = [one for one in found.tier.names.in_scope() if _team(one) == team.casefold()]
    members = [one for one in found.tier.names.in_scope() if is_own(one.team)]
    titles = {one.id: one.title for one in found.tier.goals.teams}
    counted = found.census.within(is_own)
    return Department(
        team=team,
        title=titles.get(team) or team,
        parent=None if team == COMPANY else above[team],
        depth=_depth(team, above),
        objectives=tuple(one.id for one in own),
        progress=_mean(found, members),
        coverage=coverage(counted, found.tier.goals.effort_unit).share,
        gives=tuple(one for one in crossings if is_own(one.team) and not is_own(one.goal_team)),
        takes=tuple(one for one in crossings if is_own(one.goal_team) and not is_own(one.team)),
    )


def _crossings(found: Tally) -> Iterator[Contribution]:
    """Work of one team for the goal of another that it is no part of; the company's goals are everybody's."""
    for one in found.tier.names.in_scope():
        team = one.team
        if team is None or _team(one) == COMPANY:
            continue
        efforts = found.ledger.of(one).by_team
        for worker, effort in sorted(efforts.items(), key=lambda pair: str(pair[0])):
            if worker is not None and not found.tier.teams.includes(team, worker):
                yield Contribution(one.id, worker, team, effort)


def _mean(found: Tally, objectives: Sequence[Objective]) -> float | None:
    pursued = [one for one in objectives if one.state in ("active", "closed")]
    values = [(one.weight, found.scorer.progress(one).value) for one in pursued]
    known = [(weight, value) for weight, value in values if value is not None and weight > 0]
    whole = sum(weight for weight, _ in known)
    return sum(weight * value for weight, value in known) / whole if known else None


def _is_within(found: Tally, team: str, name: str | None) -> bool:
    return team == COMPANY or found.tier.teams.includes(team, name)


def _team(objective: Objective) -> str:
    return (objective.team or COMPANY).casefold()


def _depth(team: str, above: dict[str, str]) -> int:
    """Steps below the company. Loops end."""
    seen: set[str] = set()
    while team != COMPANY and team not in seen:
        seen.add(team)
        team = above[team]
    return len(seen)
