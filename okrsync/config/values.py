"""The kinds of values a key of the file may have. What TOML already knows the type of is never guessed."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    StrictFloat,
    StrictInt,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

_TEXT = r"\S"
_ID = r"^[^\s.,\x00-\x1f\x7f]+$"
_REF = r"^[A-Za-z][A-Za-z0-9_-]*:\S.*$"
_URL = r"^https?://[^\s/@]+(/[^\s]*)?$"
_STORE = r"^(sqlite|postgres(ql)?)(\+[a-z0-9_]+)?://"
_REPO = r"^[^/\s]+/[^/\s]+$"
_SOURCE = r"^[A-Za-z][A-Za-z0-9_-]*$"
_DURATION = re.compile(r"(\d{1,4})([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7}

# What is said of a value that has another shape. The value itself is not repeated: it may be a secret.
SHAPES = {
    _TEXT: "must not be empty",
    _ID: "an id has no spaces, dots or commas, for example GROW",
    _REF: 'name the item with its source, for example "jira:ONB-7" or "github:acme/web#12"',
    _URL: "should be an address that starts with https://, without user name and password",
    _STORE: 'should be a database URL, for example "sqlite:///.okrsync/store.db" or "postgresql://host/name"',
    _REPO: 'a repository is written owner/name, for example "acme/web"',
    _SOURCE: "a source's name starts with a letter and has only letters, digits, - and _",
}


class Strict(BaseModel):
    """Frozen, and no key passes unnoticed."""

    # Built with the first file that is read: a model within another one is otherwise built twice.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def duration(text: str) -> timedelta:
    """The time `12h`, `2d` or `3w` stands for; ValueError for any other text."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise ValueError("a duration is a whole number of hours, days or weeks: 12h, 2d, 3w")
    return timedelta(hours=int(match[1]) * _HOURS[match[2]])


def written_duration(value: timedelta) -> str:
    """The shortest way to write a duration."""
    hours = round(value.total_seconds() / 3600)
    unit = next(unit for unit in ("w", "d", "h") if hours % _HOURS[unit] == 0)
    return f"{hours // _HOURS[unit]}{unit}"


def _duration(value: Any) -> timedelta:
    if isinstance(value, timedelta):
        return value
    try:
        return duration(value)
    except (AttributeError, TypeError, ValueError):
        raise PydanticCustomError("duration", 'should be a duration like "12h", "2d" or "3w"') from None


def _day(value: Any) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("day", "should be a day like 2026-10-20, without quotes or time")


def _reading(value: Any) -> Any:
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | float) and abs(value) < math.inf:
        return value if isinstance(value, float) else float(value)
    raise PydanticCustomError("reading", "should be a number, true or false, or a level's name")


def _unreserved(value: str) -> str:
    if value.casefold() in ("none", "snooze"):
        raise PydanticCustomError("reserved", "this id is taken by the labels okr:none and okr:snooze")
    return value


Text = Annotated[str, Field(pattern=_TEXT)]
Id = Annotated[str, Field(pattern=_ID)]
GoalId = Annotated[Id, AfterValidator(_unreserved)]
Ref = Annotated[str, Field(pattern=_REF)]
Url = Annotated[str, Field(pattern=_URL)]
StoreUrl = Annotated[str, Field(pattern=_STORE)]
Repo = Annotated[str, Field(pattern=_REPO)]
SourceName = Annotated[str, Field(pattern=_SOURCE)]
Number = Annotated[StrictFloat, Field(allow_inf_nan=False)]
Share = Annotated[StrictFloat, Field(ge=0, le=1)]
Count = Annotated[StrictInt, Field(ge=0)]
Flag = StrictBool
Reading = Annotated[StrictFloat | StrictBool | str, BeforeValidator(_reading)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Duration = Annotated[
    timedelta,
    BeforeValidator(_duration),
    PlainSerializer(written_duration, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,4}[hdw]$"}),
]
