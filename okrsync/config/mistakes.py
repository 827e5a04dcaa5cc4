"""Mistakes of the file: where each is, and what is wrong, in plain words."""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrsync.config.lines import Path

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SHOWN = 60


class Mistake(NamedTuple):
    """One thing that is wrong, and its place."""

    file: str
    line: int | None
    path: str  # objectives[1].key_results[0].weight
    what: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        path = f"{self.path}: " if self.path else ""
        return f"{place}: {path}{self.what}"


def dotted(path: Path) -> str:
    """A path as people read it: `objectives[1].key_results[0].weight`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            key = part if _BARE.fullmatch(part) else quoted(part)
            text += f".{key}" if text else key
    return text


def quoted(text: str) -> str:
    """A word of the file in a message: short, on one line, whatever it holds."""
    short = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return json.dumps(short, ensure_ascii=not short.isprintable())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like this one, case aside."""
    folded = {one.casefold(): one for one in known}
    close = get_close_matches(word.casefold()[:_SHOWN], folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def cure(word: str, known: Iterable[str]) -> str:
    """`did you mean "weight"?`, else what is known."""
    known = list(known)
    close = nearest(word, known)
    if close is not None:
        return f"did you mean {quoted(close)}?"
    return f"known are {', '.join(known)}" if known else "none is known"
