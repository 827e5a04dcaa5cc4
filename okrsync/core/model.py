"""The shape of work: one for every tracker."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

Kind = Literal["initiative", "epic", "issue", "subtask", "pull_request", "milestone"]
State = Literal["todo", "doing", "done", "dropped"]

NO_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class WorkItem(NamedTuple):
    """One piece of work, from any tracker, as it was last read.

    A named tuple because a report holds a hundred thousand of them. Texts are as the tracker has
    them; times are aware and in UTC; `effort` is in points, None where nobody estimated.
    """

    ref: str
    id: str  # the tracker's own lasting id: a key changes when an item moves, this does not
    source: str
    project: str  # "acme/web", "ONB"
    title: str
    kind: Kind = "issue"
    type: str = "issue"  # as the tracker calls it: "Story", "Bug", "issue", "pull_request"
    state: State = "todo"
    url: str | None = None
    labels: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()  # titles: a GitHub milestone, Jira fix versions
    parent: str | None = None  # a ref
    closes: tuple[str, ...] = ()  # refs; a pull request's own
    mentions: tuple[str, ...] = ()  # refs; they tie nothing
    closing_keys: tuple[
        str, ...
    ] = ()  # "ONB-7": tracker keys that would close, were their project configured
    mentioned_keys: tuple[str, ...] = ()
    named_goals: tuple[str, ...] = ()  # from `OKR:` lines, as written
    waiver: str | None = None  # the reason of an `OKR: none` line, perhaps empty
    author: str | None = None
    is_bot: bool = False
    is_draft: bool = False
    is_locked: bool = False
    is_restricted: bool = False  # has a security level: shown by ref only
    created: datetime | None = None
    updated: datetime | None = None
    closed: datetime | None = None
    effort: float | None = None
    fields: Mapping[str, tuple[str, ...]] = NO_FIELDS
    contributes_to: tuple[str, ...] = ()  # refs; links that lead up as a parent does
    aliases: tuple[str, ...] = ()  # further refs it goes by: those it had before it moved

    @property
    def is_open(self) -> bool:
        return self.state in ("todo", "doing")

    def state_on(self, day: date) -> State:
        """Its state by the end of that day, as far as its closing date tells."""
        if self.closed is not None and not self.is_open and self.closed.date() > day:
            return "doing"
        return self.state

    @property
    def key(self) -> str:
        """The ref without its source: `ONB-7`, `acme/web#12`."""
        return self.ref.partition(":")[2]


def kind_of(type_name: str) -> Kind:
    """The kind a tracker's type name stands for; anything unknown is an issue."""
    return _KINDS.get(type_name.casefold().replace("-", " ").replace("_", " ").strip(), "issue")


_KINDS: dict[str, Kind] = {
    "initiative": "initiative",
    "theme": "initiative",
    "epic": "epic",
    "sub task": "subtask",
    "subtask": "subtask",
    "pull request": "pull_request",
    "pullrequest": "pull_request",
    "merge request": "pull_request",
    "pr": "pull_request",
    "milestone": "milestone",
}
