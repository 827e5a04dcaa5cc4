"""`okrsync cycle`: the end of a cycle, and the beginning of the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsync.cli.closing import close_command
from okrsync.cli.examples import examples
from okrsync.cli.files import write_file
from okrsync.cli.output import emit
from okrsync.errors import UsageError
from okrsync.render.templates import fill
from okrsync.steps.opening import as_included, carriers, is_included, next_file
from okrsync.steps.rewriting import Edited, checked, on_disk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrsync.cli.session import Session


@click.group(
    "cycle",
    epilog=examples("okrsync cycle close 2026-Q4", "okrsync cycle open 2027-Q1"),
    short_help="Close a cycle with scores; open the next one.",
)
def command() -> None:
    """Close a cycle with scores and causes, and begin the next one with what goes on."""


command.add_command(close_command)


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
        name = as_included(file, path)
        session.voice.info(f"Name {name} in `include` of {file.place}, so that it is read.")


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
