"""`okrsync lint`: what is wrong with the goals, before work is spent on them."""

from __future__ import annotations

import gc
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from okrsync.cli.examples import examples
from okrsync.cli.files import write_files
from okrsync.cli.guard import command_line
from okrsync.cli.output import emit, emit_json, printable
from okrsync.cli.workflow_commands import annotation
from okrsync.errors import NoStoreYet, PolicyFailed, StoreError, worst
from okrsync.steps.lint import judge_goals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.app import App
    from okrsync.cli.session import Session
    from okrsync.steps.lint import Judged, LintFinding

_FAILING = {"error": ("error",), "warning": ("error", "warning")}
_ANNOTATIONS = {"error": "error", "warning": "warning", "info": "notice"}


@click.command(
    "lint",
    epilog=examples("okrsync lint", "okrsync lint --format sarif --fail-on warning > lint.sarif"),
    short_help="Judge the goals: what is wrong, where, why, and what is better.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="Exit with 5 for findings of this level, and above.",
)
@click.option(
    "--schema",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write JSON Schemas there that complete your own goals and labels in editors, and judge nothing.",
)
@click.pass_context
def command(ctx: click.Context, *, form: str, fail_on: str, folder: Path | None) -> None:
    """Judge the goals by the rules of the method, each finding with its line, its reason and an example.

    Rules about labels and work look into the store, when there is one.
    """
    gc.disable()  # a file of goals leaves no garbage worth looking for, and the end is near
    session: Session = ctx.obj
    if folder is not None:
        _write_schemas(session, session.folder / folder)
        ctx.exit()
    judged, code = _judged(session, session.app(judges_file=True))
    if form == "json":
        emit_json("okrsync.lint/1", _tables(judged))
    elif form == "sarif":
        from okrsync.render.sarif import to_sarif  # noqa: PLC0415 (one format of four)

        emit(to_sarif(judged.findings, judged.silenced))
    elif form == "github":
        for one in judged.findings:
            command_line(_annotated(one))
    else:
        emit("".join(f"{line}\n" for one in judged.findings for line in _told(one)))
    _sum_up(session, judged)
    failing = any(one.level in _FAILING[fail_on] for one in judged.findings)
    ctx.exit(worst({code, PolicyFailed.exit_code if failing else 0}))


def _write_schemas(session: Session, folder: Path) -> None:
    """With the labels of the work, where it was read."""
    from okrsync.config.completing import completing  # noqa: PLC0415 (writes schemas now and then)

    app = session.app()
    labels: frozenset[str] = frozenset()
    try:
        with app.store(must_exist=True) as store:
            items = store.items([source.name for source in app.configuration.sources])
            labels = frozenset(label for item in items for label in item.labels)
    except NoStoreYet:
        session.voice.info("Nothing was synced yet: only the labels of the file itself are completed.")
    for written in write_files(folder, completing(app.configuration.file, labels)):
        session.voice.info(f"Wrote {written}.")


def _judged(session: Session, app: App) -> tuple[Judged, int]:
    """With the store where there is one. A store that fails does not keep the file from being judged."""
    configuration, day, code = app.configuration, session.now.date(), 0
    try:
        with app.store(must_exist=True) as store:
            return judge_goals(configuration, day, store, app.git), 0
    except NoStoreYet:
        session.voice.debug("There is no store: the goals are judged by the file alone.")
    except StoreError as error:
        session.voice.fail(str(error))
        code = error.exit_code
    return judge_goals(configuration, day, None, app.git), code


def _tables(judged: Judged) -> dict[str, Any]:
    left = [{**one.finding._asdict(), "reason": one.reason} for one in judged.silenced]
    return {"findings": judged.findings, "silenced": left, "not_checked": judged.unasked}


def _told(finding: LintFinding) -> Iterator[str]:
    """`okrs/growth.toml:12: warning O3 GROW: the title …`."""
    place = f"{finding.file}:{finding.line}"
    yield printable(f"{place}: {finding.level} {finding.id} {_subject(finding)}{finding.message}")
    yield f"  why: {finding.why}"
    yield f"  better: {finding.example}"


def _annotated(finding: LintFinding) -> str:
    message = f"{_subject(finding)}{finding.message}\n{finding.why}\nBetter: {finding.example}"
    level, title = _ANNOTATIONS[finding.level], f"okrsync {finding.id}"
    return annotation(level, message, file=finding.file, line=finding.line, title=title)


def _subject(finding: LintFinding) -> str:
    return f"{finding.goal}: " if finding.goal else ""


def _sum_up(session: Session, judged: Judged) -> None:
    levels = [one.level for one in judged.findings]
    counts = [_counted(levels.count("error"), "error"), _counted(levels.count("warning"), "warning")]
    counts += [f"{levels.count('info')} info"]
    left = f"; {len(judged.silenced)} silenced with a reason" if judged.silenced else ""
    session.voice.info(f"{', '.join(counts)}{left}.")
    for reason, rules in groupby(judged.unasked, key=attrgetter("reason")):
        end = "" if reason.endswith((".", "?")) else "."
        session.voice.info(f"Not checked: {', '.join(rule.id for rule in rules)}; {reason}{end}")


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
