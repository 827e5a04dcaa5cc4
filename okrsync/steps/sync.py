"""Read every source into the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrsync.steps.reading import End, Walk, read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from okrsync.ports import Page, Saved, Store, Tracker


@dataclass(frozen=True, slots=True)
class SyncOptions:
    now: datetime
    ticks: Callable[[], float]  # seconds, never going back
    say: Callable[[str], None]  # warnings
    progress: Callable[[str, int], None]  # a source, and how many of its items were read so far
    is_full: bool = False
    jobs: int = 4


@dataclass(slots=True)
class SourceResult:
    """How reading one source went. `items` are those the store holds of it now."""

    name: str
    items: int = 0
    changed: int = 0
    removed: int = 0
    requests: int = 0
    seconds: float = 0.0
    error: str | None = None


def sync(
    store: Store, trackers: Sequence[Tracker], configuration: str, options: SyncOptions
) -> tuple[SourceResult, ...]:
    """Read each source page by page. One that fails is noted and the others go on; StoreError ends it all.

    The caller holds the store. Results keep the order of the trackers.
    """
    run = store.begin_sync(options.now, configuration)
    walks = [Walk(tracker, store.marks(tracker.name), options.is_full) for tracker in trackers]
    results = {tracker.name: SourceResult(tracker.name) for tracker in trackers}
    for name, read in read_all(walks, options.jobs, options.ticks):
        if isinstance(read, End):
            results[name].seconds, results[name].error = read.seconds, read.error
            store.finish_source(run, name, options.now, read.error)
        else:
            saved = store.save(run, name, read, options.now)
            _note(results[name], read, saved, options)
    held = {source.name: source.items for source in store.sources()}
    for result in results.values():
        result.items = held.get(result.name, 0)
    return tuple(results.values())


def _note(result: SourceResult, page: Page, saved: Saved, options: SyncOptions) -> None:
    result.items += saved.items
    result.changed += saved.changed
    result.removed += saved.gone
    result.requests += page.requests
    options.progress(result.name, result.items)
    for warning in (*page.warnings, *saved.warnings):
        options.say(f"{result.name}: {warning}")
