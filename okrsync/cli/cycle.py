"""`okrsync cycle`: the end of a cycle, and the beginning of the next."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsync.cli.current import current_report
from okrsync.cli.examples import examples
from okrsync.cli.files import write_file
from okrsync.cli.kinds import a_share_or_nothing
from okrsync.cli.output import emit, emit_json, is_terminal, printable
from okrsync.core.closing import chosen, needs_cause, proposals
from okrsync.core.numerals import told
from okrsync.errors import NoStoreYet, UsageError
from okrsync.render.templates import fill
from okrsync.steps.cycle import (
    Edited,
    carriers,
    carry,
    checked,
    close,
    is_included,
    next_cycle,
    next_file,
    on_disk,
)
from okrsync.steps.report import ReportOptions, keep_closed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrsync.app import App
    from okrsync.cli.session import Session
    from okrsync.config import Configuration
    from okrsync.core.closing import Carry, Closing, ClosingPart
    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Method


@click.group(
    "cycle",
    epilog=examples("okrsync cycle close 2026-Q4", "okrsync cycle open 2027-Q1"),
    short_help="Close a cycle with scores; open the next one.",
)
def command() -> None:
    """Close a cycle with scores and causes, and begin the next one with what goes on."""


_CARRY = "GOAL"


@command.command(
    "close", epilog=examples("okrsync cycle close 2026-Q4 --keep GROW --abandon CALM.KR2 --apply")
)
@click.argument("name", metavar="CYCLE")
@click.option("--keep", multiple=True, metavar=_CARRY, help="Goes on as it is; repeatable.")
@click.option(
    "--modify", multiple=True, metavar=_CARRY, help="Goes on as a draft, to be reworked; repeatable."
)
@click.option("--abandon", multiple=True, metavar=_CARRY, help="Ends with the cycle; repeatable.")
@click.option("--next", "after", metavar="CYCLE", help="The next cycle, where the calendar does not tell.")
@click.option(
    "-o", "--output", "place", type=click.Path(path_type=Path), help="The next cycle's file; must not exist."
)
@click.option("--apply", "is_applied", is_flag=True, help="Write the files; without it, only show.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def close_command(
    session: Session,
    *,
    name: str,
    keep: Sequence[str],
    modify: Sequence[str],
    abandon: Sequence[str],
    after: str | None,
    place: Path | None,
    is_applied: bool,
    form: str,
) -> None:
    """Propose scores for a cycle's key results, and the next cycle's file with what goes on.

    On a terminal it asks for each score, for the cause of one below 0.7, and what goes on; elsewhere it takes
    the computed ones, and leaves a remark where a cause is missing. It shows the changes as a diff, for a
    person to review, and writes them only with --apply.
    """
    app = session.app()
    file, goals = app.configuration, app.goals
    on_disk(file)
    cycle = file.cycle(session.now.date(), name)
    following = next_cycle(file, cycle, after)
    if session.now.date() <= cycle.end:
        session.voice.warn(f"{cycle.id} is not over before {cycle.end}: its scores are those of today.")
    proposed = proposals(goals, cycle, current_report(session, app, cycle.id))
    if not proposed:
        raise UsageError(f"{cycle.id} has no goal that is active or closed: there is nothing to close.")
    wanted = _wanted(keep, modify, abandon, proposed)
    closings = tuple(chosen(proposed, wanted))
    if form == "text" and sys.stdin.isatty() and is_terminal():
        closings = tuple(_asked(one, goals.method) for one in closings)
    edits = [*close(file, goals, cycle, closings)]
    new = carry(file, (cycle, following), closings, session.folder / place if place else None)
    edits += [new] if new else []
    checked(file, edits)
    if is_applied:
        _apply(session, app, edits, cycle)
    if form == "json":
        files = [{"path": str(one.path), "diff": one.diff()} for one in edits]
        emit_json("okrsync.cycle/1", {"cycle": cycle.id, "objectives": closings, "files": files})
    else:
        _show(session, file, edits, is_applied=is_applied)
        if new and not is_included(file, new.path):
            session.voice.info(f"Name {new.path.name} in `include` of {file.place}, so that it is read.")


@command.command("open", epilog=examples("okrsync cycle open 2027-Q1 --team product --team marketing"))
@click.argument("name", metavar="CYCLE")
@click.option(
    "--team", "teams", multiple=True, metavar="NAME", help="Only for this team; repeatable. All by default."
)
@click.option(
    "-o", "--output", "place", type=click.Path(path_type=Path), help="The cycle's file; must not exist."
)
@click.pass_obj
def open_command(session: Session, *, name: str, teams: Sequence[str], place: Path | None) -> None:
    """Write the file of a new cycle from the template `cycle.toml`: drafts for the company and each team."""
    app = session.app()
    file = app.configuration
    on_disk(file)
    cycle = file.cycle(session.now.date(), name)
    path = session.folder / place if place else next_file(file, cycle.id)
    if path.exists():
        raise UsageError(f"{path} is there already, and stays as it is: name another file with -o.")
    who = carriers(file, teams)
    text = fill("cycle.toml", app.templates, cycle=cycle, teams=who, with_company=not teams)
    checked(file, [Edited(path, "", text)])
    write_file(path, text)
    emit(f"Wrote {path}: drafts count nothing, and nobody is asked about them, until they are active.")
    if not is_included(file, path):
        session.voice.info(f"Name {path.name} in `include` of {file.place}, so that it is read.")


@command.command("reopen", epilog=examples("okrsync cycle reopen 2026-Q4"))
@click.argument("name", metavar="CYCLE")
@click.pass_obj
def reopen_command(session: Session, *, name: str) -> None:
    """Let the report of a closed cycle change again: the store forgets what it kept of it."""
    with session.app().store(must_exist=True) as store:
        if not store.drop_closing(name):
            raise UsageError(
                f"The store has nothing kept of {name}: its report follows the file and the work."
            )
    emit(f"The report of {name} follows the file and the work again.")


def _wanted(
    keep: Sequence[str], modify: Sequence[str], abandon: Sequence[str], proposed: Sequence[Closing]
) -> dict[str, Carry]:
    known = {name.casefold() for one in proposed for name in (one.id, *(part.id for part in one.parts))}
    wanted: dict[str, Carry] = {}
    said: tuple[tuple[Carry, Sequence[str]], ...] = (("keep", keep), ("modify", modify), ("abandon", abandon))
    for carried, names in said:
        for name in names:
            if name.casefold() not in known:
                raise UsageError(f"{name} is no goal of this cycle that could be closed.")
            if name.casefold() in wanted:
                raise UsageError(f"{name} is named twice: keep, modify or abandon it.")
            wanted[name.casefold()] = carried
    return wanted


def _asked(one: Closing, method: Method) -> Closing:
    """As a person says, key result by key result; an empty answer takes what is proposed."""
    emit(f"\n{printable(one.id)}  {printable(one.title)}")
    parts = tuple(_asked_part(part, method) for part in one.parts)
    carried: Carry = click.prompt(
        f"  {one.id}: {one.why}; what becomes of it?",
        default=one.carry,
        type=click.Choice(["keep", "modify", "abandon"]),
    )
    return one._replace(parts=parts, carry=carried)


def _asked_part(part: ClosingPart, method: Method) -> ClosingPart:
    reached = "without a value" if part.reached is None else f"reached {told(part.reached)}"
    emit(f"  {printable(part.id)}  {printable(part.title)}: {reached}")
    known = "" if part.score is None else str(part.score)
    score = click.prompt(
        "    score, 0 to 1", default=known, show_default=bool(known), value_proc=a_share_or_nothing
    )
    cause = part.cause
    if needs_cause(score, method) and not cause:
        cause = click.prompt("    what kept it from more?", default="", show_default=False) or None
    return part._replace(score=score, cause=cause)


def _apply(session: Session, app: App, edits: Sequence[Edited], cycle: Cycle) -> None:
    """Write the files; where there is a store, keep what the cycle's report is made from."""
    for one in edits:
        write_file(one.path, one.after)
    after = session.app().configuration
    options = ReportOptions(session.now, session.now.date(), cycle.id, git=app.git)
    try:
        with app.store(must_exist=True) as store:
            keep_closed(store, after, options)
            session.voice.info(
                f"The report of {cycle.id} stays as it is now; `okrsync cycle reopen` ends that."
            )
    except NoStoreYet:
        session.voice.info("There is no store here: the first sync after the cycle keeps its report.")


def _show(session: Session, file: Configuration, edits: Sequence[Edited], *, is_applied: bool) -> None:
    if not edits:
        emit(f"Nothing is left to write: every goal of the cycle in {file.place} is closed and scored.")
        return
    emit("\n".join(one.diff() for one in edits))
    if is_applied:
        session.voice.info(
            f"Wrote {', '.join(str(one.path) for one in edits)}: review them before you commit."
        )
    else:
        session.voice.info("Nothing was written: --apply does.")
