"""How far a sync is, on a terminal's standard error."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from okrsync.cli.session import Session


@contextmanager
def progress(session: Session, names: Iterable[str]) -> Iterator[Callable[[str, int], None]]:
    """What to call with a source and its count so far; silent when nobody watches."""
    if not sys.stderr.isatty() or session.voice.is_json or session.voice.level == "error":
        yield lambda _name, _count: None
        return
    from rich.console import Console  # noqa: PLC0415 (only a terminal waits for it)
    from rich.progress import Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:.0f} items"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {name: bars.add_task(name, total=None) for name in names}
        yield lambda name, count: bars.update(tasks[name], completed=count)
