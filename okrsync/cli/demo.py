"""`okrsync demo`: the whole job on a sample company that comes with okrsync."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsync.cli.examples import examples
from okrsync.cli.output import emit, emit_rows
from okrsync.cli.report import write_report
from okrsync.cli.sync import run_sync
from okrsync.sample.folder import put_sample
from okrsync.steps.report import ReportOptions, report

if TYPE_CHECKING:
    from okrsync.cli.session import Session
    from okrsync.core.report import Report

_THEN = datetime(2026, 11, 20, 18, tzinfo=UTC)  # the sample's today: its goals stand as they were written
_FORMATS = ("markdown", "html", "json")
_ELSEWHERE = ("OKRSYNC_", "GITHUB_", "GIT_")  # the user's own store, workflow and repository


@click.command("demo", epilog=examples("okrsync demo"), short_help="The whole job on a sample company.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("okrsync-demo"),
    show_default=True,
    help="Where the sample, its store and the reports are put.",
)
@click.pass_obj
def command(session: Session, *, folder: Path) -> None:
    """Do the whole job on a bundled sample company: no account, no network.

    It copies the sample into a folder, a new one with its history in git, syncs it there and writes the
    reports. Files you changed in the folder are kept.
    """
    place = session.folder / folder
    environ = {name: value for name, value in session.environ.items() if not name.startswith(_ELSEWHERE)}
    put_sample(place, environ)
    there = replace(session, environ=environ, folder=place, now=_THEN, config="okrsync.toml")
    run_sync(there, is_full=False, source=None, jobs=2)
    app = there.app()
    with app.store(must_exist=True) as store:
        made = report(store, app.configuration, ReportOptions(_THEN, _THEN.date(), git=app.git))
    written = write_report(made, _FORMATS, place, app.templates)
    emit(f"Lumen, a company that does not exist, as of {_THEN.date()}:\n")
    emit_rows(("verdict", "items", "effort"), _rows(made))
    emit("\nWrote:\n" + "".join(f"  {folder / path.name}\n" for path in written))
    emit(f"Go on with:\n  cd {folder}\n  okrsync goals\n  okrsync lint")
    if made.untied:
        emit(f"  okrsync explain {made.untied[0].ref}")


def _rows(made: Report) -> list[tuple[object, ...]]:
    from okrsync.render.figures import number, percent  # noqa: PLC0415 (a rendering room's)

    coverage, effort = made.coverage, made.coverage.effort
    verdicts = ("tied", "conflicting", "stale", "untied", "exempt")
    rows = [(name, getattr(coverage, name), number(getattr(effort, name))) for name in verdicts]
    return [*rows, ("coverage", percent(coverage.share), percent(effort.share))]
