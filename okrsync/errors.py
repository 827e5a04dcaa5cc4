"""One tree of expected failures. Each is a plain sentence with its cure, and knows its exit code."""

from __future__ import annotations

from typing import ClassVar


class OkrsyncError(Exception):
    """An expected failure: shown as one sentence, without a traceback."""

    exit_code: ClassVar[int] = 1


class UsageError(OkrsyncError):
    """The command was called in a way it cannot be carried out."""

    exit_code = 2


class ConfigError(OkrsyncError):
    """The file has mistakes; all of them are in the message, one a line."""

    exit_code = 2


class TrackerError(OkrsyncError):
    """A tracker refused or failed; what was known of it stays."""

    exit_code = 3


class NotVisible(TrackerError):
    """What was asked for is missing, or this account may not see it: trackers answer alike for both."""


class DeadlineReached(TrackerError):
    """The time of `--deadline` is over, or would be after a wait. What was done before stays."""

    def __init__(self, before: str) -> None:
        super().__init__(
            f"The time of --deadline is over: okrsync stopped before {before}. "
            "What was done so far is kept; run it again to go on."
        )


class WriteRefused(TrackerError):
    """The tracker does not let us write here: no right, locked, archived. No failure of ours."""


class WriteUnknown(TrackerError):
    """The answer to a write got lost: it may have taken effect. Look before writing again."""


class MeasureFailed(OkrsyncError):
    """The value of a key result could not be read; its last one stays."""

    exit_code = 3


class StoreError(OkrsyncError):
    """The store cannot be opened, read or written."""

    exit_code = 4


class NoStoreYet(StoreError):
    """Nothing was synced here so far."""


class PolicyFailed(OkrsyncError):
    """What was asked to hold (`--fail-on`, `--min-coverage`) does not."""

    exit_code = 5


# When several failures happened, the first of these decides how the process ends.
PRECEDENCE = (1, 2, 4, 3, 5)


def worst(codes: set[int]) -> int:
    """The exit code of a run in which all of `codes` happened; 0 when none did."""
    return next((code for code in PRECEDENCE if code in codes), 0)
