"""`okrsync sync`: read every source into the store."""

from __future__ import annotations

import getpass
import os
import socket
from typing import TYPE_CHECKING, NamedTuple

import click

from okrsync.cli.deadline import deadline_option
from okrsync.cli.examples import examples
from okrsync.cli.output import emit_json, emit_rows
from okrsync.cli.progress import progress
from okrsync.errors import ConfigError, TrackerError
from okrsync.steps.measuring import measure
from okrsync.steps.report import ReportOptions, keep_ended
from okrsync.steps.sync import SyncOptions, sync
from okrsync.steps.trend import keep_point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrsync.cli.session import Session
    from okrsync.core.measuring import Measured
    from okrsync.steps.sync import SourceResult

PATIENCE = 10.0  # seconds to wait for another sync before saying who holds the store


@click.command(
    "sync",
    epilog=examples("okrsync sync --source jira --full"),
    short_help="Read every source into the store.",
)
@click.option("--full", is_flag=True, help="Read everything again, and notice what disappeared.")
@click.option("--source", metavar="NAME", help="Read only this source.")
@click.option(
    "--jobs", type=click.IntRange(1, 32), default=4, show_default=True, help="Sources read at once."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@deadline_option
@click.pass_context
def command(ctx: click.Context, *, full: bool, source: str | None, jobs: int, form: str) -> None:
    """Read every source into the store: what changed since the last time, or with --full everything.

    Then the measures of key results are read, and kept with their day.

    A source that fails keeps its last good data; the others go on, and the exit code is 3.
    """
    session: Session = ctx.obj
    results, measured = run_sync(session, is_full=full, source=source, jobs=jobs)
    if form == "json":
        emit_json("okrsync.sync/1", {"sources": results, "measures": measured})
    else:
        emit_rows(_COLUMNS, [_row(result) for result in results])
        if measured:
            emit_rows(("measure", "value"), [(one.goal, one.value) for one in measured])
    failures = [(result.name, result.error) for result in results]
    failures += [(one.goal, one.error) for one in measured]
    for name, error in failures:
        if error is not None:
            session.voice.fail(f"{name}: {error}")
    if any(error is not None for _, error in failures):
        ctx.exit(TrackerError.exit_code)


class Synced(NamedTuple):
    """How each source went, and what the measures of key results gave."""

    sources: Sequence[SourceResult]
    measured: Sequence[Measured]


def run_sync(session: Session, *, is_full: bool, source: str | None, jobs: int) -> Synced:
    """Sync with everything real, keeping other syncs out meanwhile; then read the measures."""
    app = session.app()
    trackers = app.trackers(source)
    with (
        app.store(must_exist=False) as store,
        store.hold(who(), wait_seconds=PATIENCE),
        progress(session, [tracker.name for tracker in trackers]) as watch,
    ):
        options = SyncOptions(session.now, session.ticks, session.voice.warn, watch, is_full, jobs)
        results = sync(store, trackers, app.configuration.kept(), options)
        measured = measure(store, app.goals, app.gauges(trackers, source), session.now.date())
        try:
            is_changed = any(one.changed or one.removed for one in results)
            keep_point(store, app.configuration, session.now.date(), is_changed=is_changed)
        except ConfigError as error:  # what was read is none the worse for a wrong check-in
            session.voice.warn(f"The trend has no point of today: {error}")
        today = ReportOptions(session.now, session.now.date(), git=app.git)
        for cycle in keep_ended(store, app.configuration, today):
            session.voice.info(f"{cycle} is closed: its report stays as it is from now on.")
        return Synced(results, measured)


_COLUMNS = ("source", "items", "changed", "removed", "requests", "seconds", "result")


def _row(result: SourceResult) -> list[object]:
    counts = [result.items, result.changed, result.removed, result.requests]
    return [result.name, *counts, f"{result.seconds:.1f}", "failed" if result.error is not None else "ok"]


def who() -> str:
    """Whom another sync names when it cannot get in."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        user = "somebody"
    return f"{user} on {socket.gethostname()} (process {os.getpid()})"
