"""When we comment and when we ask, as the file says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from okrsync.core.comments import CommentPolicy
from okrsync.core.labels import snooze_label

if TYPE_CHECKING:
    from datetime import date

    from okrsync.config.file import File
    from okrsync.core.asking import NudgePolicy
    from okrsync.core.goals import Goals


def comment_policy(file: File) -> CommentPolicy:
    settings = file.comments
    return CommentPolicy(
        is_on=settings.mode != "off",
        after=settings.after,
        start=settings.start,
        skip_authors=settings.skip_authors,
        deletes_resolved=settings.on_resolved == "delete",
        snooze_label=snooze_label(file.tying.label_prefix).name,
    )


def nudge_policy(file: File, goals: Goals, begun: date, max_per_run: int | None) -> NudgePolicy:
    """Nothing older than the day we began is asked about, where the file does not say."""
    from okrsync.core.asking import NudgePolicy  # noqa: PLC0415 (it brings the report's model along)

    settings = file.comments
    ended = {one.id.casefold() for one in goals.objectives if one.state == "closed"}
    active = {one.id.casefold() for one in goals.objectives if one.state == "active"}
    return NudgePolicy(
        comments=replace(comment_policy(file), start=settings.start or begun),
        max_per_run=settings.max_per_run if max_per_run is None else max_per_run,
        max_per_project=settings.max_per_project,
        quiet_below=settings.quiet_below,
        closed_goals=frozenset(ended - active),
        takes_comments=frozenset(one.name for one in file.sources if one.type != "file"),
    )
