"""What became of the questions `nudge` asked, and the one figure over all of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from okrsync.core.report import Nudges

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from okrsync.core.verdicts import Verdict

Outcome = Literal["tied", "waived", "ignored"]

ANSWER_TIME = timedelta(days=7)  # acted upon within this, a nudge was a good one
_FIRST_RETRY, _LONGEST_RETRY = timedelta(days=1), timedelta(days=30)
_MOST_DOUBLINGS = 5


class Nudge(NamedTuple):
    """What is remembered of an item, under its tracker's lasting id."""

    source: str
    id: str
    ref: str
    project: str
    verdict: Verdict | None = None  # that our comment asks about
    asked_at: datetime | None = None  # when our comment was first there
    outcome: Outcome | None = None  # None while there is time to act
    settled_at: datetime | None = None
    taken_back_at: datetime | None = None
    tried_at: datetime | None = None  # when it was last its turn
    trouble: str | None = None  # why our comment could not be kept then
    tries: int = 0  # that ended in trouble, in a row
    retry_at: datetime | None = None

    @property
    def is_standing(self) -> bool:
        """Whether our question stands there, as far as we know."""
        return self.asked_at is not None and self.taken_back_at is None

    @property
    def is_open(self) -> bool:
        return self.asked_at is not None and self.outcome is None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the time to act upon it is over and nobody noted how it ended."""
        return self.is_open and self.asked_at is not None and now > self.asked_at + ANSWER_TIME


def troubled(nudge: Nudge, why: str, now: datetime) -> Nudge:
    """Left in peace for a day, and after each further failure twice as long, up to a month."""
    doublings = min(nudge.tries, _MOST_DOUBLINGS)
    pause = min(_FIRST_RETRY * 2**doublings, _LONGEST_RETRY)
    return nudge._replace(trouble=why, tries=nudge.tries + 1, tried_at=now, retry_at=now + pause)


def settled(nudge: Nudge, verdict: Verdict | None, now: datetime) -> Nudge:
    """How an open nudge ended, given the item's verdict: now, or on its last day when that is over."""
    if not nudge.is_open:
        return nudge
    if verdict == "tied":
        return nudge._replace(outcome="tied", settled_at=now)
    if verdict == "exempt":
        return nudge._replace(outcome="waived", settled_at=now)
    return nudge._replace(outcome="ignored", settled_at=now) if nudge.is_overdue(now) else nudge


def reckon(nudges: Iterable[Nudge], until: datetime | None = None) -> Nudges:
    """Of all that were asked before `until`, how many were acted upon; over none settled, no share."""
    asked = [one for one in nudges if one.asked_at is not None and (until is None or one.asked_at < until)]
    known = [one.outcome if _is_past(one.settled_at, until) else None for one in asked]
    tied, waived, ignored = (known.count(outcome) for outcome in ("tied", "waived", "ignored"))
    ended = tied + waived + ignored
    acceptance = (tied + waived) / ended if ended else None
    return Nudges(len(asked), tied, waived, ignored, len(asked) - ended, acceptance)


def _is_past(settled_at: datetime | None, until: datetime | None) -> bool:
    return settled_at is not None and (until is None or settled_at < until)
