"""Which tracker reads which type of source. A new tracker is one module and one line here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrsync.config.repositories import Reader, Remote
    from okrsync.config.sources import Source
    from okrsync.ports import Checks, Tracker
    from okrsync.trackers.surroundings import Surroundings

TRACKERS = {
    "github": "okrsync.trackers.github",
    "jira": "okrsync.trackers.jira",
    "file": "okrsync.trackers.file",
}


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
