"""The one wiring place: from the file to real trackers and the store."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrsync.config import load
from okrsync.errors import UsageError
from okrsync.steps.looking import Places
from okrsync.steps.refs import unknown_source
from okrsync.trackers.registry import Surroundings, open_tracker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from okrsync.config import Configuration
    from okrsync.config.sources import Source
    from okrsync.ports import Store, Tracker

    OpenTracker = Callable[[Source, Surroundings], Tracker]


@dataclass(frozen=True, slots=True)
class World:
    """What the process has been given: nothing below reads it from anywhere else."""

    environ: Mapping[str, str]
    folder: Path
    say: Callable[[str], None]  # waits and the like, for standard error
    wait: Callable[[float], None]  # seconds
    open_tracker: OpenTracker = open_tracker


class App:
    """The file, and the parts it asks for, opened when they are needed."""

    def __init__(self, config: str | None, world: World) -> None:
        """Read the file. ConfigError lists all its mistakes at once."""
        self.configuration: Configuration = load(config, world.environ, world.folder)
        self._world = world

    def tracker(self, source: Source) -> Tracker:
        """UsageError names the variable of a missing secret."""
        world = self._world
        surroundings = Surroundings(world.environ, self.configuration.folder, world.say, world.wait)
        return world.open_tracker(source, surroundings)

    def trackers(self, only: str | None = None) -> list[Tracker]:
        """All trackers, or one; every missing secret is in one UsageError."""
        sources = [self._source(only)] if only else self.configuration.sources
        opened, missing = [], []
        for source in sources:
            try:
                opened.append(self.tracker(source))
            except UsageError as error:
                missing.append(str(error))
        if missing:
            raise UsageError("\n".join(missing))
        return opened

    def places(self) -> Places:
        """Where we can look live; a source whose secret is missing is a place we cannot."""
        opened, closed = {}, {}
        for source in self.configuration.sources:
            try:
                opened[source.name] = self.tracker(source)
            except UsageError as error:
                closed[source.name] = str(error)
        return Places(opened, closed, self.configuration.goals().projects)

    def store(self, *, must_exist: bool) -> AbstractContextManager[Store]:
        """The store, closed at the end. StoreError where it cannot be used, or is missing and must exist."""
        from okrsync.stores import open_store  # noqa: PLC0415 (live commands need no database)

        return closing(open_store(self.configuration.store_url(self._world.environ), must_exist=must_exist))

    def _source(self, name: str) -> Source:
        for source in self.configuration.sources:
            if source.name == name:
                return source
        raise unknown_source(name, [source.name for source in self.configuration.sources])
