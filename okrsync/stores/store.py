"""The store: each method one transaction, each failure one sentence."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from okrsync.errors import StoreError
from okrsync.ports import Saved
from okrsync.stores import (
    closings,
    measurements,
    names,
    nudges,
    owing,
    places,
    points,
    reading,
    runs,
    versions,
    visits,
)
from okrsync.stores.engines import snapshots
from okrsync.stores.failures import told
from okrsync.stores.holding import Hold
from okrsync.stores.rows import to_micros

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection, Engine

    from okrsync.core.measuring import Measured
    from okrsync.core.model import WorkItem
    from okrsync.core.nudges import Nudge
    from okrsync.core.report import TrendPoint
    from okrsync.ports import KeptClosing, KeptConfiguration, Mark, Page, SourceState
    from okrsync.stores.holding import Patience


class SqlStore:
    """Keeps the promises of `Store` on any database SQLAlchemy reaches; `place` is its name for people."""

    def __init__(self, engine: Engine, place: str, patience: Patience) -> None:
        self._engine = engine
        self._place = place
        self._hold = Hold(engine, patience)

    @contextmanager
    def hold(self, who: str, *, wait_seconds: float) -> Iterator[None]:
        with told(self._place):
            self._hold.take(who, wait_seconds)
        try:
            yield
        finally:
            with suppress(StoreError), told(self._place):  # if this fails, the hold expires by itself
                self._hold.release()

    def begin_sync(self, now: datetime, configuration: str) -> int:
        with self._writing() as connection:
            return runs.begin(connection, to_micros(now), configuration)

    def marks(self, source: str) -> Mapping[str, Mark]:
        with self._reading() as connection:
            return places.marks(connection, source)

    def save(self, run: int, source: str, page: Page, now: datetime) -> Saved:
        with self._writing() as connection:
            visit = visits.visit(connection, run, source, place=page.place, now=to_micros(now))
            names.learn(connection, visit, page.names, page.names_complete)
            changed = versions.keep(connection, visit, page.items)
            owing.add(connection, visit, versions.see(connection, visit, page.seen_ids))
            if page.resume is not None:
                places.interrupt(connection, visit, page)
            gone, doubts = places.complete(connection, visit, page) if page.mark is not None else (0, ())
            runs.warn(connection, run, source, (*page.warnings, *doubts))
            return Saved(len(page.items), changed, gone, doubts)

    def finish_source(self, run: int, source: str, now: datetime, error: str | None) -> None:
        with self._writing() as connection:
            left = places.leave(connection, run, source, to_micros(now)) if error is None else ()
            runs.warn(connection, run, source, left)
            runs.finish(connection, source, to_micros(now), error)

    def items(self, sources: Iterable[str], as_of: date | None = None) -> Iterator[WorkItem]:
        with self._reading() as connection:
            yield from reading.read(connection, tuple(sources), as_of)

    def sources(self) -> tuple[SourceState, ...]:
        with self._reading() as connection:
            return runs.states(connection)

    def first_sync(self) -> datetime | None:
        with self._reading() as connection:
            return runs.first_sync(connection)

    def configurations(self) -> tuple[KeptConfiguration, ...]:
        with self._reading() as connection:
            return runs.kept_configurations(connection)

    def nudges(self, sources: Iterable[str]) -> tuple[Nudge, ...]:
        with self._reading() as connection:
            return nudges.nudges_of(connection, tuple(sources))

    def note_nudge(self, nudge: Nudge) -> None:
        with self._writing() as connection:
            nudges.note(connection, nudge)

    def note_write(self, source: str, now: datetime) -> None:
        with self._writing() as connection:
            nudges.note_write(connection, source, now)

    def writes(self, source: str, now: datetime) -> tuple[datetime, ...]:
        with self._reading() as connection:
            return nudges.writes_on(connection, source, now)

    def keep_measured(self, found: Iterable[Measured]) -> None:
        with self._writing() as connection:
            measurements.keep(connection, found)

    def measured(self) -> tuple[Measured, ...]:
        with self._reading() as connection:
            return measurements.read(connection)

    def keep_point(self, cycle: str, point: TrendPoint) -> None:
        with self._writing() as connection:
            points.keep(connection, cycle, point)

    def points(self, cycle: str) -> tuple[TrendPoint, ...]:
        with self._reading() as connection:
            return points.read(connection, cycle)

    def keep_closing(self, closing: KeptClosing) -> None:
        with self._writing() as connection:
            closings.keep(connection, closing)

    def closing(self, cycle: str) -> KeptClosing | None:
        with self._reading() as connection:
            return closings.read(connection, cycle)

    def drop_closing(self, cycle: str) -> bool:
        with self._writing() as connection:
            return closings.drop(connection, cycle)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told(self._place), self._engine.begin() as connection:
            self._hold.renew(connection)
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self._place), snapshots(self._engine).connect() as connection:
            yield connection
