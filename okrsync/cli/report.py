"""`okrsync report`: the four chapters, for people and for programs."""

from __future__ import annotations

import gc
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from okrsync.cli.examples import examples
from okrsync.cli.files import write_file, write_files
from okrsync.cli.kinds import a_day, a_share
from okrsync.cli.output import emit, is_terminal
from okrsync.cli.step import add_summary, set_outputs
from okrsync.errors import PolicyFailed, UsageError
from okrsync.steps.report import ReportOptions, report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from okrsync.cli.session import Session
    from okrsync.core.report import Report

_NAMES = {"markdown": "report.md", "html": "report.html", "json": "report.json"}
_BY_SUFFIX = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".json": "json"}


@click.command(
    "report",
    epilog=examples(
        "okrsync report --format html -o report.html",
        "okrsync report --format markdown --format json -o reports/ --min-coverage 0.8",
    ),
    short_help="Which work serves which goal, and what to adjust.",
)
@click.option(
    "--format",
    "forms",
    type=click.Choice(["markdown", "html", "json", "csv"]),
    multiple=True,
    help="Repeatable; without it, by the name given with -o, else the short form or Markdown.",
)
@click.option(
    "-o",
    "--output",
    "place",
    type=click.Path(path_type=Path),
    help="A file; a folder for several and for CSV.",
)
@click.option("--cycle", metavar="NAME", help="Report on this cycle, not the file's.")
@click.option("--as-of", type=a_day, metavar="DATE", help="As things stood on that day.")
@click.option("--team", metavar="NAME", help="Only this team and its sub-teams.")
@click.option("--min-coverage", type=a_share, metavar="SHARE", help="Exit with 5 below this coverage: 0.8.")
@click.option("--confidential", is_flag=True, help="Show the titles of confidential goals.")
@click.option("--summary", is_flag=True, help="In a GitHub workflow, put it into the job's summary, too.")
@click.pass_obj
def command(
    session: Session,
    *,
    forms: Sequence[str],
    place: Path | None,
    cycle: str | None,
    as_of: date | None,
    team: str | None,
    min_coverage: float | None,
    confidential: bool,
    summary: bool,
) -> None:
    """Report which work serves which goal, from what the last sync read.

    Without -o it goes to standard output: the short form on a terminal, Markdown when piped.
    """
    gc.disable()  # items are no garbage: looking for it takes a third of a large report, and the end is near
    if summary and not session.environ.get("GITHUB_STEP_SUMMARY"):
        raise UsageError("--summary is for GitHub workflows: nowhere else there is a job with a summary.")
    forms = _forms(forms, place)
    day = as_of or session.now.date()
    app = session.app()
    options = ReportOptions(session.now, day, cycle, team, confidential, git=app.git)
    with app.store(must_exist=True) as store:
        made = report(store, app.configuration, options)
    written = write_report(made, forms, place, app.templates) if place else []
    for path in written:
        session.voice.info(f"Wrote {path}.")
    if summary:
        add_summary(session, _text("markdown", made, app.templates))
    elif place is None:
        emit(_text(forms[0], made, app.templates) if forms else _unasked(session, made, app.templates))
    share = made.coverage.share
    set_outputs(
        session, {"coverage": "" if share is None else f"{share:.4f}", "report": _where(place, written)}
    )
    if min_coverage is not None and share is not None and share < min_coverage:
        raise PolicyFailed(f"Coverage is {share:.1%}, below the {min_coverage:.1%} asked for.")


def write_report(made: Report, forms: Sequence[str], place: Path, templates: Path | None) -> list[Path]:
    """Write the report in these formats: one into a file, several and CSV into a folder."""
    if not _is_folder(forms, place):
        return [write_file(place, _text(forms[0], made, templates))]
    texts = {_NAMES[form]: _text(form, made, templates) for form in forms if form != "csv"}
    if "csv" in forms:
        from okrsync.render.csv import to_csv  # noqa: PLC0415 (one format of four)

        texts |= to_csv(made)
    return write_files(place, texts)


def _where(place: Path | None, written: Sequence[Path]) -> str:
    """The file, or the folder of several."""
    return str(written[0] if len(written) == 1 else place or "")


def _forms(forms: Sequence[str], place: Path | None) -> Sequence[str]:
    """The formats asked for, else the one the file's name tells, else none."""
    forms = tuple(dict.fromkeys(forms))
    if place is None:
        if len(forms) > 1 or "csv" in forms:
            raise UsageError("Several formats, and CSV, go into a folder: name one with -o FOLDER.")
        return forms
    if _is_folder(forms, place) and place.is_file():
        raise UsageError(f"{place} is a file: several formats, and CSV, go into a folder.")
    return forms or (_BY_SUFFIX.get(place.suffix.lower(), "markdown"),)


def _is_folder(forms: Sequence[str], place: Path) -> bool:
    return len(forms) > 1 or "csv" in forms or place.is_dir()


def _unasked(session: Session, made: Report, templates: Path | None) -> str:
    """What a reader of standard output wants: one screen, or a text to be kept."""
    if not is_terminal():
        return _text("markdown", made, templates)
    from okrsync.render.terminal import to_short  # noqa: PLC0415 (each form imports what only it needs)

    return to_short(made, get_terminal_size().columns, color=not session.environ.get("NO_COLOR"))


def _text(form: str, made: Report, templates: Path | None) -> str:
    if form == "json":
        from okrsync.render.json import to_json  # noqa: PLC0415

        return to_json(made)
    if form == "html":
        from okrsync.render.html import to_html  # noqa: PLC0415

        return to_html(made, templates)
    from okrsync.render.markdown import to_markdown  # noqa: PLC0415

    return to_markdown(made, templates)
