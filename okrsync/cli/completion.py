"""`okrsync completion`: the script that teaches a shell our commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from okrsync.cli.examples import examples
from okrsync.cli.output import emit

_SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    epilog=examples("okrsync completion bash >> ~/.bashrc"),
    short_help="Print a shell's completion script.",
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def command(ctx: click.Context, *, shell: str) -> None:
    """Print the script that completes okrsync's commands and options in your shell."""
    completion = get_completion_class(shell)
    root = ctx.find_root()
    if completion is not None:
        script = completion(root.command, {}, "okrsync", "_OKRSYNC_COMPLETE")
        emit(script.source_template % script.source_vars())
