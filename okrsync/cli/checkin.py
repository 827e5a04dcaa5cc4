"""`okrsync checkin`: note a dated value of a key result."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from okrsync.cli.current import current_report
from okrsync.cli.examples import examples
from okrsync.cli.files import alone_in, write_file
from okrsync.cli.kinds import a_day, a_share, a_share_or_nothing
from okrsync.cli.output import emit, emit_json, emit_rows, is_terminal, printable
from okrsync.config.checkins import CheckIn, entry
from okrsync.core.checking import due, expectation, target
from okrsync.core.numerals import told
from okrsync.errors import UsageError
from okrsync.steps.checkin import Said, note

if TYPE_CHECKING:
    from datetime import date

    from okrsync.app import App
    from okrsync.cli.session import Session
    from okrsync.core.report import ReportKeyResult
    from okrsync.steps.checkin import Noted


@click.command(
    "checkin",
    epilog=examples(
        'okrsync checkin GROW.KR1 6.5 --confidence 0.6 --note "The new start page is live"',
        "okrsync checkin",
    ),
    short_help="Note a dated value of a key result.",
    context_settings={"ignore_unknown_options": True},  # -3 is a value
)
@click.argument("name", metavar="[KR]", required=False)
@click.argument("value", metavar="[VALUE]", required=False)
@click.option(
    "--confidence", type=a_share, metavar="SHARE", help="How sure we are to reach the target, 0 to 1."
)
@click.option("--note", "text", metavar="TEXT", help="What is behind it.")
@click.option("--on", type=a_day, metavar="DATE", help="The day of the value; today.")
@click.option("--by", metavar="WHO", help="Who says so.")
@click.option("--owner", metavar="WHO", help="Only what is due of this owner's goals.")
@click.option("--anyway", is_flag=True, help="The value is right, however far away it is.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(  # noqa: PLR0913 (one parameter an option)
    session: Session,
    *,
    name: str | None,
    value: str | None,
    confidence: float | None,
    text: str | None,
    on: date | None,
    by: str | None,
    owner: str | None,
    anyway: bool,
    form: str,
) -> None:
    """Note a value of a key result, or of a KPI, in the check-ins beside the file.

    Without a value it walks through what is due, on a terminal; elsewhere it lists it.
    """
    app = session.app()
    said = Said(name or "", value or "", on or session.now.date(), confidence, text, by, anyway)
    if name is not None and value is not None:
        _tell([_kept(session, app, said)], form)
        return
    rows = _waiting(session, app, name, owner)
    if form == "json":
        emit_json("okrsync.checkin/1", {"checkins": [], "due": [_due(row) for row in rows]})
    elif sys.stdin.isatty() and is_terminal():
        _walk(session, app, rows, said)
    elif name is not None:
        raise UsageError(f"{name} needs a value: okrsync checkin {name} VALUE.")
    else:
        emit_rows(_DUE, [_shown(row) for row in rows])


def _waiting(session: Session, app: App, name: str | None, owner: str | None) -> list[ReportKeyResult]:
    """What is due; or the one that was named, due or not. What lives as an issue is not ours to ask for."""
    if name is not None:
        target(app.goals, name, session.now.date())  # which says what is wrong with a name
    made = current_report(session, app)
    ours = {part.id for objective in app.goals.objectives for part in objective.key_results}
    rows = due(made, owner) if name is None else made.key_results
    return [row for row in rows if row.id in ours and (name is None or row.id.casefold() == name.casefold())]


def _kept(session: Session, app: App, said: Said) -> Noted:
    with alone_in(app.configuration.folder):
        noted = note(app.configuration, said, session.now)
        for path, content in noted.texts.items():
            write_file(path, content)
    for path in noted.texts.keys() - {noted.path}:
        session.voice.info(f"Wrote {path}: branches that both have check-ins merge by themselves.")
    return noted


def _walk(session: Session, app: App, rows: list[ReportKeyResult], said: Said) -> None:
    """Ask for each value; one that is left empty is passed over, a wrong one asked for again.

    Each is kept at once: who breaks off loses nothing.
    """
    for row in rows:
        part = target(app.goals, row.id, said.on).measure
        last = f"{told(row.current)} on {row.as_of}" if row.as_of else "no value yet"
        emit(f"\n{printable(row.id)}  {printable(row.title)}\n  {last}; it takes {expectation(part)}")
        while answer := click.prompt("  value (empty: not now)", default="", show_default=False):
            try:
                one = replace(said, name=row.id, value=answer)
                note(app.configuration, one, session.now)  # a slip is told before more is asked
                _tell([_kept(session, app, _asked(one))], "text")
                break
            except UsageError as error:
                session.voice.fail(str(error))


def _asked(said: Said) -> Said:
    """With the confidence and the note a person adds, if they do."""
    confidence = said.confidence
    if confidence is None:
        confidence = click.prompt(
            "  confidence, 0 to 1", default="", show_default=False, value_proc=a_share_or_nothing
        )
    text = said.note or click.prompt("  note", default="", show_default=False) or None
    return replace(said, confidence=confidence, note=text)


def _tell(noted: list[Noted], form: str) -> None:
    if form == "json":
        kept = [
            dict.fromkeys(CheckIn.model_fields) | entry(one.checkin) | {"file": str(one.path)}
            for one in noted
        ]
        emit_json("okrsync.checkin/1", {"checkins": kept, "due": []})
        return
    for one in noted:
        checkin = one.checkin
        emit(f"{checkin.key_result} {told(checkin.value)} on {checkin.on}, in {one.path}")


def _shown(row: ReportKeyResult) -> list[object]:
    last = None if row.current is None else told(row.current)
    return [row.id, row.title, last, row.as_of, row.due_on, row.status]


_DUE = ("key result", "title", "last", "on", "due", "status")


def _due(row: ReportKeyResult) -> dict[str, object]:
    return {
        "key_result": row.id,
        "title": row.title,
        "current": row.current,
        "as_of": row.as_of,
        "due_on": row.due_on,
        "status": row.status,
    }
