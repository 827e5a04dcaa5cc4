"""Keeping other people's words from giving orders to the workflow that runs okrsync."""

from __future__ import annotations

import re
import sys
from io import TextIOWrapper

import click

# GitHub's runner takes a line that starts with `::`, and `##[` anywhere in one, for a command to itself.
_COMMAND = re.compile(r"(^|[\r\n])(\s*):(?=:)|##(?=\[)")
_BREAK = "\u200b"  # invisible


def harmless(text: str) -> str:
    """The text without what the runner would take for a command."""
    return _COMMAND.sub(rf"\g<0>{_BREAK}", text)


class Guarded(TextIOWrapper):
    """A stream on which nothing but `command` reaches the runner as one."""

    def write(self, text: str) -> int:
        super().write(harmless(text))
        return len(text)

    def command(self, line: str) -> None:
        super().write(f"{line}\n")


def guard_streams() -> None:
    """Guard both streams, tracebacks included."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        stream.flush()
        guarded = Guarded(stream.buffer, encoding="utf-8", errors="replace", line_buffering=True)
        setattr(sys, name, guarded)


def command_line(line: str) -> None:
    """Write a command to the runner; its own words must be escaped by then."""
    if isinstance(sys.stdout, Guarded):
        sys.stdout.command(line)
    else:
        click.echo(line)
