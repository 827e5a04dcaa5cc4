"""Carrying out what people write in comments: `/okr GROW.KR1` and the like."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from okrsync.core.commands import CarriedOut, read_command
from okrsync.core.labels import goal_label, waiver_label
from okrsync.errors import TrackerError, WriteRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrsync.core.commands import Command
    from okrsync.core.labels import Label
    from okrsync.core.naming import Goal, Names
    from okrsync.ports import Responder

Outcome = Literal["done", "again", "unclear", "denied", "refused", "failed"]


class Said(NamedTuple):
    """A command that somebody wrote on an item, as the event tells it."""

    ref: str
    comment: str
    by: str
    is_author: bool  # of the item
    is_done: bool
    command: Command


class Reply(NamedTuple):
    """What became of a command, in a sentence, and the label that was set."""

    said: Said
    outcome: Outcome
    sentence: str
    label: Label | None = None

    @property
    def carried_out(self) -> CarriedOut | None:
        """What is to be answered in the comment, if anything."""
        if self.outcome != "done":
            return None
        return CarriedOut(self.said.command, self.said.by, self.label)


def said_in(payload: Mapping[str, Any], ref: str) -> Said | None:
    """The command about the item in an `issue_comment` event; None where a new comment gives none.

    Bots are not listened to, and so we never answer ourselves.
    """
    comment, issue = payload.get("comment") or {}, payload.get("issue") or {}
    command, by = read_command(str(comment.get("body") or "")), _person(comment)
    if command is None or by is None or payload.get("action") != "created":
        return None
    is_done = issue.get("state") == "closed"
    return Said(ref, str(comment.get("id")), by, by == _person(issue), is_done, command)


@dataclass(frozen=True, slots=True)
class Responding:
    """Carries out commands on one tracker. Only a reaction answers what cannot be carried out."""

    tracker: Responder
    names: Names
    label_prefix: str
    authors_may_waive: bool

    def to(self, said: Said) -> Reply:
        """Carry a command out, once. Never raises for a tracker."""
        try:
            return self._to(said)
        except WriteRefused as error:
            with suppress(TrackerError):  # that they see something is a courtesy
                self.tracker.react(said.ref, said.comment, "unclear")
            return Reply(said, "refused", str(error))
        except TrackerError as error:
            return Reply(said, "failed", str(error))

    def finish(self, reply: Reply) -> Reply:
        """Say that all is done, once the comment has followed. What was cut short before is done anew."""
        if reply.outcome != "done":
            return reply
        try:
            self.tracker.react(reply.said.ref, reply.said.comment, "done")
        except WriteRefused as error:
            return reply._replace(outcome="refused", sentence=str(error))
        except TrackerError as error:
            return reply._replace(outcome="failed", sentence=str(error))
        return reply

    def _to(self, said: Said) -> Reply:
        goal = self._goal(said)
        if said.command.verb == "unclear" or (said.command.verb == "tie" and goal is None):
            return self._declined(said, "unclear", self._unclear(said))
        if not self._may(said):
            return self._declined(said, "denied", "that takes the right to set labels there (triage).")
        if not self.tracker.take_up(said.ref, said.comment):
            return Reply(said, "again", f"{_told(said)} was carried out before.")
        label = self._label(said, goal)
        if label is None:
            return Reply(said, "done", f"{_told(said)} is answered in the comment.")
        self.tracker.add_label(said.ref, label)
        sentence = f"{_told(said)} was carried out: {said.ref} has the label {label.name}."
        return Reply(said, "done", sentence, label)

    def _declined(self, said: Said, why: Literal["unclear", "denied"], sentence: str) -> Reply:
        self.tracker.react(said.ref, said.comment, why)
        return Reply(said, why, f"{_told(said)} was not carried out: {sentence}")

    def _goal(self, said: Said) -> Goal | None:
        """The goal to tie to, if work can be tied to it."""
        if said.command.verb != "tie":
            return None
        found = self.names.find(said.command.words)
        return found if self.names.standing(found, is_done=said.is_done) == "live" else None

    def _unclear(self, said: Said) -> str:
        if said.command.verb == "unclear":
            return "write `/okr GOAL`, `/okr none REASON`, `/okr why` or `/okr help`."
        nearest = self.names.nearest(said.command.words)
        hint = f"; did you mean {nearest.id}?" if nearest else "."
        return f"{said.command.words} is no goal that work can be tied to now{hint}"

    def _may(self, said: Said) -> bool:
        """What changes nothing is for the item's author, too."""
        is_harmless = said.command.verb in ("why", "help")
        if said.is_author and (is_harmless or (said.command.verb == "waive" and self.authors_may_waive)):
            return True
        return self.tracker.may_steer(said.ref, said.by)

    def _label(self, said: Said, goal: Goal | None) -> Label | None:
        if goal is not None:
            return goal_label(self.label_prefix, goal)
        return waiver_label(self.label_prefix) if said.command.verb == "waive" else None


def _told(said: Said) -> str:
    words = {"tie": "", "unclear": "", "waive": "none "}.get(said.command.verb, said.command.verb)
    return f"`/okr {words}{said.command.words}` by {said.by}"


def _person(written: Mapping[str, Any]) -> str | None:
    """Who wrote it; None for bots, and for accounts that are gone."""
    user = written.get("user") or {}
    login = str(user.get("login") or "")
    return None if not login or user.get("type") == "Bot" or login.endswith("[bot]") else login
