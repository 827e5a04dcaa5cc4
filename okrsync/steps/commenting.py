"""Answering judged items with the one comment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from okrsync.core.comments import wish
from okrsync.errors import TrackerError
from okrsync.steps.comment import Answer, keep_comment
from okrsync.steps.judging import Judged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from okrsync.core.comments import CommentPolicy, Wish
    from okrsync.core.model import WorkItem
    from okrsync.ports import Tracker
    from okrsync.steps.comment import Outcome

# The text of the comment: the question, with `settle` the line that takes it back, with `answer` what
# somebody asked for.
Write = Callable[[Judged, "Wish"], str]

_WRITTEN = ("created", "edited", "resolved", "deleted")

_MOST_ROUNDS = 3  # items that keep changing have events of their own


@dataclass(slots=True)
class Commenting:
    """Keeps the comments of judged items.

    By ref, `errors` has what a tracker failed to do, `refusals` why we may not write.
    """

    trackers: Mapping[str, Tracker]
    policy: CommentPolicy
    write: Write
    now: datetime
    again: Callable[[str], Judged | None] | None = None  # judges an item anew
    errors: dict[str, str] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)

    def keep(self, judged: Judged, *, is_answer: bool = False) -> Outcome:
        """Bring the item's comment in line with its judgement; one item's failure is not the others'.

        After a write the item is judged once more: another run may have seen a newer state of it, found
        nothing to change yet, and gone. Whoever writes last has looked last.
        """
        outcome = self._keep(judged, is_answer=is_answer)
        for _ in range(_MOST_ROUNDS):
            if self.again is None or outcome not in _WRITTEN:
                break
            newer = self.again(judged.judgement.item.ref)
            if newer is None or (following := self._keep(newer, is_answer=is_answer)) not in _WRITTEN:
                break
            outcome = following
        return outcome

    def _keep(self, judged: Judged, *, is_answer: bool) -> Outcome:
        item = judged.judgement.item
        tracker = self.trackers[item.source]
        wanted = wish(judged.judgement, self.policy, self.now)
        if is_answer and self.policy.is_on:
            wanted = "answer"
        text = "" if wanted == "leave" else self.write(judged, wanted)
        answer = Answer(
            *(item.ref, wanted, text, self.policy, item.updated),
            is_current=lambda: _is_still(tracker, item),
            refused=lambda why: self.refusals.update({item.ref: why}),
        )
        try:
            return keep_comment(tracker, answer)
        except TrackerError as error:
            self.errors[item.ref] = str(error)
            return "none"


def _is_still(tracker: Tracker, item: WorkItem) -> bool:
    """Whether the item still is what was judged: comments, ours too, may have touched it meanwhile."""
    now = [one for one in tracker.read([item.ref]).items if one.ref == item.ref]
    return [one._replace(updated=item.updated) for one in now] == [item]
