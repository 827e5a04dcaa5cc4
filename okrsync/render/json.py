"""Any of our values as JSON: the contract with programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pydantic_core import PydanticSerializationError
from pydantic_core import to_json as dumped

from okrsync.core.report import Report
from okrsync.render.schema import report_adapter

_SURROGATES = re.compile("[\ud800-\udfff]")


def to_json(value: Any) -> str:
    """The value on one line: keys in the order of its fields, times in UTC, no number that is none.

    Takes dataclasses, named tuples, mappings, sequences, days and times. What no file can hold is replaced.
    """
    if isinstance(value, Report):
        return _report(replace(value, generated_at=value.generated_at.astimezone(UTC)))
    return _text(_plain(value))


def _report(report: Report) -> str:
    """Straight from its dataclasses: a report may list a hundred thousand items."""
    try:
        return _safe(report_adapter().dump_json(report, warnings="none").decode()) + "\n"
    except PydanticSerializationError:  # a lone surrogate in some title
        return _text(_plain(report))


def _text(value: Any) -> str:
    return _safe(dumped(value, inf_nan_mode="null").decode()) + "\n"


def _safe(text: str) -> str:
    """The same values; but GitHub's runner takes `##[…]` anywhere in a line for a command to itself."""
    return text.replace("##[", "#\\u0023[")


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, list | tuple | set | frozenset | Mapping) or is_dataclass(value):
        return _opened(value)
    return value


def _opened(value: Any) -> dict[Any, Any] | list[Any]:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {_plain(key): _plain(each) for key, each in value.items()}
    if hasattr(value, "_asdict"):
        return _opened(value._asdict())
    return [_plain(each) for each in (sorted(value) if isinstance(value, set | frozenset) else value)]
