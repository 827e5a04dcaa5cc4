"""A tracker that waits for its turn to write, across runs, and remembers how it last failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from okrsync.core.turns import MINUTE, free_at
from okrsync.errors import DeadlineReached, TrackerError
from okrsync.ports import Found, KeepsGoals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from okrsync.ports import Comment, Diagnosis, Mark, Page, Store, Tracker

_Answer = TypeVar("_Answer")


class EnoughWritten(TrackerError):
    """As much was written in the last hour as is welcome."""


@dataclass(frozen=True, slots=True)
class Time:
    """How time passes in a run."""

    now: Callable[[], datetime]
    left: Callable[[], float]  # seconds, until the deadline
    wait: Callable[[float], None]  # seconds
    say: Callable[[str], None]


class Paced:
    """Keeps the promises of `Tracker`. A write is remembered before it is made: killed then, it still counts.

    `failure` is what the last call that failed raised, until it is set to None again.
    """

    def __init__(self, tracker: Tracker, store: Store, time: Time) -> None:
        self.name = tracker.name
        self.failure: TrackerError | None = None
        self._tracker = tracker
        self._store = store
        self._time = time

    def walk(self, marks: Mapping[str, Mark], *, is_full: bool) -> Iterator[Page]:
        return self._tracker.walk(marks, is_full=is_full)

    def read(self, refs: Sequence[str]) -> Found:
        return self._noted(lambda: self._tracker.read(refs))

    def comments(self, ref: str) -> tuple[Comment, ...]:
        return self._noted(lambda: self._tracker.comments(ref))

    def create_comment(self, ref: str, body: str) -> Comment:
        self._await_turn()
        return self._noted(lambda: self._tracker.create_comment(ref, body))

    def edit_comment(self, ref: str, comment: Comment, body: str, *, is_resolved: bool) -> None:
        self._await_turn()
        self._noted(lambda: self._tracker.edit_comment(ref, comment, body, is_resolved=is_resolved))

    def delete_comment(self, ref: str, comment: Comment) -> None:
        self._await_turn()
        self._noted(lambda: self._tracker.delete_comment(ref, comment))

    def goal_issues(self) -> Found:
        if not isinstance(self._tracker, KeepsGoals):
            return Found()
        return self._noted(self._tracker.goal_issues)

    def diagnose(self) -> Iterator[Diagnosis]:
        return self._tracker.diagnose()

    def _await_turn(self) -> None:
        try:
            self._store.note_write(self.name, self._turn())
        except TrackerError as error:
            self.failure = error
            raise

    def _turn(self) -> datetime:
        """When it is ours to write, after waiting for it."""
        now = self._time.now()
        free = free_at(self._store.writes(self.name, now), now)
        if free - now > MINUTE:
            raise EnoughWritten(
                f"Enough was written on {self.name} in the last hour: run it again after {free:%H:%M} UTC."
            )
        if free > now:
            seconds = (free - now).total_seconds()
            if seconds > self._time.left():
                raise DeadlineReached(f"a wait of {seconds:.0f} s, {self.name} having had enough for now")
            self._time.say(f"Enough was written on {self.name} in the last minute. Waiting {seconds:.0f} s …")
            self._time.wait(seconds)
        return max(free, self._time.now())

    def _noted(self, call: Callable[[], _Answer]) -> _Answer:
        try:
            return call()
        except TrackerError as error:
            self.failure = error
            raise
