"""TOML for people to paste into the file."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def written(table: Mapping[str, Any], indent: str = "") -> list[str]:
    """The lines of a table, without what is None."""
    return [f"{indent}{key} = {_value(value)}" for key, value in table.items() if value is not None]


def _value(value: str | float | date) -> str:
    """Texts are written as JSON has them, which TOML reads alike but for one character."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:g}" if float(f"{value:g}") == value else repr(value)
