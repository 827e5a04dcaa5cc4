"""What one run of the command line stands on: the clock, the folder, the environment, the doors out."""

from __future__ import annotations

import math
import os
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from okrsync.cli.voice import Voice
from okrsync.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from okrsync.app import App, OpenTracker, World
    from okrsync.ports import Checks
    from okrsync.steps.events import Event


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

    def app(self, *, judges_file: bool = False) -> App:
        """The parts the file asks for. ConfigError lists every mistake in it.

        In workflows for pull requests the file is the default branch's, never the workspace's, unless
        the command `judges_file`: then what the pull request makes of it is the very question.
        """
        from okrsync.app import App  # noqa: PLC0415 (the file's model takes a while to import)

        world = self.world()
        app = App(self.config, replace(world, home=None) if judges_file else world)
        self.voice.debug(f"The file is {app.configuration.place}.")
        return app

    def checks(self) -> Checks | None:
        """Where a workflow shows verdicts on commits, if this is one."""
        from okrsync.app import checks_of  # noqa: PLC0415 (as above)

        return checks_of(self.world())

    @cached_property
    def event(self) -> Event:
        """What the workflow runs for, if this is one."""
        from okrsync.steps.events import read_event  # noqa: PLC0415 (few commands ask)

        return read_event(self._event_text(), self.environ)

    def world(self) -> World:
        """What the parts below may know of all this."""
        from okrsync.app import World  # noqa: PLC0415 (as above)
        from okrsync.steps.events import home_of  # noqa: PLC0415

        world = World(
            self.environ,
            self.folder,
            self.now.date(),
            self.voice.info,
            self.wait,
            seconds_left=self.seconds_left,
            home=home_of(self.event, self.environ),
        )
        return replace(world, open_tracker=self.open_tracker) if self.open_tracker else world

    def end_within(self, seconds: float) -> None:
        """From now on; nothing new is begun at the trackers after that."""
        self.deadline = self.ticks() + seconds

    def seconds_left(self) -> float:
        return self.deadline if math.isinf(self.deadline) else self.deadline - self.ticks()

    def _event_text(self) -> str:
        path = self.environ.get("GITHUB_EVENT_PATH")
        try:
            return Path(path).read_text(encoding="utf-8") if path else ""
        except (OSError, UnicodeDecodeError) as error:
            why = "it is no text in UTF-8" if isinstance(error, ValueError) else error.strerror
            cure = "$GITHUB_EVENT_PATH must name the file GitHub wrote."
            raise UsageError(f"The workflow's event file {path} cannot be read: {why}. {cure}") from error


def real_session() -> Session:
    """The one place where the clock is read."""
    return Session(os.environ, Path.cwd(), datetime.now(UTC), time.monotonic, time.sleep)
