"""Which words go into a comment, by where it will stand and who may read there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from okrsync.core.commands import answer_kind
from okrsync.render.comment import (
    LikelyGoal,
    comment_text,
    github_comment,
    github_resolved,
    jira_comment,
    jira_resolved,
)
from okrsync.render.reply import ReplyText, with_answer
from okrsync.render.why import chain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from okrsync.core.commands import CarriedOut
    from okrsync.core.goals import Goals
    from okrsync.core.judging import Judgement
    from okrsync.core.model import WorkItem
    from okrsync.render.comment import CommentText


_MOST_GOALS = 40  # in one comment


@dataclass(frozen=True, slots=True)
class Answers:
    """Words comments in the markup of their tracker, naming no goal by more than its id where strangers read.

    A repository of GitHub is taken for public unless it is among the `private` ones. `here` is the
    repository okrsync runs for: goals of its own file keep their titles in it.
    """

    types: Mapping[str, str]  # by source
    goals: Goals
    snooze_label: str
    templates: Path | None = None
    here: str = ""
    private: Collection[str] = ()
    shows_titles: bool = False
    live: Sequence[str] = ()  # the goals that work can be tied to now

    def write(self, judgement: Judgement, step: str | None, *, is_asked: bool) -> str:
        """The question, or the one line that takes it back."""
        item, text = judgement.item, self.text(judgement, step)
        if self.types[item.source] == "jira":
            return (jira_comment if is_asked else jira_resolved)(text, templates=self.templates)
        return (github_comment if is_asked else github_resolved)(text, templates=self.templates)

    def text(self, judgement: Judgement, step: str | None) -> CommentText:
        """What there is to say, in plain words."""
        item = judgement.item
        objectives = {one.id for one in self.goals.objectives}
        return comment_text(
            judgement,
            step=step,
            titles=self._titles(item),
            snooze_label=self.snooze_label,
            is_public=self._is_public(item) and not self.shows_titles,
            live=[goal for goal in self.live if goal in objectives],
        )

    def answer(self, comment: str, judgement: Judgement, done: CarriedOut) -> str:
        """The comment with the answer to a command of GitHub below it, where there is one to give."""
        kind = answer_kind(done, judgement)
        if kind is None:
            return comment
        titles = self._titles(judgement.item)
        text = ReplyText(
            kind,
            done.by,
            reason=done.command.words,
            label=done.label.name if done.label else "",
            chain=chain(judgement, is_public=self._is_public(judgement.item) and not self.shows_titles),
            has_more_goals=len(self.live) > _MOST_GOALS,
            goals=tuple(LikelyGoal(goal, titles.get(goal), "") for goal in self.live[:_MOST_GOALS]),
        )
        return with_answer(comment, text, templates=self.templates)

    def _titles(self, item: WorkItem) -> dict[str, str]:
        """The titles that may be shown beside the item, by goal."""
        shows_all = self.shows_titles or not self._is_public(item)
        is_here = item.project.casefold() == self.here.casefold()
        shown = [
            one
            for one in self.goals.objectives
            if not one.is_confidential and (shows_all or (is_here and one.is_local))
        ]
        key_results = [key_result for one in shown for key_result in one.key_results]
        return {goal.id: goal.title for goals in (shown, key_results) for goal in goals}

    def _is_public(self, item: WorkItem) -> bool:
        known_private = {repo.casefold() for repo in self.private}
        return self.types[item.source] == "github" and item.project.casefold() not in known_private
