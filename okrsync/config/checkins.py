"""Check-ins: dated values of key results and KPIs, in one file, or in a folder of small ones."""

from __future__ import annotations

import glob
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import AwareDatetime, Field, ValidationError

from okrsync.config.documents import CHECKINS, parsed, shown_path
from okrsync.config.values import Day, Reading, Share, Strict, Text
from okrsync.config.wording import mistakes_of
from okrsync.core import goals as core
from okrsync.core.history import CheckIn as Noted
from okrsync.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrsync.config.mistakes import Mistake
    from okrsync.config.repositories import Place


class CheckIn(Strict):
    """A value somebody noted on a day."""

    key_result: Text = Field(description="a key result or a KPI: GROW.KR1")
    on: Day = Field(description="the day of the value")
    value: Reading = Field(description="a number, a level, or true or false")
    confidence: Share | None = Field(None, description="how sure we are to reach the target: 0.6")
    note: Text | None = Field(None, description="what is behind it")
    by: Text | None = Field(None, description="who noted it")
    at: AwareDatetime | None = Field(None, description="when it was noted: the later one of a day counts")


class CheckIns(Strict):
    """A file of check-ins."""

    checkins: tuple[CheckIn, ...] = Field(default=(), description="one a line, or one a table")


def read(place: Place, named: str | None, by: date) -> tuple[Noted, ...]:
    """All check-ins noted by the end of that day, those of one day in the order they were noted.

    ConfigError holds every mistake in them. Without a file or folder of that name there are none.
    """
    mistakes: list[Mistake] = []
    found = [one for path in _paths(place, named or CHECKINS) for one in _entries(place, path, mistakes)]
    if mistakes:
        raise ConfigError("\n".join(map(str, mistakes)))
    known = [one for one in found if (_noted(one).date() if one.at else one.on) <= by]
    return tuple(
        Noted(one.key_result, core.Value(one.on, one.value, "check-in", one.confidence, one.note))
        for one in sorted(known, key=lambda one: (one.on, _noted(one)))
    )


def _paths(place: Place, named: str) -> Iterator[str]:
    path = glob.escape(f"{place.base}/{named}" if place.base else named)
    yield from place.reader.find(path) or sorted(place.reader.find(f"{path}/**/*.toml"))


def _entries(place: Place, path: str, mistakes: list[Mistake]) -> tuple[CheckIn, ...]:
    document = parsed(place, path, shown_path(place, path), mistakes)
    try:
        return CheckIns.model_validate(document.tables).checkins
    except ValidationError as error:
        mistakes += mistakes_of(error, document, CheckIns)
        return ()


def _noted(one: CheckIn) -> datetime:
    return one.at.astimezone(UTC) if one.at else datetime.min.replace(tzinfo=UTC)


def of_a_person(**said: Any) -> CheckIn:
    """The check-in of what somebody typed. UsageError where it holds no text, or none that can be kept."""
    try:
        return CheckIn(**said)
    except ValidationError as error:
        name = error.errors(include_url=False)[0]["loc"][0]
        raise UsageError(f"What was given as {name} is empty, or no text in UTF-8: leave it out.") from None


def entry(one: CheckIn) -> dict[str, Any]:
    """The check-in as TOML has it: what is not known is left out, numbers are written as they are said."""
    written = {name: value for name, value in dict(one).items() if value is not None}
    if isinstance(one.value, float) and one.value.is_integer():
        written["value"] = int(one.value)
    return written
