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


@dataclass(slots=True)
class Commenting:
    """Keeps the comments of judged items. What a tracker failed to do is in `errors`, by ref."""

    trackers: Mapping[str, Tracker]
    policy: CommentPolicy
    write: Write
    now: datetime
    errors: dict[str, str] = field(default_factory=dict)

    def keep(self, judged: Judged, *, is_answer: bool = False) -> Outcome:
        """Bring the item's comment in line with its judgement; one item's failure is not the others'."""
        item = judged.judgement.item
        tracker = self.trackers[item.source]
        wanted = wish(judged.judgement, self.policy, self.now)
        if is_answer and self.policy.is_on:
            wanted = "answer"
        text = "" if wanted == "leave" else self.write(judged, wanted)
        answer = Answer(item.ref, wanted, text, self.policy, item.updated, lambda: _is_still(tracker, item))
        try:
            return keep_comment(tracker, answer)
        except TrackerError as error:
            self.errors[item.ref] = str(error)
            return "none"


def _is_still(tracker: Tracker, item: WorkItem) -> bool:
    """Whether the item still is what was judged: comments, ours too, may have touched it meanwhile."""
    now = [one for one in tracker.read([item.ref]).items if one.ref == item.ref]
    return [one._replace(updated=item.updated) for one in now] == [item]
