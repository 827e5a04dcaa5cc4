"""How long one source may keep us waiting, and until when anything may begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrsync.errors import DeadlineReached
from okrsync.trackers.github.pauses import too_long

if TYPE_CHECKING:
    from collections.abc import Callable

    from okrsync.trackers.github.answers import Answer, Asked, Request


@dataclass(slots=True)
class Patience:
    """Pauses visibly, and no longer in all than `left` seconds."""

    say: Callable[[str], None]
    wait: Callable[[float], None]
    seconds_left: Callable[[], float]  # until the deadline of the run
    left: float = 300.0

    def begin(self, asked: Asked) -> None:
        """DeadlineReached when it is too late to ask for anything more."""
        if self.seconds_left() <= 0:
            raise DeadlineReached(f"asking {asked.host} for {asked.what}")

    def pause(self, seconds: float, answer: Answer, request: Request, asked: Asked) -> None:
        """The pause an answer asks for. LimitReached or DeadlineReached when it is too long."""
        if seconds > min(self.left, request.longest_pause):
            raise too_long(answer, seconds, asked)
        if seconds > self.seconds_left():
            raise DeadlineReached(f"a pause of {seconds:.0f} s that {asked.host} asks for ({asked.what})")
        self.left -= seconds
        self.say(f"GitHub asks for a pause of {seconds:.0f} s …")
        self.wait(seconds)

    def rest(self, seconds: float) -> None:
        """A moment between two requests, of which nothing need be said."""
        self.wait(seconds)
