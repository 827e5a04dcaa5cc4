"""A tracker in memory that behaves at the port as real ones do, and can be told to misbehave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from okrsync.core.labels import Label
from okrsync.core.model import WorkItem
from okrsync.errors import NotVisible, TrackerError, WriteRefused, WriteUnknown
from okrsync.ports import Comment, Diagnosis, Found, LabelPlace, Mark, Page, Reaction

PAGE = 100
NOW = datetime(2026, 11, 20, tzinfo=UTC)


@dataclass
class FakeTracker:
    """Items by ref, comments by item. Every request and every write is counted."""

    name: str = "github"
    items: dict[str, WorkItem] = field(default_factory=dict)
    posted: dict[str, list[Comment]] = field(default_factory=dict)
    writes: list[str] = field(default_factory=list)
    requests: int = 0

    fails_after: int | None = None  # pages that are answered before reading fails
    moved: dict[str, str] = field(default_factory=dict)  # refs items had before
    hidden: set[str] = field(default_factory=set)  # refs this account may not see
    refuses_writes: bool = False
    is_locked: bool = False  # takes no comments, but reactions and labels
    lost_answers: int = 0  # writes that take effect, whose answers get lost
    lost_writes: int = 0  # writes that get lost on the way
    lost_reactions: bool = False
    meanwhile: Callable[[], None] | None = None  # another run, just before our write
    steerers: set[str] = field(default_factory=set)  # people who may set labels
    reactions: dict[str, list[str]] = field(default_factory=dict)  # by comment
    labels: dict[str, Label] = field(default_factory=dict)  # by name in lower case
    unseen: dict[str, str] = field(default_factory=dict)  # places whose labels cannot be seen, and why
    longest_label: int = 50

    def holding(self, *items: WorkItem) -> FakeTracker:
        self.items.update((item.ref, item) for item in items)
        return self

    def walk(self, marks: Mapping[str, Mark], *, is_full: bool) -> Iterator[Page]:
        items = [self.items[ref] for ref in sorted(self.items)]
        count = max(1, -(-len(items) // PAGE))
        seen = marks.get("all", {}).get("rows")
        rows = [repr(item) for item in items]
        if seen == rows and not is_full and self.fails_after is None:
            yield Page("all", mark={"rows": rows}, requests=1)
            return
        for number in range(count):
            if self.fails_after is not None and number >= self.fails_after:
                raise TrackerError(f"{self.name} answered 502: try again later.")
            is_last = number == count - 1
            yield Page(
                "all",
                tuple(items[number * PAGE : (number + 1) * PAGE]),
                mark={"rows": rows} if is_last else None,
                is_full=is_last,
                requests=1,
            )

    def read(self, refs: Sequence[str]) -> Found:
        self.requests += 1
        if self.fails_after == 0:
            raise TrackerError(f"{self.name} answered 502: try again later.")
        visible = {ref.casefold(): item for ref, item in self.items.items() if ref not in self.hidden}
        names = {ref: self.moved.get(ref, ref).casefold() for ref in refs}
        found = tuple(visible[name] for name in names.values() if name in visible)
        missing = {ref: f"{ref} is missing or hidden" for ref, name in names.items() if name not in visible}
        milestones = tuple(item for item in visible.values() if item.kind == "milestone")
        return Found((*found, *milestones), missing, 1)

    def comments(self, ref: str) -> tuple[Comment, ...]:
        self.requests += 1
        if ref not in self.items:
            raise NotVisible(f"{ref} is missing or hidden.")
        return tuple(self.posted.get(ref, ()))

    def create_comment(self, ref: str, body: str) -> Comment:
        self._may_write(f"create {ref}")
        if self.is_locked:
            raise WriteRefused("The item is locked.")
        if self.lost_writes:
            self.lost_writes -= 1
            raise WriteUnknown("The connection was lost.")
        number = sum(write.startswith("create") for write in self.writes)
        comment = Comment(str(number), body, is_ours=True)
        self.posted.setdefault(ref, []).append(comment)
        if self.lost_answers:
            self.lost_answers -= 1
            raise WriteUnknown("The connection was lost.")
        return comment

    def edit_comment(self, ref: str, comment: Comment, body: str, *, is_resolved: bool) -> None:
        self._may_write(f"edit {ref}")
        kept = self._kept(ref, comment)
        edited = kept._replace(body=body, is_minimized=is_resolved)
        self.posted[ref] = [edited if one.id == comment.id else one for one in self.posted[ref]]

    def delete_comment(self, ref: str, comment: Comment) -> None:
        self._may_write(f"delete {ref}")
        self.posted[ref].remove(self._kept(ref, comment))

    def may_steer(self, ref: str, login: str) -> bool:
        self.requests += 1
        if self.fails_after == 0:
            raise TrackerError(f"{self.name} answered 502: try again later.")
        return ref in self.items and login in self.steerers

    def take_up(self, ref: str, comment: str) -> bool:
        self._may_write(f"see {ref}")
        given = self.reactions.setdefault(comment, [])
        given += [] if "seen" in given else ["seen"]
        return "done" not in given

    def react(self, ref: str, comment: str, reaction: Reaction) -> None:
        self._may_write(f"react {ref}")
        if self.lost_reactions:
            raise WriteUnknown("The connection was lost.")
        given = self.reactions.setdefault(comment, [])
        given += [] if reaction in given else [reaction]

    def add_label(self, ref: str, label: Label) -> None:
        self._may_write(f"label {ref}")
        known = self.labels.setdefault(label.name.casefold(), label)
        item = self.items[ref]
        self.items[ref] = item._replace(labels=tuple(dict.fromkeys((*item.labels, known.name))))

    def label_places(self) -> Iterator[LabelPlace]:
        if self.fails_after == 0:
            raise TrackerError(f"{self.name} answered 502: try again later.")
        yield from (LabelPlace(place, error=why) for place, why in self.unseen.items())
        yield LabelPlace("acme/web", tuple(label.name for label in self.labels.values()))

    def create_label(self, place: str, label: Label) -> None:
        self._may_write(f"create the label {label.name} in {place}")
        self.labels.setdefault(label.name.casefold(), label)

    def recent(self, most: int) -> tuple[WorkItem, ...]:
        self.requests += 1
        if self.fails_after == 0:
            raise TrackerError(f"{self.name} answered 502: try again later.")
        seen = [item for ref, item in self.items.items() if ref not in self.hidden]
        milestones = tuple(item for item in seen if item.kind == "milestone")
        work = [item for item in seen if item.kind != "milestone"]
        return (*sorted(work, key=lambda item: item.updated or NOW, reverse=True)[:most], *milestones)

    def diagnose(self) -> Iterator[Diagnosis]:
        if self.fails_after == 0:
            yield Diagnosis(self.name, "error", "cannot be reached: check the address")
        else:
            yield Diagnosis(self.name, "ok", "can be read")

    def _may_write(self, write: str) -> None:
        if self.meanwhile:
            self.meanwhile, other_run = None, self.meanwhile
            other_run()
        self.writes.append(write)
        if self.refuses_writes:
            raise WriteRefused("The item is locked.")

    def _kept(self, ref: str, comment: Comment) -> Comment:
        for kept in self.posted.get(ref, ()):
            if kept.id == comment.id:
                assert kept.is_ours, "a comment of somebody else was touched"
                return kept
        raise NotVisible("The comment is gone.")
