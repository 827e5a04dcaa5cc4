"""What one run of the command line stands on: the clock, the folder, the environment, the doors out."""

from __future__ import annotations

import math
import os
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from okrsync.cli.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from okrsync.app import App, OpenTracker, World


@dataclass
class Session:
    """Made once per run. Tests make their own, with a clock that stands still and trackers of their own."""

    environ: Mapping[str, str]
    folder: Path
    now: datetime
    ticks: Callable[[], float]
    wait: Callable[[float], None]
    open_tracker: OpenTracker | None = None  # None: the real ones
    config: str | None = None
    voice: Voice = field(default_factory=Voice)
    deadline: float = math.inf  # in `ticks`

    def app(self) -> App:
        """The parts the file asks for. ConfigError lists every mistake in it."""
        from okrsync.app import App  # noqa: PLC0415 (the file's model takes a while to import)

        app = App(self.config, self.world())
        self.voice.debug(f"The file is {app.configuration.place}.")
        return app

    def world(self) -> World:
        """What the parts below may know of all this."""
        from okrsync.app import World  # noqa: PLC0415 (as above)

        world = World(
            self.environ,
            self.folder,
            self.now.date(),
            self.voice.info,
            self.wait,
            seconds_left=self.seconds_left,
        )
        return replace(world, open_tracker=self.open_tracker) if self.open_tracker else world

    def end_within(self, seconds: float) -> None:
        """From now on; nothing new is begun at the trackers after that."""
        self.deadline = self.ticks() + seconds

    def seconds_left(self) -> float:
        return self.deadline if math.isinf(self.deadline) else self.deadline - self.ticks()


def real_session() -> Session:
    """The one place where the clock is read."""
    return Session(os.environ, Path.cwd(), datetime.now(UTC), time.monotonic, time.sleep)
