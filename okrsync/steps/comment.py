"""Keeping the one comment of an item: never two, never on a retry, never somebody else's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from okrsync.core.comments import change, is_newer, marked
from okrsync.errors import NotVisible, WriteRefused, WriteUnknown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from okrsync.core.comments import CommentPolicy, Wish
    from okrsync.ports import Comment, Tracker

Outcome = Literal["created", "edited", "unchanged", "resolved", "deleted", "none", "refused"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What we have to say of an item, and how new the item was that we say it about."""

    ref: str
    wish: Wish
    text: str
    policy: CommentPolicy
    seen: datetime | None
    is_current: Callable[[], bool]  # looks again: whether the item still is what was judged
    refused: Callable[[str], None] = lambda _: None  # is told why we may not write

    @property
    def body(self) -> str:
        return marked(self.text, self.seen)


def keep_comment(tracker: Tracker, answer: Answer) -> Outcome:
    """Bring our comment in line with the answer. A write we may not make is `refused`, and no failure."""
    if answer.wish == "leave":
        return "none"
    found = tracker.comments(answer.ref)
    ours = _ours(found)
    if found and not ours:  # ours by another account: one we may not edit is left, and none is added
        return "none"
    try:
        _delete(tracker, answer.ref, ours[1:])
        return _change(tracker, answer, ours[0]) if ours else _add(tracker, answer)
    except WriteRefused as error:
        answer.refused(str(error))
        return "refused"


def _add(tracker: Tracker, answer: Answer) -> Outcome:
    if change(answer.wish, kept=None, text=answer.text, policy=answer.policy) == "none":
        return "none"
    created = _create_once(tracker, answer)
    oldest, *extra = _ours(tracker.comments(answer.ref)) or [created]
    _delete(tracker, answer.ref, extra)
    if oldest.id == created.id:
        return "created"
    return _change(tracker, answer, oldest)


def _create_once(tracker: Tracker, answer: Answer) -> Comment:
    """Post the comment; when the answer got lost, look whether it took effect before the only second try."""
    try:
        return tracker.create_comment(answer.ref, answer.body)
    except WriteUnknown:
        ours = _ours(tracker.comments(answer.ref))
        return ours[0] if ours else tracker.create_comment(answer.ref, answer.body)


def _change(tracker: Tracker, answer: Answer, kept: Comment) -> Outcome:
    what = change(answer.wish, kept=kept.body, text=answer.text, policy=answer.policy)
    if what in ("unchanged", "none") or is_newer(kept.body, answer.seen) or not answer.is_current():
        return "unchanged"
    if what == "delete":
        tracker.delete_comment(answer.ref, kept)
        return "deleted"
    tracker.edit_comment(answer.ref, kept, answer.body, is_resolved=what == "resolve")
    return "resolved" if what == "resolve" else "edited"


def _ours(comments: Sequence[Comment]) -> list[Comment]:
    return [comment for comment in comments if comment.is_ours]


def _delete(tracker: Tracker, ref: str, extra: Sequence[Comment]) -> None:
    for comment in extra:
        try:
            tracker.delete_comment(ref, comment)
        except NotVisible:  # the other run was quicker
            continue
