"""Values of key results that no tracker knows: a cell of a file, or a place in an address's JSON."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from okrsync.errors import DeadlineReached, UsageError
from okrsync.measures.files import read_file
from okrsync.measures.web import Place, read_web

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from okrsync.core.goals import Reading
    from okrsync.core.measures import Measure


def read_value(
    measure: Measure, folder: Path, environ: Mapping[str, str], seconds_left: float = math.inf
) -> Reading:
    """The value a `path` or `url` has now. MeasureFailed says what is in its way, in one sentence."""
    if measure.path is not None:
        return read_file(folder / measure.path, measure.path, measure.column, measure.pointer)
    token = environ.get(measure.token_env, "").strip() if measure.token_env else None
    if measure.token_env and not token:
        raise UsageError(f"The measure needs the environment variable {measure.token_env}, which is not set.")
    if seconds_left <= 0:
        raise DeadlineReached("asking an address for a measure")
    place = Place(measure.url or "", token, measure.is_private_allowed, seconds_left)
    return read_web(place, measure.pointer)
