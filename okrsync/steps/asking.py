"""Carrying out a plan of nudges: each item is looked at live, answered, and remembered, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.asking import ANSWERED, Budget, Left, not_asked
from okrsync.core.nudges import troubled
from okrsync.errors import DeadlineReached, NotVisible, WriteRefused, WriteUnknown
from okrsync.steps.check import check
from okrsync.steps.commenting import Commenting
from okrsync.steps.memory import GivenUp, Memory
from okrsync.steps.nudge import Acted, Nudged, find
from okrsync.steps.turns import EnoughWritten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrsync.core.asking import Action, Intent, Plan
    from okrsync.core.comments import Wish
    from okrsync.core.judging import Judgement
    from okrsync.ports import Store
    from okrsync.steps.comment import Outcome
    from okrsync.steps.judging import Judged
    from okrsync.steps.looking import Places
    from okrsync.steps.nudge import View
    from okrsync.steps.turns import Paced, Time

MOST_AMENDED = 100  # in one run: a new rule may answer thousands of questions at once
LOOKS_PER_QUESTION = 3  # the store may be old, and what it takes for untied be tied by now

_ACTIONS: Mapping[Outcome, Action] = {
    "created": "create",
    "edited": "edit",
    "resolved": "resolve",
    "deleted": "delete",
}


class Live(NamedTuple):
    """Where to look and to write. `trackers` are those of `places`, paced."""

    places: Places
    trackers: Mapping[str, Paced]
    time: Time


def carry_out(store: Store, view: View, live: Live) -> Nudged:
    """Note how earlier questions ended, and do what is due. What a tracker failed to do is in `errors`."""
    found = find(store, view)
    memory = Memory(store, found.memory)
    for nudge in found.ended:
        memory.note(nudge)
    return _Run(view, live, memory).through(found.plan)


class _Run:
    """What one run has done so far."""

    def __init__(self, view: View, live: Live, memory: Memory) -> None:
        self._view = view
        self._live = live
        self._memory = memory
        self._given_up = GivenUp()
        self._looks = 0
        self._not_reached = 0
        self._actions: list[Acted] = []
        self._left: list[Left] = []
        self._errors: dict[str, str] = {}

    def through(self, plan: Plan) -> Nudged:
        """Take back what is answered, put right what changed, then ask as far as the budget goes."""
        for number, intent in enumerate(plan.amend):
            late = f"not reached: a run amends {MOST_AMENDED} comments at most"
            self._take(intent, late if number >= MOST_AMENDED else None)
        budget = Budget(self._view.policy)
        for intent in plan.ask:
            if self._take(intent, budget.refusal(intent.item) or self._had_enough()):
                budget.spend(intent.item)
        left = (*plan.left, *self._left)
        return Nudged(tuple(self._actions), left, self._not_reached, self._memory.all(), self._errors)

    def _had_enough(self) -> str | None:
        if self._looks < LOOKS_PER_QUESTION * self._view.policy.max_per_run:
            return None
        return "not reached: this run looked at enough items that needed no question any more"

    def _take(self, intent: Intent, refusal: str | None) -> bool:
        """Whether a comment was created, or may have been."""
        refusal = refusal or self._given_up.why(intent.item)
        if refusal:
            self._not_reached += 1
            self._left.append(Left(intent.item.ref, refusal))
            return False
        self._looks += intent.action == "create"
        return self._look(intent)

    def _look(self, intent: Intent) -> bool:
        for tracker in self._live.trackers.values():
            tracker.failure = None
        ref = intent.item.ref
        looked = check([ref], self._live.places, self._view.frame_on(self._view.now.date()))
        if not looked.items:
            self._trouble(intent, looked.unread.get(ref, f"{ref} was not found."))
            return False
        judgement = looked.items[0].judgement
        is_answered = judgement.verdict in ANSWERED
        reason = None if is_answered else not_asked(judgement, self._view.policy, self._view.now)
        if reason is None:
            return self._answer(intent, looked.items[0])
        self._note_try(intent)
        self._left.append(Left(ref, reason))
        self._note_failures(ref)
        return False

    def _answer(self, intent: Intent, judged: Judged) -> bool:
        texts: list[str] = []

        def write(one: Judged, wanted: Wish) -> str:
            texts.append(self._view.write(one, wanted))
            return texts[-1]

        commenting = Commenting(self._live.trackers, self._view.policy.comments, write, self._view.now)
        outcome = commenting.keep(judged)
        failure = self._live.trackers[intent.item.source].failure
        if outcome == "refused" or commenting.errors:
            self._trouble(intent, str(failure))
            return isinstance(failure, WriteUnknown)
        self._given_up.went_well(intent.item)
        self._remember(judged.judgement)
        self._tell(intent, judged.judgement, outcome, "".join(texts))
        return outcome == "created"

    def _remember(self, judgement: Judgement) -> None:
        """What stands there now; a comment `check` left is known from now on."""
        now = self._live.time.now()
        nudge = self._memory.of(judgement.item)
        nudge = nudge._replace(tried_at=now, trouble=None, tries=0, retry_at=None)
        if judgement.verdict in ANSWERED:
            nudge = nudge._replace(taken_back_at=now)
        else:
            asked_at = nudge.asked_at or now
            nudge = nudge._replace(asked_at=asked_at, verdict=judgement.verdict, taken_back_at=None)
        self._memory.note(nudge)

    def _tell(self, intent: Intent, judgement: Judgement, outcome: Outcome, body: str) -> None:
        ref, is_answered = judgement.item.ref, judgement.verdict in ANSWERED
        if action := _ACTIONS.get(outcome):
            reason = f"it is {judgement.verdict} by now" if is_answered else f"it is {judgement.verdict}"
            self._actions.append(
                Acted(ref, action, intent.reason if action == intent.action else reason, body)
            )
        else:
            said = f"it is {judgement.verdict} by now" if is_answered else "our comment is there already"
            self._left.append(Left(ref, said))

    def _trouble(self, intent: Intent, why: str) -> None:
        """What is refused or gone is remembered with its item; what failed is told, and tried next time."""
        item = intent.item
        failure = self._live.trackers[item.source].failure
        self._left.append(Left(item.ref, why))
        if isinstance(failure, EnoughWritten):
            self._given_up.stop(item.source, str(failure))
        elif failure is None or isinstance(failure, NotVisible | WriteRefused):
            self._memory.note(troubled(self._memory.of(item), why, self._live.time.now()))
            if isinstance(failure, WriteRefused):  # gone are single items, archived are whole repositories
                self._given_up.refused(item)
        else:
            self._note_try(intent)
            self._note_failures(item.ref)

    def _note_try(self, intent: Intent) -> None:
        """The others come first the next time."""
        self._memory.note(self._memory.of(intent.item)._replace(tried_at=self._live.time.now()))

    def _note_failures(self, ref: str) -> None:
        """Of any tracker that was asked about this item."""
        for tracker in self._live.trackers.values():
            if tracker.failure is None or isinstance(tracker.failure, NotVisible):
                continue
            self._errors[ref] = str(tracker.failure)
            self._given_up.failed(tracker.name)
            if isinstance(tracker.failure, DeadlineReached):
                self._given_up.stop(tracker.name, "the time of --deadline is over")
