"""What a tracker needs of the world around it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


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
