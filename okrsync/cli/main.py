"""The command `okrsync`: its options, its commands, and the one place that turns errors into a sentence."""

from __future__ import annotations

import gc
import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from okrsync import __version__
from okrsync.cli.examples import examples
from okrsync.cli.guard import guard_streams
from okrsync.cli.output import BrokenOutput, abandon_stdout
from okrsync.cli.session import Session, real_session
from okrsync.errors import OkrsyncError

COMMANDS = (
    "demo",
    "init",
    "lint",
    "sync",
    "report",
    "check",
    "nudge",
    "explain",
    "plan",
    "goals",
    "checkin",
    "cycle",
    "labels",
    "doctor",
    "completion",
)


# Importing makes many objects and no garbage: looking for some after every 700 takes a tenth of a short run.
_MANY = 50_000


class Commands(click.Group):
    """Imports a command's module when the command is asked for, so that `--version` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"okrsync.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            close = get_close_matches(args[0], COMMANDS, n=1)
            if not close:
                raise
            raise click.UsageError(f"{error.message} Did you mean {close[0]}?", ctx) from error

    def invoke(self, ctx: click.Context) -> Any:
        if not isinstance(ctx.obj, Session):
            ctx.obj = real_session()
        try:
            return super().invoke(ctx)
        except OkrsyncError as error:
            ctx.obj.voice.fail(str(error))
            ctx.exit(error.exit_code)
        except BrokenOutput as error:
            abandon_stdout()
            ctx.exit(_said(ctx, error))
        except (KeyboardInterrupt, click.Abort):  # the second while a person is asked
            ctx.obj.voice.fail("Interrupted. What was read so far is kept.")
            ctx.exit(130)


@click.group(
    cls=Commands,
    epilog=examples(
        "okrsync demo                      the whole job on a sample company",
        "okrsync sync && okrsync report    read your trackers, see where you stand",
        "okrsync check github:acme/web#12  judge one item",
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="okrsync", message="%(prog)s %(version)s")
@click.option("--config", metavar="F", help="The file of goals, when it is not ./okrsync.toml.")
@click.option("-v", "--verbose", is_flag=True, help="Say more of what is going on.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How messages on standard error are written.",
)
@click.pass_context
def commands(ctx: click.Context, *, config: str | None, verbose: bool, quiet: bool, log_format: str) -> None:
    """Which goal every piece of work serves, and how we know."""
    if verbose and quiet:
        raise click.UsageError("-v and -q exclude each other.")
    session: Session = ctx.obj
    session.config = config
    session.voice.set(
        level="debug" if verbose else "error" if quiet else "info", is_json=log_format == "json"
    )


def main(session: Session | None = None) -> None:
    """Run the command line and end the process."""
    gc.set_threshold(_MANY, 10, 10)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that knows no UTF-8
    if os.environ.get("GITHUB_ACTIONS") == "true":
        guard_streams()
    commands(prog_name="okrsync", obj=session)


def _said(ctx: click.Context, error: BrokenOutput) -> int:
    """Exit code of output that cannot be written: a reader that has enough is no failure."""
    if error.is_closed:
        return 0
    ctx.obj.voice.fail(str(error))
    return 2
