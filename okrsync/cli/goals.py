"""`okrsync goals`: the tree of goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okrsync.cli.current import current_report
from okrsync.cli.examples import examples
from okrsync.cli.output import emit_json, emit_rows
from okrsync.steps.goals import narrowed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.cli.session import Session
    from okrsync.core.report import Report, ReportKeyResult
    from okrsync.render.reckoning import Line


@click.command(
    "goals",
    epilog=examples("okrsync goals GROW", "okrsync goals --tree", "okrsync goals GROW --why"),
    short_help="The tree of goals, with progress and work.",
)
@click.argument("goal", required=False)
@click.option("--tree", "by_team", is_flag=True, help="By company, department and team, with what each has.")
@click.option("--why", is_flag=True, help="How each number came about, line by line down the tree.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(session: Session, *, goal: str | None, by_team: bool, why: bool, form: str) -> None:
    """Show the tree of goals with their progress and the work for them, or one goal.

    Work is counted once `okrsync sync` has read it.
    """
    app = session.app()
    shows_changes = why or form == "json"
    made = current_report(session, app, git=app.git if shows_changes else None)
    shown = narrowed(made, goal) if goal else made
    lines = _reckoning(made, goal) if why else ()
    if form == "json":
        goals: dict[str, object] = {"objectives": shown.objectives, "key_results": shown.key_results}
        goals |= {"departments": made.departments} if by_team else {}
        emit_json("okrsync.goals/1", goals | ({"why": lines} if why else {}))
    elif why:
        emit_rows(_WHY, [["  " * one.depth + one.goal, one.number, one.shown, one.formula] for one in lines])
    elif by_team:
        emit_rows(_TEAMS, list(_cascade(shown)))
    else:
        emit_rows(_COLUMNS, list(_rows(shown)))


def _reckoning(made: Report, goal: str | None) -> tuple[Line, ...]:
    from okrsync.render.reckoning import reckoning  # noqa: PLC0415 (a rendering room's)

    return reckoning(made, goal)


_WHY = ("goal", "number", "value", "because")
_COLUMNS = ("goal", "title", "team", "status", "progress", "work", "done")


_TEAMS = ("team, goal", "title", "status", "progress", "coverage")


def _cascade(made: Report) -> Iterator[list[object]]:
    """Each team beneath the one it is part of, with its own goals; a team's numbers are of all beneath it."""
    from okrsync.render.figures import percent  # noqa: PLC0415 (a rendering room's)
    from okrsync.render.tree import standing  # noqa: PLC0415

    goals = {one.id: one for one in made.objectives}
    for team in made.departments:
        indent = "  " * team.depth
        yield [f"{indent}{team.team}", team.title, None, percent(team.progress), percent(team.coverage)]
        for goal in (goals[name] for name in team.objectives if name in goals):
            row = [goal.title, standing(goal), percent(goal.progress.value), None]
            yield [f"{indent}  {goal.id}", *row]


def _rows(made: Report) -> Iterator[list[object]]:
    from okrsync.render.figures import percent  # noqa: PLC0415 (a rendering room's)
    from okrsync.render.tree import standing, tree  # noqa: PLC0415

    branches = [branch for root in tree(made) for branch in root.walk()]
    for branch in branches:
        one, indent = branch.objective, "  " * branch.depth
        facts = [one.team, standing(one), percent(one.progress.value), one.work.items, one.work.done]
        yield [f"{indent}{one.id}", one.title, *facts]
        yield from (_row(part, indent) for part in branch.key_results)
    if not branches:  # a key result was asked for
        yield from (_row(part, "") for part in made.key_results)


def _row(part: ReportKeyResult, indent: str) -> list[object]:
    from okrsync.render.figures import percent  # noqa: PLC0415

    return [f"{indent}  {part.id}", part.title, None, part.status, percent(part.progress.value), None, None]
