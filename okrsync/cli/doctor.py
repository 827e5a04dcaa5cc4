"""`okrsync doctor`: one line for each thing a run stands on, with the cure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from okrsync.cli.examples import examples
from okrsync.cli.output import emit_json, emit_rows
from okrsync.errors import ConfigError, worst
from okrsync.steps.doctor import Finding, of_clock, of_goals, of_source, of_store
from okrsync.steps.looking import goal_issues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.app import App
    from okrsync.cli.session import Session


@click.command(
    "doctor",
    epilog=examples("okrsync doctor"),
    short_help="Test the file, the credentials, the clock and the store.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def command(ctx: click.Context, *, form: str) -> None:
    """Test the file, credentials, rights, reachability, the clock and the store, one line each."""
    session: Session = ctx.obj
    findings = list(_findings(session))
    if form == "json":
        checks = [{"subject": one.subject, "level": one.level, "message": one.message} for one in findings]
        emit_json("okrsync.doctor/1", {"checks": checks})
    else:
        emit_rows(("", "what", "how"), [(one.level, one.subject, one.message) for one in findings])
    ctx.exit(worst({one.exit_code for one in findings}))


def _findings(session: Session) -> Iterator[Finding]:
    try:
        app = session.app()
    except ConfigError as error:
        yield from (Finding("file", "error", line, error.exit_code) for line in str(error).splitlines())
        yield of_clock(session.now)
        return
    yield from _of_file(app)
    for source in app.configuration.sources:
        yield from of_source(source.name, partial(app.tracker, source))
    yield from of_store(partial(app.store, must_exist=True), session.now)


def _of_file(app: App) -> Iterator[Finding]:
    file = app.configuration
    yield Finding("file", "ok", f"{file.place} has no mistakes")
    if not file.sources:
        yield Finding("file", "warning", "it has no [[sources]]: there is nothing to read")
    live = goal_issues(app.places()).items if app.goals.issues else ()
    yield of_goals(app.frame.over(live))
