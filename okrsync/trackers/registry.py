"""Which tracker reads which type of source. A new tracker is one module and one line here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from okrsync.config.repositories import Reader, Remote
    from okrsync.config.sources import Source
    from okrsync.ports import Checks, Tracker

TRACKERS = {
    "github": "okrsync.trackers.github",
    "jira": "okrsync.trackers.jira",
    "file": "okrsync.trackers.file",
}


def _local_time() -> datetime:
    return datetime.now(UTC)


def unlimited() -> float:
    """The seconds left of a run without a deadline."""
    return math.inf


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a tracker needs of the world around it."""

    environ: Mapping[str, str]
    folder: Path  # paths in the file are relative to it
    say: Callable[[str], None]  # shows a wait on standard error
    wait: Callable[[float], None]  # seconds
    seconds_left: Callable[[], float] = unlimited  # nothing is asked, and no wait begun, beyond these
    fields: tuple[str, ...] = ()  # tracker fields the file asks for, by name or id
    comment_authors: tuple[str, ...] = ()  # `comments.authors`: their marked comments are ours, too
    clock: Callable[[], datetime] = _local_time  # for `doctor` alone, who compares it with the tracker's


def open_tracker(source: Source, surroundings: Surroundings) -> Tracker:
    """The tracker of a source. UsageError names the environment variable of a missing secret."""
    module = import_module(TRACKERS[source.type])
    tracker: Tracker = module.open_tracker(source, surroundings)
    return tracker


def open_files(remote: Remote, surroundings: Surroundings) -> Reader:
    """The files of a repository on GitHub. UsageError where no token is at hand."""
    reader: Reader = import_module("okrsync.trackers.github.files").open_files(remote, surroundings)
    return reader


def open_checks(surroundings: Surroundings) -> Checks | None:
    """Where a workflow shows verdicts on commits; None outside of workflows."""
    checks: Checks | None = import_module("okrsync.trackers.github.checks").open_checks(surroundings)
    return checks
