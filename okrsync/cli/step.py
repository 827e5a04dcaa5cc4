"""What a step of a GitHub workflow leaves behind: its outputs, and its part of the job's summary."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from okrsync.render.capping import capped_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrsync.cli.session import Session

_SUMMARY_LIMIT = 1024 * 1024 - 1024  # bytes of one step; a longer one is not shown at all
_OUTPUT_LIMIT = 100_000  # characters of one value; all outputs of a job share a megabyte


def set_outputs(session: Session, values: Mapping[str, str]) -> None:
    """Set the step's outputs, outside of workflows nothing."""
    lines = []
    for name, value in values.items():
        end = f"end_{token_hex(16)}"  # nobody can guess it, so no value can end early
        lines.append(f"{name}<<{end}\n{value[:_OUTPUT_LIMIT]}\n{end}\n")
    _append(session, "GITHUB_OUTPUT", "".join(lines))


def add_summary(session: Session, text: str) -> None:
    """Add Markdown to the job's summary, no more than GitHub shows; outside of workflows nothing."""
    place = session.environ.get("GITHUB_STEP_SUMMARY")
    if place:
        _append(session, "GITHUB_STEP_SUMMARY", capped_bytes(text, _SUMMARY_LIMIT - _size(Path(place))))


def _size(place: Path) -> int:
    try:
        return place.stat().st_size
    except OSError:
        return 0


def _append(session: Session, variable: str, text: str) -> None:
    place = session.environ.get(variable)
    if not place:
        return
    try:
        with Path(place).open("a", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text)
    except OSError as error:
        session.voice.warn(f"${variable} cannot be written ({place}): {error.strerror}.")
