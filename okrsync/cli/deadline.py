"""`--deadline 10m`: the option of every command that may run for long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from okrsync.cli.session import Session

_TIME = re.compile(r"([1-9]\d{0,4})([smh])")
_SECONDS = {"s": 1, "m": 60, "h": 3600}


def _end_in_time(ctx: click.Context, _: click.Parameter, written: str | None) -> None:
    if written is None:
        return
    found = _TIME.fullmatch(written.strip())
    if found is None:
        raise click.BadParameter(f"{written} is no time: write 90s, 10m or 2h.")
    session: Session = ctx.obj
    session.end_within(int(found[1]) * _SECONDS[found[2]])


deadline_option = click.option(
    "--deadline",
    metavar="TIME",
    callback=_end_in_time,
    expose_value=False,
    help="Ask the trackers for nothing more, and wait for none, after this time: 90s, 10m, 2h.",
)
