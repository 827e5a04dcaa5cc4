"""Testing what a run stands on: the goals, each source, the clock and the store."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from okrsync.errors import NoStoreYet, OkrsyncError, TrackerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from okrsync.ports import Store, Tracker
    from okrsync.steps.judging import Frame

_WRONG_CLOCK = timedelta(minutes=5)


class Finding(NamedTuple):
    """One line: what was tried, how it went, the cure; and the exit code it calls for."""

    subject: str
    level: Literal["ok", "warning", "error"]
    message: str
    exit_code: int = 0


def of_goals(frame: Frame) -> Finding:
    """Whether there is anything to tie work to."""
    live = [
        one for one in frame.goals.objectives if one.state == "active" and one.cycle.encloses(frame.cycle)
    ]
    if live:
        return Finding("goals", "ok", f"{len(live)} active in {frame.cycle.id}")
    message = f"none is active in {frame.cycle.id}: all work will be untied until [[objectives]] has one"
    return Finding("goals", "warning", message)


def of_source(name: str, open_it: Callable[[], Tracker]) -> Iterator[Finding]:
    """Whether a source has its secret, answers, and lets us do what we need."""
    try:
        for told in open_it().diagnose():
            subject = told.subject if told.subject.startswith(name) else f"{name}: {told.subject}"
            exit_code = TrackerError.exit_code if told.level == "error" else 0
            yield Finding(subject, told.level, told.message, exit_code)
    except OkrsyncError as error:
        yield Finding(name, "error", str(error), error.exit_code)


def of_store(open_it: Callable[[], AbstractContextManager[Store]], now: datetime) -> Iterator[Finding]:
    """Whether the store can be read, what is in it, and whether its times and our clock agree."""
    try:
        with open_it() as store:
            states = store.sources()
    except NoStoreYet as error:
        yield from (Finding("store", "warning", str(error)), of_clock(now))
        return
    except OkrsyncError as error:
        yield from (Finding("store", "error", str(error), error.exit_code), of_clock(now))
        return
    synced = max((state.synced_at for state in states if state.synced_at), default=None)
    when = f"last read completely {synced:%Y-%m-%d %H:%M} UTC" if synced else "nothing read completely yet"
    count = sum(state.items for state in states)
    yield Finding("store", "ok", f"{count:,} {'item' if count == 1 else 'items'}, {when}")
    if synced is not None and synced - now > _WRONG_CLOCK:
        yield Finding("clock", "error", _ahead(synced, now), UsageError.exit_code)
    else:
        yield of_clock(now)


def of_clock(now: datetime) -> Finding:
    """Our clock as it is; whether it is right, only a tracker or the store can tell."""
    return Finding("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC")


def _ahead(synced: datetime, now: datetime) -> str:
    return f"the store was read at {synced:%Y-%m-%d %H:%M} UTC, but it is {now:%Y-%m-%d %H:%M}: set the clock"
