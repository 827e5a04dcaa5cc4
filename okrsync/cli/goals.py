"""`okrsync goals`: the tree of goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okrsync.cli.output import emit_json, emit_rows
from okrsync.steps.goals import shown, tree

if TYPE_CHECKING:
    from okrsync.cli.session import Session
    from okrsync.core.report import ReportKeyResult, ReportObjective
    from okrsync.steps.goals import Shown


@click.command("goals", short_help="The tree of goals, with progress and work.")
@click.argument("goal", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(session: Session, *, goal: str | None, form: str) -> None:
    r"""Show the tree of goals with their progress and the work for them, or one goal.

    Work is counted once `okrsync sync` has read it.

    \b
    Example:
      okrsync goals GROW
    """
    found = shown(_report(session), goal)
    if form == "json":
        emit_json("okrsync.goals/1", found._asdict())
    else:
        emit_rows(("goal", "title", "status", "progress", "work", "done"), _rows(found))
