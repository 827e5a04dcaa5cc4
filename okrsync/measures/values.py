"""One value out of what a file or an address holds."""

from __future__ import annotations

import json
from math import isfinite
from sys import float_info
from typing import TYPE_CHECKING, Any

from jsonpointer import JsonPointer, JsonPointerException

from okrsync.errors import MeasureFailed

if TYPE_CHECKING:
    from okrsync.core.goals import Reading


def value_at(text: bytes, pointer: str | None, where: str) -> Reading:
    """The value a JSON pointer (RFC 6901) leads to; without one the JSON must be the value itself."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MeasureFailed(f"{where} holds no JSON: {error}.") from error
    return reading(_followed(document, pointer, where) if pointer else document, where)


def reading(value: Any, where: str) -> Reading:
    """A number, a word or a yes/no; a number written as text counts as one."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip():
        return _number(value) if _is_number(value) else value.strip()
    if isinstance(value, (int, float)) and abs(value) <= float_info.max:
        return float(value)
    kind = {dict: "an object", list: "a list", type(None): "nothing"}.get(type(value), f"`{value}`")
    raise MeasureFailed(f"{where} holds {kind} where a value is wanted: check the column or pointer.")


def _followed(document: Any, pointer: str, where: str) -> Any:
    try:
        return JsonPointer(pointer).resolve(document)
    except JsonPointerException as error:
        raise MeasureFailed(f"{where} has nothing at {pointer}: check the pointer.") from error


def _is_number(text: str) -> bool:
    try:
        return isfinite(_number(text))
    except ValueError:
        return False


def _number(text: str) -> float:
    return float(text.strip().removesuffix("%"))
