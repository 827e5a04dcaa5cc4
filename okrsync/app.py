"""The one wiring place: from the file to real trackers and the store."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from okrsync.config import Configuration, load
from okrsync.core.fields import asked_fields
from okrsync.core.veiling import veiled
from okrsync.errors import UsageError
from okrsync.steps.judging import Frame
from okrsync.steps.looking import Places
from okrsync.steps.policies import comment_policy, nudge_policy
from okrsync.steps.refs import unknown_source
from okrsync.trackers.registry import open_checks, open_files, open_tracker
from okrsync.trackers.surroundings import Surroundings, unlimited

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from pathlib import Path

    from okrsync.config.commits import Git
    from okrsync.config.repositories import Home, Reader, Remote
    from okrsync.config.sources import Source
    from okrsync.core.asking import NudgePolicy
    from okrsync.core.comments import CommentPolicy
    from okrsync.core.goals import Goals, Reading
    from okrsync.core.measures import Measure
    from okrsync.ports import Checks, Store, Tracker
    from okrsync.render.answers import Answers
    from okrsync.steps.measuring import Gauges

    OpenTracker = Callable[[Source, Surroundings], Tracker]


@dataclass(frozen=True, slots=True)
class World:
    """What the process has been given: nothing below reads it from anywhere else."""

    environ: Mapping[str, str]
    folder: Path
    today: date
    say: Callable[[str], None]  # waits and the like, for standard error
    wait: Callable[[float], None]  # seconds
    open_tracker: OpenTracker = open_tracker
    seconds_left: Callable[[], float] = unlimited  # until the deadline of this run
    home: Home | None = None  # the repository a workflow runs for

    def open_reader(self, remote: Remote) -> Reader:
        return open_files(remote, self.surroundings())

    def surroundings(self, **known: Any) -> Surroundings:
        """What trackers need of this world; `known` is what the file says."""
        return Surroundings(
            **{"folder": self.folder, **known},
            environ=self.environ,
            say=self.say,
            wait=self.wait,
            seconds_left=self.seconds_left,
        )


def lone_tracker(source: Source, world: World) -> Tracker:
    """The tracker of a source that stands in no file yet. UsageError names a missing secret."""
    return world.open_tracker(source, world.surroundings())


class App:
    """The file, and the parts it asks for, opened when they are needed."""

    def __init__(self, config: str | None, world: World) -> None:
        """Read the file. ConfigError lists all its mistakes at once."""
        self.configuration: Configuration = load(
            config, world.environ, world.folder, open_reader=world.open_reader, home=world.home
        )
        self._world = world

    @cached_property
    def goals(self) -> Goals:
        return self.configuration.goals(self._world.today)

    @cached_property
    def frame(self) -> Frame:
        """What items are judged by today. Confidential goals keep their words to themselves."""
        return self.frame_on(self._world.today)

    def frame_on(self, day: date) -> Frame:
        """What items were judged by on that day, by the file of today."""
        return Frame(veiled(self.configuration.goals(day)), self.configuration.cycle(day), day)

    @property
    def git(self) -> Git:
        """The repository the file lies in, if it does."""
        from okrsync.config.commits import Git  # noqa: PLC0415 (few commands ask git)

        return Git(self.configuration.folder, self._world.environ)

    @property
    def comment_policy(self) -> CommentPolicy:
        """When to comment, as the file says."""
        return comment_policy(self.configuration.file)

    def nudge_policy(self, first_sync: datetime | None, max_per_run: int | None) -> NudgePolicy:
        """When to ask on our own account; without a first sync, of nothing that is there already."""
        begun = first_sync.date() if first_sync else self._world.today
        return nudge_policy(self.configuration.file, self.frame.goals, begun, max_per_run)

    @cached_property
    def templates(self) -> Path | None:
        """The user's folder of templates, if the file names one."""
        named = self.configuration.file.templates
        return self.configuration.folder_of(named) if named else None

    def answers(self, private: Collection[str], frame: Frame) -> Answers:
        """Who words the comments. `private` are the repositories known not to be public."""
        from okrsync.render.answers import Answers  # noqa: PLC0415 (most commands comment on nothing)

        return Answers(
            types={source.name: source.type for source in self.configuration.sources},
            goals=frame.goals,
            snooze_label=self.comment_policy.snooze_label,
            templates=self.templates,
            here=self._here(),
            private=private,
            shows_titles=self.configuration.file.comments.public_titles,
            live=[goal.id for goal in frame.names.live()],
        )

    def tracker(self, source: Source) -> Tracker:
        """UsageError names the variable of a missing secret."""
        file, named = self.configuration, source.path if source.type == "file" else None
        surroundings = self._world.surroundings(
            folder=file.folder_with(named) if named else file.folder,
            fields=asked_fields(self.goals),
            comment_authors=file.file.comments.authors,
        )
        return self._world.open_tracker(source, surroundings)

    def trackers(self, only: str | None = None) -> list[Tracker]:
        """All trackers, or one; every missing secret is in one UsageError."""
        if not self.configuration.sources:
            raise UsageError(f"{self.configuration.place} has no [[sources]]: there is nothing to read.")
        opened, missing = [], []
        for source in [self._source(only)] if only else self.configuration.sources:
            try:
                opened.append(self.tracker(source))
            except UsageError as error:
                missing.append(str(error))
        if missing:
            raise UsageError("\n".join(missing))
        return opened

    def gauges(self, trackers: Iterable[Tracker], only: str | None = None) -> Gauges:
        """Where the measures of key results are read."""
        from okrsync.measures import read_value  # noqa: PLC0415 (only a sync measures)
        from okrsync.steps.measuring import Gauges  # noqa: PLC0415

        file, world = self.configuration, self._world

        def read(measure: Measure) -> Reading:
            folder = file.folder_with(measure.path) if measure.path else file.folder
            return read_value(measure, folder, world.environ, world.seconds_left())

        return Gauges(
            trackers={tracker.name: tracker for tracker in trackers},
            read=read,
            sources=[source.name for source in self.configuration.sources],
            only=only,
        )

    def places(self) -> Places:
        """Where we can look live; a source whose secret is missing is a place we cannot."""
        opened, closed = {}, {}
        for source in self.configuration.sources:
            try:
                opened[source.name] = self.tracker(source)
            except UsageError as error:
                closed[source.name] = str(error)
        goals_in = tuple(one.source for one in self.goals.issues)
        return Places(opened, closed, self.goals.projects, goals_in)

    def store(self, *, must_exist: bool) -> AbstractContextManager[Store]:
        """The store, closed at the end. NoStoreYet when it must exist and does not."""
        from okrsync.stores import open_store  # noqa: PLC0415 (live commands need no database)

        return closing(open_store(self.configuration.store_url(self._world.environ), must_exist=must_exist))

    def _here(self) -> str:
        """The repository okrsync runs for, where the goals are its own."""
        here, origin = self._world.environ.get("GITHUB_REPOSITORY", ""), self.configuration.repository
        is_own = origin is None or str(origin.repo).casefold() == here.casefold()
        return here if is_own else ""

    def _source(self, name: str) -> Source:
        for source in self.configuration.sources:
            if source.name == name:
                return source
        raise unknown_source(name, [source.name for source in self.configuration.sources])


def checks_of(world: World) -> Checks | None:
    """Where verdicts are shown on commits of the workflow's repository; needs no file."""
    return open_checks(world.surroundings())
