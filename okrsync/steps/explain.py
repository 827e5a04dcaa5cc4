"""Explain one item of the store: the whole chain of evidence, and what would tie it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from okrsync.errors import UsageError
from okrsync.steps.judging import judge_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrsync.core.model import WorkItem
    from okrsync.ports import Store
    from okrsync.steps.judging import Frame, Judged

_LIKE_ENOUGH = 0.7


def explain(store: Store, sources: Sequence[str], ref: str, frame: Frame) -> Judged:
    """Judge the item among all the store knows. UsageError with the nearest refs when it is not there."""
    items = list(store.items(sources))
    if not any(ref.casefold() == name.casefold() for item in items for name in (item.ref, *item.aliases)):
        raise UsageError(f"{ref} is not in the store: {_cure(ref, items)}")
    return judge_all(items, frame, [ref])[0]


def _cure(ref: str, items: Sequence[WorkItem]) -> str:
    """Nearest refs of the same length, give or take one: comparing with a hundred thousand takes too long."""
    near = [one.ref for one in items if abs(len(one.ref) - len(ref)) <= 1 and one.ref[0] == ref[0]]
    close = get_close_matches(ref, near[-5000:], n=3, cutoff=_LIKE_ENOUGH)
    hint = f"did you mean {' or '.join(close)}? Else " if close else ""
    return f"{hint}run `okrsync sync` to read it, or `okrsync explain --live {ref}`."
