"""What editors put around a text of their own accord: a mark before it, and their ends of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MARK = "\ufeff"


def plain(text: str) -> str:
    return text.removeprefix(_MARK).replace("\r\n", "\n")


def edited(text: str, edit: Callable[[str], str]) -> str:
    """The text after an edit of its plain form, with what was around it put back."""
    after = edit(plain(text))
    mark = _MARK if text.startswith(_MARK) else ""
    return mark + (after.replace("\n", "\r\n") if "\r\n" in text else after)
