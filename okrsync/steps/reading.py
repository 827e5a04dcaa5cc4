"""Several sources read at once, their pages handed over one by one."""

from __future__ import annotations

from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING

from okrsync.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from okrsync.ports import Mark, Page, Tracker

_PAGES_AHEAD = 4  # read while earlier ones are written; more would only cost memory


@dataclass(frozen=True, slots=True)
class Walk:
    """One source to be read, from where it was left."""

    tracker: Tracker
    marks: Mapping[str, Mark]
    is_full: bool


@dataclass(frozen=True, slots=True)
class End:
    """The last word of a source: how long it took, and its error if it failed."""

    seconds: float
    error: str | None = None


def read_all(
    walks: Sequence[Walk], jobs: int, ticks: Callable[[], float]
) -> Iterator[tuple[str, Page | End]]:
    """The pages of every source under its name, as they arrive, each source closed by its End.

    A TrackerError is an End; anything else is raised here. The threads are daemons: neither Ctrl-C
    nor a store that fails waits for a slow tracker.
    """
    waiting: Queue[Walk] = Queue()
    for walk in walks:
        waiting.put(walk)
    pages: Queue[tuple[str, Page | End | BaseException]] = Queue(_PAGES_AHEAD)
    for _ in range(min(jobs, len(walks))):
        Thread(target=_work, args=(waiting, pages, ticks), daemon=True).start()
    unfinished = len(walks)
    while unfinished:
        name, read = pages.get()
        if isinstance(read, BaseException):
            raise read
        unfinished -= isinstance(read, End)
        yield name, read


def _work(
    waiting: Queue[Walk], pages: Queue[tuple[str, Page | End | BaseException]], ticks: Callable[[], float]
) -> None:
    while True:
        try:
            walk = waiting.get_nowait()
        except Empty:
            return
        try:
            for read in _pages(walk, ticks):
                pages.put((walk.tracker.name, read))
        except BaseException as bug:  # noqa: BLE001 (raised again by the reader)
            pages.put((walk.tracker.name, bug))


def _pages(walk: Walk, ticks: Callable[[], float]) -> Iterator[Page | End]:
    started = ticks()
    try:
        yield from walk.tracker.walk(walk.marks, is_full=walk.is_full)
    except TrackerError as error:
        yield End(ticks() - started, str(error))
    else:
        yield End(ticks() - started)
