"""`--deadline 10m`: the option of every command that may run for long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from okrsync.cli.session import Session

_TIME = re.compile(r"([1-9]\d{0,4})([smh])")
_SECONDS = {"s": 1, "m": 60, "h": 3600}


class Span(click.ParamType[float]):
    """A time like `90s`, `10m` or `2h`, in seconds."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = _TIME.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"{value} is no time: write 90s, 10m or 2h.", param, ctx)
        return float(int(found[1]) * _SECONDS[found[2]])


def _end_in_time(ctx: click.Context, _: click.Parameter, seconds: float | None) -> None:
    session: Session = ctx.obj
    if seconds is not None:
        session.end_within(seconds)


deadline_option = click.option(
    "--deadline",
    metavar="TIME",
    type=Span(),
    callback=_end_in_time,
    expose_value=False,
    help="Ask the trackers for nothing more, and wait for none, after this time: 90s, 10m, 2h.",
)
