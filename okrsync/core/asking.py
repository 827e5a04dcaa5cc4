"""Choosing whom to ask: from every verdict and all that is remembered to a short, fair list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

from okrsync.core.comments import CommentPolicy, left_alone
from okrsync.core.nudges import Nudge, reckon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from okrsync.core.judging import Judgement
    from okrsync.core.model import WorkItem

Action = Literal["create", "edit", "resolve", "delete"]

ANSWERED = ("tied", "exempt")
ENOUGH_TO_JUDGE = 10  # nudges of a project that ended
_QUIET_FOR = timedelta(days=90)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class NudgePolicy:
    """What the file says about asking. `max_per_project` None: the run's budget is the only one."""

    comments: CommentPolicy = field(default_factory=CommentPolicy)
    max_per_run: int = 20
    max_per_project: int | None = None
    quiet_below: float | None = None
    closed_goals: frozenset[str] = frozenset()  # objectives, in lower case
    takes_comments: frozenset[str] = frozenset()  # sources


class Intent(NamedTuple):
    """A comment that seems to be due."""

    item: WorkItem
    action: Action
    reason: str


class Left(NamedTuple):
    """An item without a goal that is not asked about, and why."""

    ref: str
    reason: str


class Plan(NamedTuple):
    """What is due, most important first. Amending asks nobody anything, so it needs no budget."""

    amend: tuple[Intent, ...]  # what is answered is taken back, before questions are put right
    ask: tuple[Intent, ...]  # oldest unserved first, in turn between projects; a budget says how far
    left: tuple[Left, ...]


class Budget:
    """How many may still be asked in this run, in all and in each project."""

    def __init__(self, policy: NudgePolicy) -> None:
        self._policy = policy
        self._spent: Counter[str] = Counter()

    def refusal(self, item: WorkItem) -> str | None:
        """Why nothing is left for this item."""
        most, most_here = self._policy.max_per_run, self._policy.max_per_project
        if self._spent.total() >= most:
            return f"not reached: a run asks about {most} at most (comments.max_per_run)"
        if most_here is not None and self._spent[_place(item)] >= most_here:
            return f"not reached: a run asks about {most_here} of {item.project} (comments.max_per_project)"
        return None

    def spend(self, item: WorkItem) -> None:
        self._spent[_place(item)] += 1


def plan(
    judgements: Iterable[Judgement], memory: Iterable[Nudge], policy: NudgePolicy, now: datetime
) -> Plan:
    """What to take back, to put right and to ask, and who is left in peace. Their order does not matter."""
    known = {(one.source, one.id): one for one in memory}
    sorter = _Sorter(known, policy, now)
    for judgement in sorted(judgements, key=lambda one: one.item.ref):
        sorter.sort(judgement)
    amend = (*_by_turn(sorter.take_back, known), *_by_turn(sorter.edit, known))
    return Plan(amend, tuple(_in_turn(sorter.ask, known)), tuple(sorter.left))


def not_asked(judgement: Judgement, policy: NudgePolicy, now: datetime) -> str | None:
    """Why this item is not asked about, whatever was asked before; None where it may be."""
    reason = left_alone(judgement, policy.comments, now) or _speaks_against(judgement, policy.closed_goals)
    if reason is None and judgement.item.source not in policy.takes_comments:
        return f"{judgement.item.source} keeps no comments"
    return reason


def _speaks_against(judgement: Judgement, closed_goals: frozenset[str]) -> str | None:
    """What keeps a nudge away, but not an answer where somebody is at work on the item."""
    if not judgement.item.is_open:
        return "it is done"
    if judgement.item.is_locked:
        return "it is locked"
    if judgement.not_counted == "represented":
        return "its parts, or the issues it closes, stand for it"
    named = {one.goal.partition(".")[0].casefold() for one in judgement.evidence if one.goal}
    if judgement.verdict == "stale" and named & closed_goals:
        return "the goal it names is closed"
    return None


class _Sorter:
    """Puts each judgement where it belongs."""

    def __init__(self, known: dict[tuple[str, str], Nudge], policy: NudgePolicy, now: datetime) -> None:
        self.take_back: list[Intent] = []
        self.edit: list[Intent] = []
        self.ask: list[Intent] = []
        self.left: list[Left] = []
        self._known = known
        self._policy = policy
        self._now = now
        self._quiet = _quiet(known.values(), policy, now)

    def sort(self, judgement: Judgement) -> None:
        item = judgement.item
        nudge = self._known.get((item.source, item.id))
        if judgement.verdict in ANSWERED:
            if nudge and nudge.is_standing and self._policy.comments.is_on:
                self._amend(self.take_back, nudge, self._answered(judgement))
            return
        if judgement.not_counted == "outside_cycle" and not item.is_open:
            return
        if reason := not_asked(judgement, self._policy, self._now):
            self.left.append(Left(item.ref, reason))
        elif nudge and nudge.is_standing:
            self._asked_before(judgement, nudge)
        else:
            self._not_asked_yet(judgement, nudge)

    def _answered(self, judgement: Judgement) -> Intent:
        action: Action = "delete" if self._policy.comments.deletes_resolved else "resolve"
        goals = f" to {', '.join(judgement.goals)}" if judgement.goals else ""
        return Intent(judgement.item, action, f"it is {judgement.verdict}{goals} now")

    def _asked_before(self, judgement: Judgement, nudge: Nudge) -> None:
        if nudge.verdict != judgement.verdict:
            reason = f"it is {judgement.verdict} now, and was {nudge.verdict}"
            self._amend(self.edit, nudge, Intent(judgement.item, "edit", reason))
        else:
            self.left.append(Left(judgement.item.ref, f"it was asked about on {nudge.asked_at:%Y-%m-%d}"))

    def _not_asked_yet(self, judgement: Judgement, nudge: Nudge | None) -> None:
        item = judgement.item
        if nudge and (pause := _pause(nudge, self._now)):
            self.left.append(Left(item.ref, pause))
        elif quiet := self._quiet.get(_place(item)):
            self.left.append(Left(item.ref, quiet))
        else:
            self.ask.append(Intent(item, "create", f"it is {judgement.verdict}"))

    def _amend(self, due: list[Intent], nudge: Nudge, intent: Intent) -> None:
        if pause := _pause(nudge, self._now):
            self.left.append(Left(intent.item.ref, pause))
        else:
            due.append(intent)


def _pause(nudge: Nudge, now: datetime) -> str | None:
    """The trouble there was, while it is too early to try again."""
    if nudge.retry_at is None or nudge.retry_at <= now:
        return None
    return f"{(nudge.trouble or '').rstrip('.')}; tried again after {nudge.retry_at:%Y-%m-%d}"


def _quiet(memory: Iterable[Nudge], policy: NudgePolicy, now: datetime) -> dict[str, str]:
    """The places where too few acted upon what they were asked of late, each with the words for it."""
    if policy.quiet_below is None:
        return {}
    recent: dict[str, list[Nudge]] = {}
    for nudge in memory:
        if nudge.outcome and nudge.asked_at is not None and nudge.asked_at > now - _QUIET_FOR:
            recent.setdefault(_place(nudge), []).append(nudge)
    shares = {place: reckon(asked).acceptance or 0.0 for place, asked in recent.items()}
    return {
        place: f"{share:.0%} of the last {len(recent[place])} questions in {recent[place][0].project} were "
        f"acted upon, fewer than {policy.quiet_below:.0%} (comments.quiet_below)"
        for place, share in shares.items()
        if len(recent[place]) >= ENOUGH_TO_JUDGE and share < policy.quiet_below
    }


def _in_turn(asked: Sequence[Intent], known: dict[tuple[str, str], Nudge]) -> Iterator[Intent]:
    """The longest waiting of each project, then the next of each: a large one keeps none from its turn."""
    waiting: dict[str, list[Intent]] = {}
    for intent in _by_turn(asked, known):
        waiting.setdefault(_place(intent.item), []).append(intent)
    served: dict[str, datetime] = {}
    for nudge in known.values():
        place = _place(nudge)
        served[place] = max(served.get(place, _LONG_AGO), nudge.asked_at or _LONG_AGO)
    places = sorted(waiting, key=lambda place: (served.get(place, _LONG_AGO), place))
    for turn in zip_longest(*(waiting[place] for place in places)):
        yield from (intent for intent in turn if intent)


def _by_turn(intents: Iterable[Intent], known: dict[tuple[str, str], Nudge]) -> list[Intent]:
    """Those never tried come first, the oldest before the others: what fails each time holds up nobody."""

    def waited(intent: Intent) -> tuple[datetime, datetime, str]:
        item = intent.item
        nudge = known.get((item.source, item.id))
        return (nudge and nudge.tried_at) or _LONG_AGO, item.created or _LONG_AGO, item.ref

    return sorted(intents, key=waited)


def _place(one: WorkItem | Nudge) -> str:
    return f"{one.source}:{one.project}"
