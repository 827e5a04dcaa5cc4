"""Carrying out a plan of nudges: each item is looked at live, answered, and remembered, one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from okrsync.core.nudges import Nudge, troubled
from okrsync.core.nudging import Budget, Left, not_asked
from okrsync.errors import DeadlineReached, NotVisible, WriteRefused, WriteUnknown
from okrsync.steps.check import check
from okrsync.steps.commenting import Commenting
from okrsync.steps.nudge import Acted, Nudged
from okrsync.steps.pacing import EnoughWritten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrsync.core.comments import Wish
    from okrsync.core.judging import Judgement
    from okrsync.core.model import WorkItem
    from okrsync.core.nudging import Action, Intent
    from okrsync.errors import TrackerError
    from okrsync.ports import Store
    from okrsync.steps.comment import Outcome
    from okrsync.steps.commenting import Write
    from okrsync.steps.judging import Judged
    from okrsync.steps.looking import Places
    from okrsync.steps.nudge import Found, Key, View
    from okrsync.steps.pacing import Paced, Time

MOST_AMENDED = 100  # in one run: a new rule may answer thousands of questions at once
LOOKS_PER_QUESTION = 3  # the store may be old, and what it takes for untied be tied by now
_MOST_IN_A_ROW = 3  # failures of a source, refusals of a project

_ACTIONS: Mapping[Outcome, Action] = {
    "created": "create",
    "edited": "edit",
    "resolved": "resolve",
    "deleted": "delete",
}


@dataclass(slots=True)
class Nudging:
    """One run. `trackers` are those of `places`, paced."""

    store: Store
    view: View
    places: Places
    trackers: Mapping[str, Paced]
    time: Time
    _memory: dict[Key, Nudge] = field(default_factory=dict)
    _actions: list[Acted] = field(default_factory=list)
    _left: list[Left] = field(default_factory=list)
    _errors: dict[str, str] = field(default_factory=dict)
    _not_reached: int = 0
    _looks: int = 0
    _in_a_row: Counter[str] = field(default_factory=Counter)
    _closed: dict[str, str] = field(default_factory=dict)  # sources and projects given up, and why

    def run(self, found: Found) -> Nudged:
        """Settle, take back, put right, then ask, as far as the budget goes."""
        self._memory = {(one.source, one.id): one for one in found.memory}
        self._left = list(found.plan.left)
        for nudge in found.ended:
            self.store.note_nudge(nudge)
        for number, intent in enumerate(found.plan.amend):
            late = f"not reached: a run amends {MOST_AMENDED} comments at most"
            self._take(intent, late if number >= MOST_AMENDED else None)
        budget = Budget(self.view.policy)
        for intent in found.plan.ask:
            if self._take(intent, budget.refusal(intent.item) or self._is_tired()):
                budget.spend(intent.item)
        remembered = tuple(self._memory.values())
        return Nudged(tuple(self._actions), tuple(self._left), self._not_reached, remembered, self._errors)

    def _is_tired(self) -> str | None:
        if self._looks < LOOKS_PER_QUESTION * self.view.policy.max_per_run:
            return None
        return "not reached: this run looked at enough items that needed no question any more"

    def _take(self, intent: Intent, refusal: str | None) -> bool:
        """Whether a comment was created, or may have been."""
        item = intent.item
        refusal = refusal or self._closed.get(item.source) or self._closed.get(_place(item))
        if refusal:
            self._not_reached += 1
            self._left.append(Left(item.ref, refusal))
            return False
        self._looks += intent.action == "create"
        return self._serve(intent)

    def _serve(self, intent: Intent) -> bool:
        tracker = self.trackers[intent.item.source]
        tracker.failure = None
        looked = check([intent.item.ref], self.places, self.view.frame_on(self.view.now.date()))
        if not looked.items:
            why = looked.unread.get(intent.item.ref, f"{intent.item.ref} was not found")
            self._trouble(intent, tracker.failure, why)
            return False
        return self._answer(intent, looked.items[0], tracker)

    def _answer(self, intent: Intent, judged: Judged, tracker: Paced) -> bool:
        judgement = judged.judgement
        is_answered = judgement.verdict in ("tied", "exempt")
        reason = None if is_answered else not_asked(judgement, self.view.policy, self.view.now)
        if reason:
            self._note(self._nudge(intent.item)._replace(tried_at=self.time.now()))
            self._left.append(Left(intent.item.ref, reason))
            return False
        texts: list[str] = []
        commenting = Commenting(
            self.trackers, self.view.policy.comments, _heard(self.view.write, texts), self.view.now
        )
        outcome = commenting.keep(judged)
        if outcome == "refused" or commenting.errors:
            why = commenting.errors.get(judgement.item.ref, str(tracker.failure))
            self._trouble(intent, tracker.failure, why)
            return isinstance(tracker.failure, WriteUnknown)
        self._in_a_row.clear()
        self._keep(intent, judgement, outcome, texts[-1] if texts else "")
        return outcome == "created"

    def _keep(self, intent: Intent, judgement: Judgement, outcome: Outcome, body: str) -> None:
        """Remember what stands there now, and say what was done."""
        now, item = self.time.now(), judgement.item
        nudge = self._nudge(item)._replace(tried_at=now, trouble=None, tries=0, retry_at=None)
        is_answered = judgement.verdict in ("tied", "exempt")
        if is_answered:
            nudge = nudge._replace(taken_back_at=now)
        else:
            nudge = nudge._replace(
                asked_at=nudge.asked_at or now, verdict=judgement.verdict, taken_back_at=None
            )
        self._note(nudge)
        if outcome in _ACTIONS:
            reason = intent.reason if not is_answered else f"it is {judgement.verdict} now"
            self._actions.append(Acted(item.ref, _ACTIONS[outcome], reason, body))
        else:
            said = f"it is {judgement.verdict} by now" if is_answered else "our comment is there already"
            self._left.append(Left(item.ref, said))

    def _trouble(self, intent: Intent, failure: TrackerError | None, why: str) -> None:
        """What is refused or gone is remembered with its item; what failed is told, and tried next time."""
        item = intent.item
        self._left.append(Left(item.ref, why))
        if isinstance(failure, EnoughWritten):
            self._closed[item.source] = f"not reached: {failure}"
        elif failure is None or isinstance(failure, NotVisible | WriteRefused):
            self._note(troubled(self._nudge(item), why, self.time.now()))
            self._give_up(_place(item), f"{_MOST_IN_A_ROW} items in a row were refused there")
        else:
            self._errors[item.ref] = why
            self._give_up(item.source, f"{item.source} failed {_MOST_IN_A_ROW} times in a row")
            if isinstance(failure, DeadlineReached):
                self._closed[item.source] = "not reached: the time of --deadline is over"

    def _give_up(self, on: str, why: str) -> None:
        self._in_a_row[on] += 1
        if self._in_a_row[on] >= _MOST_IN_A_ROW:
            self._closed.setdefault(on, f"not reached: {why}")

    def _nudge(self, item: WorkItem) -> Nudge:
        known = self._memory.get((item.source, item.id)) or Nudge(
            item.source, item.id, item.ref, item.project
        )
        return known._replace(ref=item.ref, project=item.project)

    def _note(self, nudge: Nudge) -> None:
        self._memory[nudge.source, nudge.id] = nudge
        self.store.note_nudge(nudge)


def _heard(write: Write, texts: list[str]) -> Write:
    """The same words, kept for the one who has to tell what was written."""

    def heard(judged: Judged, wish: Wish) -> str:
        texts.append(write(judged, wish))
        return texts[-1]

    return heard


def _place(item: WorkItem) -> str:
    return f"{item.source}:{item.project}"
