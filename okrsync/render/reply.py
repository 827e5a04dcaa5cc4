"""What stands below our comment after a `/okr` command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrsync.core.comments import ANSWER
from okrsync.render.capping import GITHUB_LIMIT, capped_markdown
from okrsync.render.templates import fill

if TYPE_CHECKING:
    from pathlib import Path

    from okrsync.core.commands import AnswerKind
    from okrsync.render.comment import LikelyGoal


@dataclass(frozen=True, slots=True)
class ReplyText:
    """What an answer has to say, in plain words; they are escaped when they are written."""

    kind: AnswerKind
    by: str
    reason: str = ""  # why it was waived
    label: str = ""  # that was set
    chain: tuple[str, ...] = ()
    goals: tuple[LikelyGoal, ...] = ()  # that work can be tied to now
    has_more_goals: bool = False


def with_answer(comment: str, text: ReplyText, *, templates: Path | None = None) -> str:
    """The comment with the answer below it; `answer.md`."""
    below = fill("answer.md", templates, answer=text).strip()
    return capped_markdown(f"{comment.rstrip()}\n\n{ANSWER}\n{below}\n", GITHUB_LIMIT)
