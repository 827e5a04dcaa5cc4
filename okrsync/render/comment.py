"""The one comment: what okrsync asks of an item without a goal, and the line that takes it back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.comments import MARKER, unmarked
from okrsync.render.capping import GITHUB_LIMIT, JIRA_LIMIT, capped_markdown, capped_wiki
from okrsync.render.one_line import clip
from okrsync.render.templates import fill
from okrsync.render.why import why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from okrsync.core.judging import Judgement
    from okrsync.core.verdicts import Verdict

NOTHING: Mapping[str, str] = MappingProxyType({})
_LONGEST_STEP = 600  # characters; what it quotes from a text has no end of its own
_FEW = 5  # goals to choose from
_NO_PAIR = re.compile(r"[^\w.:+-]|--", re.ASCII)


class LikelyGoal(NamedTuple):
    """A goal the item may serve. `title` is None where it may not be shown."""

    goal: str
    title: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class CommentText:
    """What a comment has to say, in plain words; they are escaped when they are written."""

    verdict: Verdict
    why: str
    goals: tuple[str, ...] = ()
    suggestions: tuple[LikelyGoal, ...] = ()
    step: str | None = None
    snooze_label: str = "okr:snooze"
    titles: Mapping[str, str] = field(default_factory=dict)  # of the goals that may be called by them
    choices: tuple[str, ...] = ()  # goals to choose from, where none is likely
    has_more_choices: bool = False


def comment_text(
    judgement: Judgement,
    *,
    step: str | None = None,
    titles: Mapping[str, str] = NOTHING,
    snooze_label: str = "okr:snooze",
    is_public: bool = False,
    live: Sequence[str] = (),
) -> CommentText:
    """What to say of a judged item. `titles` holds the goals that may be called by more than their id."""
    is_open = judgement.verdict in ("untied", "stale") and not judgement.suggestions
    choices = tuple(live) if is_open and step else ()
    likely = (LikelyGoal(one.goal, titles.get(one.goal), one.reason) for one in judgement.suggestions)
    return CommentText(
        judgement.verdict,
        why(judgement, is_public=is_public),
        judgement.goals,
        tuple(likely),
        step and clip(step, _LONGEST_STEP),
        snooze_label,
        titles,
        choices[:_FEW],
        has_more_choices=len(choices) > _FEW,
    )


def github_comment(
    text: CommentText, *, pairs: Mapping[str, str] = NOTHING, templates: Path | None = None
) -> str:
    """The question, under our marker with its pairs; `comment.md`."""
    return _github("comment.md", text, pairs, templates)


def github_resolved(
    text: CommentText, *, pairs: Mapping[str, str] = NOTHING, templates: Path | None = None
) -> str:
    """The line that stands there when the item needs no comment any more; `resolved.md`."""
    return _github("resolved.md", text, pairs, templates)


def jira_comment(text: CommentText, *, templates: Path | None = None) -> str:
    """The question in wiki markup, `comment.wiki`. On Jira a property marks our comment, no text does."""
    return capped_wiki(_filled("comment.wiki", text, templates), JIRA_LIMIT)


def jira_resolved(text: CommentText, *, templates: Path | None = None) -> str:
    """The line in wiki markup; `resolved.wiki`."""
    return capped_wiki(_filled("resolved.wiki", text, templates), JIRA_LIMIT)


def _github(name: str, text: CommentText, pairs: Mapping[str, str], templates: Path | None) -> str:
    told = "".join(f" {_NO_PAIR.sub('_', key)}={_NO_PAIR.sub('_', pairs[key])}" for key in pairs)
    marker = f"{MARKER}{told} -->\n"
    return capped_markdown(f"{marker}{unmarked(_filled(name, text, templates))}", GITHUB_LIMIT)


def _filled(name: str, text: CommentText, templates: Path | None) -> str:
    body = fill(name, templates, comment=text)
    return re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"
