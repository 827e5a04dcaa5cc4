"""The door to where it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from okrsync.core.measuring import Measured
    from okrsync.core.model import WorkItem
    from okrsync.core.nudges import Nudge
    from okrsync.core.report import TrendPoint
    from okrsync.ports.tracker import Mark, Page


class SourceState(NamedTuple):
    """What the store knows of one source."""

    name: str
    items: int
    synced_at: datetime | None  # the last complete walk
    error: str | None  # of the last attempt, if it failed
    warnings: tuple[str, ...] = ()


class Saved(NamedTuple):
    """What one page changed in the store."""

    items: int = 0
    changed: int = 0
    gone: int = 0
    warnings: tuple[str, ...] = ()


class KeptConfiguration(NamedTuple):
    """The configuration a sync ran with, as JSON text without secrets."""

    synced_at: datetime
    text: str


class KeptClosing(NamedTuple):
    """All the report of a closed cycle is made from, as JSON text without secrets."""

    cycle: str
    on: date
    text: str


class Store(Protocol):
    """Keeps what was read, each change of it, and the configuration of each sync."""

    def hold(self, who: str, *, wait_seconds: float) -> AbstractContextManager[None]:
        """Keep other syncs out meanwhile; StoreError names the holder when the wait is over."""
        ...

    def begin_sync(self, now: datetime, configuration: str) -> int:
        """Open a run, keep its configuration (once while unchanged), and return its number."""
        ...

    def marks(self, source: str) -> Mapping[str, Mark]:
        """For each place where its last walk ended, or where one goes on that was not complete."""
        ...

    def save(self, run: int, source: str, page: Page, now: datetime) -> Saved:
        """Keep one page in one transaction: items, names, and on its last page the mark and what is gone."""
        ...

    def finish_source(self, run: int, source: str, now: datetime, error: str | None) -> None:
        """Say how reading a source ended; the warnings of its pages stay with it until the next time."""
        ...

    def items(self, sources: Iterable[str], as_of: date | None = None) -> Iterator[WorkItem]:
        """Every item of these sources, sorted by ref; with `as_of`, as known by the end of that day."""
        ...

    def sources(self) -> tuple[SourceState, ...]: ...

    def first_sync(self) -> datetime | None:
        """When okrsync first synced into this store."""
        ...

    def configurations(self) -> tuple[KeptConfiguration, ...]:
        """Each configuration that was in force, oldest first."""
        ...

    def nudges(self, sources: Iterable[str]) -> tuple[Nudge, ...]:
        """What is remembered of items that were asked about, or were to be, sorted by ref."""
        ...

    def note_nudge(self, nudge: Nudge) -> None:
        """Remember this of an item, in place of what was remembered before."""
        ...

    def note_write(self, source: str, now: datetime) -> None:
        """Remember a write on this source, to be told by `writes` for an hour."""
        ...

    def writes(self, source: str, now: datetime) -> tuple[datetime, ...]:
        """When this source was written on in the last hour, oldest first."""
        ...

    def keep_measured(self, found: Iterable[Measured]) -> None:
        """Keep what measures gave: one value a day, the newest. A failure takes no value away."""
        ...

    def measured(self) -> tuple[Measured, ...]:
        """Every day's value and failure, oldest first."""
        ...

    def keep_point(self, cycle: str, point: TrendPoint) -> None:
        """Keep the company's numbers of a day, in place of earlier ones of that day."""
        ...

    def points(self, cycle: str) -> tuple[TrendPoint, ...]:
        """The numbers of the days of a cycle, oldest first."""
        ...

    def keep_closing(self, closing: KeptClosing) -> None:
        """Keep this of a closed cycle, in place of what was kept before."""
        ...

    def closing(self, cycle: str) -> KeptClosing | None:
        """What was kept of that cycle, by its name in any case."""
        ...

    def drop_closing(self, cycle: str) -> bool:
        """Forget it; whether there was something."""
        ...

    def close(self) -> None: ...
