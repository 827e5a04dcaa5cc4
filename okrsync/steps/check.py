"""Judge items live, without a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.core.work import Work
from okrsync.steps.judging import Judged, judge_all
from okrsync.steps.looking import look

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from okrsync.core.judging import Judgement
    from okrsync.steps.judging import Frame
    from okrsync.steps.looking import Places


class Checked(NamedTuple):
    """What came of checking some refs.

    By ref, `unread` says why an item itself could not be read, `unreachable` why one it links to could not.
    """

    items: tuple[Judged, ...]
    unread: Mapping[str, str]
    unreachable: Mapping[str, str]
    requests: int
    frame: Frame  # with the goals that live as issues


def check(refs: Sequence[str], places: Places, frame: Frame) -> Checked:
    """Read the items and all they may inherit from, and judge them. Never raises for a tracker."""
    looked = look(refs, places)
    known = Work(looked.items, places.projects)
    names = {ref: looked.moved.get(ref, ref) for ref in refs}
    found = [name for name in dict.fromkeys(names.values()) if known.find(name)]
    unread = [ref for ref, name in names.items() if name not in found]
    return Checked(
        tuple(judge_all(looked.items, frame, found, looked.unreachable)),
        {ref: looked.unreachable.get(ref, f"{ref} was not found.") for ref in unread},
        {ref: why for ref, why in looked.unreachable.items() if ref not in unread},
        looked.requests,
        frame.over(looked.items),
    )


def breaks_policy(judgement: Judgement, fail_on: Collection[str]) -> bool:
    """Whether `--fail-on` fails for this item. Bots, excluded work, and what was not seen whole pass."""
    if judgement.item.is_bot or judgement.not_counted == "excluded":
        return False
    if judgement.incomplete and (judgement.verdict == "untied" or judgement.is_blind):
        return False
    return judgement.verdict in fail_on
