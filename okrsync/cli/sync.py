"""`okrsync sync`: read every source into the store."""

from __future__ import annotations

import getpass
import os
import socket
from typing import TYPE_CHECKING

import click

from okrsync.cli.deadline import deadline_option
from okrsync.cli.examples import examples
from okrsync.cli.output import emit_json, emit_rows
from okrsync.cli.progress import progress
from okrsync.errors import TrackerError
from okrsync.steps.sync import SyncOptions, sync

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrsync.cli.session import Session
    from okrsync.steps.sync import SourceResult

_PATIENCE = 10.0  # seconds to wait for another sync before saying who holds the store


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

    A source that fails keeps its last good data; the others go on, and the exit code is 3.
    """
    session: Session = ctx.obj
    results = run_sync(session, is_full=full, source=source, jobs=jobs)
    if form == "json":
        emit_json("okrsync.sync/1", {"sources": results})
    else:
        emit_rows(_COLUMNS, [_row(result) for result in results])
    for result in results:
        if result.error is not None:
            session.voice.fail(f"{result.name}: {result.error}")
    if any(result.error is not None for result in results):
        ctx.exit(TrackerError.exit_code)


def run_sync(session: Session, *, is_full: bool, source: str | None, jobs: int) -> Sequence[SourceResult]:
    """Sync with everything real, keeping other syncs out meanwhile."""
    app = session.app()
    trackers = app.trackers(source)
    with (
        app.store(must_exist=False) as store,
        store.hold(_who(), wait_seconds=_PATIENCE),
        progress(session, [tracker.name for tracker in trackers]) as watch,
    ):
        options = SyncOptions(session.now, session.ticks, session.voice.warn, watch, is_full, jobs)
        return sync(store, trackers, app.configuration.kept(), options)


_COLUMNS = ("source", "items", "changed", "removed", "requests", "seconds", "result")


def _row(result: SourceResult) -> list[object]:
    counts = [result.items, result.changed, result.removed, result.requests]
    return [result.name, *counts, f"{result.seconds:.1f}", "failed" if result.error is not None else "ok"]


def _who() -> str:
    """Whom another sync names when it cannot get in."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        user = "somebody"
    return f"{user} on {socket.gethostname()} (process {os.getpid()})"
