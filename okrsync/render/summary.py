"""What `check` shows in a GitHub workflow: the job's summary, and a check run's title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from okrsync.render.one_line import clip
from okrsync.render.templates import fill

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from okrsync.render.comment import CommentText

_MARKS = {"tied": "✅", "exempt": "✅", "untied": "❔", "stale": "⚠️", "conflicting": "⚠️"}
_LONGEST_TITLE = 255  # characters of a check run's


class Told(NamedTuple):
    """An item, and what there is to say of it. `title` is empty where it may not be shown."""

    ref: str
    url: str | None
    title: str
    text: CommentText
    note: str = ""  # why no comment was written


def summary(items: Sequence[Told], templates: Path | None = None) -> str:
    """Markdown with nothing in it but words, whatever titles hold; `summary.md`."""
    body = fill("summary.md", templates, items=items, marks=_MARKS)
    return re.sub(r"\n{3,}", "\n\n", body).strip() + "\n" if items else ""


def check_title(told: Told) -> str:
    """`tied to GROW.KR1`, on one line."""
    text = told.text
    between = {"tied": " to ", "conflicting": " between "}.get(text.verdict, "")
    goals = ", ".join(text.goals) if between else ""
    return clip(f"{text.verdict.capitalize()}{between}{goals}", _LONGEST_TITLE)


def message(told: Told) -> str:
    """The lines of an annotation."""
    text = told.text
    likely = [f"Likely {one.goal}: {one.reason}" for one in text.suggestions[:3]]
    step = [f"One step settles it: {text.step}"] if text.step else []
    lines = [told.title, text.why, *likely, *step, told.note]
    return "\n".join(clip(line, 500) for line in lines if line)
