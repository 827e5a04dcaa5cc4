"""`okrsync cycle close`: scores, causes, and what goes on."""

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
from okrsync.core.closing import chosen, needs_cause, proposals, reconsidered
from okrsync.core.numerals import told
from okrsync.errors import NoStoreYet, UsageError
from okrsync.steps.closing import carry, close
from okrsync.steps.opening import as_included, is_included, next_cycle
from okrsync.steps.report import ReportOptions, keep_closed
from okrsync.steps.rewriting import Edited, checked, on_disk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from okrsync.app import App
    from okrsync.cli.session import Session
    from okrsync.config import Configuration
    from okrsync.core.closing import Carry, Closing, ClosingPart
    from okrsync.core.cycles import Cycle
    from okrsync.core.goals import Objective
    from okrsync.core.method import Method

_CARRY = "GOAL"


@click.command("close", epilog=examples("okrsync cycle close 2026-Q4 --keep GROW --abandon CALM.KR2 --apply"))
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
    file, method = app.configuration, app.goals.method
    cycle, following = _cycles(session, file, name, after)
    proposed = _proposed(session, app, cycle)
    wanted = _wanted({"keep": keep, "modify": modify, "abandon": abandon}, proposed)
    closings = tuple(chosen(proposed, wanted))
    if form == "text" and sys.stdin.isatty() and is_terminal():
        pursued = {one.id: one for one in app.goals.objectives if one.cycle.id == cycle.id}
        closings = tuple(_asked(one, pursued[one.id], wanted, method=method) for one in proposed)
    new = carry(file, (cycle, following), closings, session.folder / place if place else None)
    edits = [*close(file, app.goals, cycle, closings), *([new] if new else [])]
    checked(file, edits)
    if is_applied:
        _apply(session, app, edits, cycle)
    if form == "json":
        files = [{"path": str(one.path), "diff": one.diff(session.folder)} for one in edits]
        emit_json("okrsync.cycle/1", {"cycle": cycle.id, "objectives": closings, "files": files})
    else:
        _show(session, file, edits, is_applied=is_applied)
        if (file.file.cycle or "").casefold() == cycle.id.casefold():
            session.voice.info(
                f'{file.place} says cycle = "{cycle.id}": write "{following.id}" there when it begins.'
            )


def _cycles(session: Session, file: Configuration, name: str, after: str | None) -> tuple[Cycle, Cycle]:
    """The one to close and the one after it."""
    on_disk(file)
    cycle = file.cycle(session.now.date(), name)
    following = next_cycle(file, cycle, after)
    if session.now.date() <= cycle.end:
        session.voice.warn(f"{cycle.id} is not over before {cycle.end}: its scores are those of today.")
    return cycle, following


def _proposed(session: Session, app: App, cycle: Cycle) -> tuple[Closing, ...]:
    found = proposals(app.goals, cycle, current_report(session, app, cycle.id))
    if not found:
        raise UsageError(f"{cycle.id} has no goal that is active or closed: there is nothing to close.")
    return found


def _wanted(said: Mapping[Carry, Sequence[str]], proposed: Sequence[Closing]) -> dict[str, Carry]:
    """What a person said becomes of a goal, by its name in lower case."""
    known = {name.casefold() for one in proposed for name in (one.id, *(part.id for part in one.parts))}
    wanted: dict[str, Carry] = {}
    for carried, name in ((carried, name) for carried, names in said.items() for name in names):
        if name.casefold() not in known:
            raise UsageError(f"{name} is no goal of this cycle that could be closed.")
        if name.casefold() in wanted:
            raise UsageError(f"{name} is named twice: keep, modify or abandon it.")
        wanted[name.casefold()] = carried
    return wanted


def _asked(one: Closing, objective: Objective, wanted: dict[str, Carry], *, method: Method) -> Closing:
    """As a person says, key result by key result; an empty answer takes what is proposed."""
    emit(f"\n{printable(one.id)}  {printable(one.title)}")
    scored = one._replace(parts=tuple(_asked_part(part, method) for part in one.parts))
    (one,) = chosen((reconsidered(scored, objective, method),), wanted)
    carried: Carry = click.prompt(
        f"  {one.id}: {one.why}; what becomes of it?",
        default=one.carry,
        type=click.Choice(["keep", "modify", "abandon"]),
    )
    return one._replace(carry=carried)


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
        emit(f"Nothing is left to write: all that was proposed stands in {file.place}.")
        return
    emit("\n".join(one.diff(session.folder) for one in edits))
    names = ", ".join(str(one.path) for one in edits)
    what = (
        f"Wrote {names}: review them before you commit."
        if is_applied
        else "Nothing was written: --apply does."
    )
    session.voice.info(what)
    for one in edits:
        if not one.before and not is_included(file, one.path):
            name = as_included(file, one.path)
            session.voice.info(f"Name {name} in `include` of {file.place}, so that it is read.")
