"""Commands in comments, as `check --comment` meets them in a GitHub workflow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from okrsync.core.commands import answer_kind
from okrsync.ports import Responder
from okrsync.steps.looking import goal_issues
from okrsync.steps.responding import Responding, said_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from okrsync.app import App
    from okrsync.cli.session import Session
    from okrsync.core.commands import CarriedOut
    from okrsync.core.judging import Judgement
    from okrsync.steps.looking import Places
    from okrsync.steps.responding import Reply

_UNANSWERED = "What was asked for in the comment could not be answered."


def command_given(session: Session, app: App, places: Places, ref: str) -> Given | None:
    """The command in the comment this workflow runs for, carried out where it may be; None without one."""
    is_heard = session.event.name == "issue_comment" and app.comment_policy.is_on
    said = said_in(session.event.payload, ref) if is_heard else None
    tracker = places.trackers.get(ref.partition(":")[0])
    if said is None or not isinstance(tracker, Responder):
        return None
    settings = app.configuration.file
    names = app.frame.over(goal_issues(places).items).names
    responding = Responding(tracker, names, settings.tying.label_prefix, settings.comments.authors_may_waive)
    return Given(responding, responding.to(said))


@dataclass(slots=True)
class Given:
    """A command that somebody gave, and what became of it."""

    responding: Responding
    reply: Reply

    def answers(self, judgement: Judgement) -> CarriedOut | None:
        """What is to be answered in the item's comment, if the verdict and a reaction do not say it all."""
        done = self.reply.carried_out
        return done if done and answer_kind(done, judgement) else None

    def finish(
        self, session: Session, failed: Collection[str], refused: Collection[str] = ()
    ) -> dict[str, str]:
        """React and say what became of it; returns why it failed by the item's ref, if it did.

        Where the comment `failed` to follow, a rerun is to do it all: then nothing says yet that it is done.
        Where it was `refused`, what was to be answered in it is not.
        """
        ref = self.reply.said.ref
        if ref in refused and self.reply.outcome == "done" and self.reply.label is None:
            self.reply = self.reply._replace(outcome="refused", sentence=_UNANSWERED)
        if ref not in failed:
            self.reply = self.responding.finish(self.reply)
        if self.reply.outcome == "failed":
            return {ref: self.reply.sentence}
        is_good = self.reply.outcome in ("done", "again")
        (session.voice.info if is_good else session.voice.warn)(self.reply.sentence)
        return {}

    def as_json(self) -> dict[str, Any]:
        """`command` of `okrsync.check/1`."""
        said, label = self.reply.said, self.reply.label
        told = {"verb": said.command.verb, "text": said.command.words, "by": said.by}
        return told | {"outcome": self.reply.outcome, "label": label.name if label else None}
