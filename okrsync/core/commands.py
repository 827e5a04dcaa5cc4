"""What people ask of okrsync in a comment: `/okr GROW.KR1`, `/okr none REASON`, `/okr why`, `/okr help`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from okrsync.core.judging import Judgement
    from okrsync.core.labels import Label

Verb = Literal["tie", "waive", "why", "help", "unclear"]
# What has to be said below our comment; None where the reaction and the verdict say it all.
AnswerKind = Literal["waived", "outweighed", "conflicting", "why", "help"]

# Indented further, it would be code.
_COMMAND = re.compile(r" {0,3}/okr(?:[ \t]+(?P<words>.*))?", re.IGNORECASE)
_NONE = re.compile(r"none\b(?:\s*[:–—-])?(?:\s+(?P<reason>\S.*))?", re.IGNORECASE)


class Command(NamedTuple):
    """What is to be done. `words` are the goal to tie to, or the reason to waive, as written."""

    verb: Verb
    words: str = ""


class CarriedOut(NamedTuple):
    """A command that was carried out: by whom it was given, and the label that was set for it."""

    command: Command
    by: str
    label: Label | None = None


def read_command(body: str) -> Command | None:
    """The command on a comment's first line; None where there is none. What follows it is not read."""
    found = _COMMAND.fullmatch(body.partition("\n")[0].rstrip())
    if found is None:
        return None
    words = (found["words"] or "").strip()
    if words.casefold() == "why":
        return Command("why")
    if words.casefold() == "help":
        return Command("help")
    if none := _NONE.fullmatch(words):
        return Command("waive", none["reason"]) if none["reason"] else Command("unclear", words)
    return Command("tie" if len(words.split()) == 1 else "unclear", words)


def answer_kind(done: CarriedOut, judgement: Judgement) -> AnswerKind | None:
    """What is left to say once the item was judged again."""
    if done.command.verb == "why":
        return "why"
    if done.command.verb == "waive":
        return "waived" if judgement.verdict == "exempt" else "outweighed"
    if done.command.verb != "tie":
        return "help"
    if judgement.verdict == "conflicting":
        return "conflicting"
    return None if judgement.verdict == "tied" and _serves(judgement, done.label) else "outweighed"


def _serves(judgement: Judgement, label: Label | None) -> bool:
    """Whether it serves the label's goal, or one of its key results."""
    return label is not None and any(label.goal in (one, one.partition(".")[0]) for one in judgement.goals)
