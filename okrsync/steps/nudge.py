"""Look through the store for what to ask: what became of earlier questions, what is due, what is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.asking import Budget, Left, plan
from okrsync.core.comments import marked
from okrsync.core.judging import survey
from okrsync.core.nudges import ANSWER_TIME, settled
from okrsync.core.work import Work
from okrsync.steps.judging import judge_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from okrsync.core.asking import Action, Intent, NudgePolicy, Plan
    from okrsync.core.judging import Judgement
    from okrsync.core.model import WorkItem
    from okrsync.core.nudges import Nudge
    from okrsync.core.verdicts import Verdict
    from okrsync.ports import Store
    from okrsync.steps.commenting import Write
    from okrsync.steps.judging import Frame, Judged

    Key = tuple[str, str]  # source and the tracker's lasting id


@dataclass(frozen=True, slots=True)
class View:
    """What to look at, by what to judge it, in which words to ask. `only`: ask on this source alone."""

    sources: Sequence[str]
    frame_on: Callable[[date], Frame]
    policy: NudgePolicy
    write: Write
    now: datetime
    only: str | None = None


class Found(NamedTuple):
    """What looking through the store found. `ended` are nudges of which it is known now how they ended."""

    items: Sequence[WorkItem]
    memory: tuple[Nudge, ...]
    ended: tuple[Nudge, ...]
    plan: Plan


class Acted(NamedTuple):
    """A comment that was written, or would be."""

    ref: str
    action: Action
    reason: str
    body: str


@dataclass(frozen=True, slots=True)
class Nudged:
    """What came of a run. `errors` are what trackers failed to do, by ref."""

    actions: tuple[Acted, ...]
    left: tuple[Left, ...]
    not_reached: int
    memory: tuple[Nudge, ...]
    errors: Mapping[str, str]


def find(store: Store, view: View) -> Found:
    """Judge all the store knows, settle what was asked before, and plan. Writes nothing."""
    items = list(store.items(view.sources))
    judgements = _survey(items, view.frame_on(view.now.date()), _unread(store, view.sources))
    before = store.nudges(view.sources)
    memory = tuple(_settled(store, view, before, _verdicts(judgements)))
    ended = tuple(now for was, now in zip(before, memory, strict=True) if now != was)
    chosen = [one for one in judgements if view.only in (None, one.item.source)]
    return Found(items, memory, ended, plan(chosen, memory, view.policy, view.now))


def preview(found: Found, view: View) -> Nudged:
    """What a run would do as far as the store can tell: it asks no tracker anything."""
    budget = Budget(view.policy)
    work = Work(found.items, view.frame_on(view.now.date()).goals.projects)
    actions, left = [], []
    for intent in (*found.plan.amend, *found.plan.ask):
        refusal = budget.refusal(intent.item) if intent.action == "create" else None
        if refusal:
            left.append(Left(intent.item.ref, refusal))
            continue
        if intent.action == "create":
            budget.spend(intent.item)
        actions.append(_told(intent, _judged(work, intent.item, view), view.write))
    return Nudged(tuple(actions), (*found.plan.left, *left), len(left), found.memory, {})


def _told(intent: Intent, judged: Judged, write: Write) -> Acted:
    text = write(judged, "ask" if intent.action in ("create", "edit") else "settle")
    return Acted(intent.item.ref, intent.action, intent.reason, marked(text, intent.item.updated))


def _judged(work: Work, item: WorkItem, view: View) -> Judged:
    """In full, among the items a live look would read: so the words are the same."""
    lineage = [item, *(ancestor for ring in work.rings(item) for ancestor, _ in ring)]
    return judge_all(lineage, view.frame_on(view.now.date()), [item.ref])[0]


def _survey(items: Iterable[WorkItem], frame: Frame, unread: Sequence[str]) -> list[Judgement]:
    return survey(items, frame.goals, cycle=frame.cycle, as_of=frame.as_of, unreachable=unread)


def _unread(store: Store, sources: Sequence[str]) -> list[str]:
    """The sources never read completely: what leads there cannot be judged."""
    read = {state.name for state in store.sources() if state.synced_at is not None}
    return [source for source in sources if source not in read]


def _settled(
    store: Store, view: View, memory: Iterable[Nudge], verdicts: Mapping[Key, Verdict]
) -> Iterator[Nudge]:
    """Each nudge with how it ended; one whose time is over by how its item stood on its last day."""
    by_day: dict[date, Mapping[Key, Verdict]] = {}
    for nudge in memory:
        known = verdicts
        if nudge.asked_at is not None and nudge.is_overdue(view.now):
            day = (nudge.asked_at + ANSWER_TIME).astimezone(UTC).date()
            if day not in by_day:
                by_day[day] = _verdicts(_survey(store.items(view.sources, day), view.frame_on(day), ()))
            known = by_day[day]
        yield settled(nudge, known.get((nudge.source, nudge.id)), view.now)


def _verdicts(judgements: Iterable[Judgement]) -> dict[Key, Verdict]:
    return {(one.item.source, one.item.id): one.verdict for one in judgements}
