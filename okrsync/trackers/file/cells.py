"""What one cell of an export says: a text, a list, a number, a day."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from typing import Any

LONGEST = 1_000  # characters of a title, a label or a field that are kept
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # terminals' own, pasted with what they showed
_HALF_PAIRS = re.compile(r"[\ud800-\udfff]")
_SPEAKING = ("name", "title", "displayName", "login", "key", "value")  # what nested objects are known by


class Unusable(ValueError):
    """A value nobody can make sense of; the sentence says which and what would do."""


def text_of(value: Any) -> str:
    """One printable line, cut where it is too long. Of a list its first value, of an object its name."""
    if isinstance(value, str):
        text = value.strip() if value.isprintable() else _printable(value)
        return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return "" if value is None else _text_within(value)


def long_text_of(value: Any) -> str:
    """A text with its lines, as bodies have them."""
    return _HALF_PAIRS.sub("\ufffd", value) if isinstance(value, str) else text_of(value)


def list_of(value: Any, separator: str | None) -> tuple[str, ...]:
    """Each value once, in order. A plain text is one value, or several where the format has a separator."""
    if not value and value != 0:
        return ()
    values = value if isinstance(value, list) else [value]
    if separator:
        values = [part for each in values for part in str(each).split(separator)]
    texts = dict.fromkeys(map(text_of, values))
    texts.pop("", None)
    return tuple(texts)


def number_of(value: Any) -> float | None:
    """Points, hours. Unusable when it is no number of zero or more."""
    text = text_of(value)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 <= number < math.inf:
        raise Unusable(f"{quoted(text)}, which is no number of zero or more; write it like 3 or 2.5")
    return number


def time_of(value: Any) -> datetime | None:
    """A moment in UTC; one without an offset is taken as UTC, a day alone as its beginning."""
    if not value:
        return None
    text = text_of(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _with_zone_name(text)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise _no_time(text) from error


def truth_of(value: Any) -> bool | None:
    """Yes, no, or nothing said."""
    text = text_of(value).casefold()
    if not text:
        return None
    return text in ("true", "yes", "y", "1", "x", "bot")


def quoted(text: str) -> str:
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'  # noqa: PLR2004 (enough to find it)


def _text_within(value: Any) -> str:
    if isinstance(value, list):
        value = next((each for each in value if each not in (None, "")), None)
    if isinstance(value, dict):
        value = next((value[name] for name in _SPEAKING if isinstance(value.get(name), str)), None)
    if isinstance(value, str):
        return text_of(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else ""


def _printable(text: str) -> str:
    return _HALF_PAIRS.sub("\ufffd", _UNPRINTABLE.sub(" ", _COLOURS.sub("", text))).strip()


def _with_zone_name(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.removesuffix(" UTC").removesuffix(" GMT"))
    except ValueError as error:
        raise _no_time(text) from error


def _no_time(text: str) -> Unusable:
    return Unusable(f"{quoted(text)}, which is no time; write it like 2026-10-01 or 2026-10-01T09:30:00Z")
