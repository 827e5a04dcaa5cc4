"""The words trackers use for how far work has come."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from okrsync.core.model import State

_USUAL: dict[State, str] = {
    "todo": """
        todo, to do, open, opened, new, reopened, backlog, product backlog, in backlog, unstarted,
        not started, planned, pending, ready, scheduled, selected for development, triage,
        unconfirmed, confirmed, draft, created, assigned, waiting
    """,
    "doing": """
        doing, in progress, indeterminate, active, started, wip, work in progress, underway, in
        review, review, reviewing, code review, testing, qa, blocked, on hold, paused, waiting for
        review, ready for review, ready for test, ready for release
    """,
    "done": """
        done, closed, resolved, merged, complete, completed, finished, fixed, verified, released,
        shipped, deployed, delivered, accepted, implemented, published, live
    """,
    "dropped": """
        dropped, wont do, will not do, wont fix, wontfix, will not fix, wont be fixed, cancelled,
        canceled, rejected, declined, denied, refused, duplicate, duplicated, invalid, not planned,
        abandoned, obsolete, out of date, superseded, withdrawn, cannot reproduce, unmerged, closed
        unmerged, removed, deleted
    """,
}
# These say only of closed work why nothing came of it; as a state they could mean that somebody waits.
_FRUITLESS = """
    incomplete, needs more info, more info needed, insufficient information, no response, hold, not
    a bug, not an issue, not our bug, not a defect, third party, cant reproduce, could not
    reproduce, unable to reproduce, not reproducible, works for me, worksforme, works as designed,
    as designed, by design, working as intended, timed out, expired, wont happen, no longer needed,
    not applicable
"""


def plain_word(word: str) -> str:
    """A state's name without case, apostrophes, dashes and doubled spaces."""
    spaced = word.casefold().replace("'", "").replace("’", "").replace("-", " ").replace("_", " ")
    return " ".join(spaced.split())


def state_words(own: Mapping[State, Sequence[str]]) -> dict[str, State]:
    """Every word with its state; the source's own words win over the usual ones."""
    words: dict[str, State] = {word: state for state, listed in _USUAL.items() for word in _listed(listed)}
    words |= {plain_word(word): state for state, listed in own.items() for word in listed}
    return words


def state_of(word: str, resolution: str, words: Mapping[str, State], *, has_end: bool) -> State | None:
    """How far an item has come, from its state, else from how it was resolved; None for an unknown state.

    A resolution that drops work decides alone. `has_end`: the row says when it was closed.
    """
    reason = plain_word(resolution)
    outcome = words.get(reason, "dropped" if drops_work(resolution) else None)
    if outcome == "dropped":
        return "dropped"
    if not word:
        return "done" if has_end or outcome == "done" else "todo"
    name = plain_word(word)
    if name in words:
        return words[name]
    if has_end or outcome == "done":
        return "done"
    return "doing" if name.startswith("in ") else None


def drops_work(resolution: str) -> bool:
    """Whether work resolved like that came to nothing."""
    return plain_word(resolution) in _fruitless()


def _listed(words: str) -> list[str]:
    return [" ".join(word.split()) for word in words.split(",")]


@cache
def _fruitless() -> frozenset[str]:
    return frozenset(_listed(_FRUITLESS) + _listed(_USUAL["dropped"]))
