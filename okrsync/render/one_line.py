"""Texts of other people on one harmless line."""

from __future__ import annotations

import re

# Control characters move cursors, bidirectional ones turn the rest of the line around, lone surrogates
# cannot be written at all. The zero-width joiner stays: half of all emoji need it.
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def one_line(text: str) -> str:
    """The text on one line, white space collapsed, without what could act on the reader's screen."""
    return _ODD.sub("\ufffd", " ".join(text.split()))


def lines(text: str) -> list[str]:
    """The lines of a text, each harmless and indented as it was."""
    return [line[: len(line) - len(line.lstrip(" "))] + one_line(line) for line in text.split("\n")]


def clip(text: str, limit: int) -> str:
    """The text on one line of at most `limit` characters, with an ellipsis where it was longer."""
    line = one_line(text)
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"
