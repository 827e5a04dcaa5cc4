"""Looking around in a tracker that no file tells of yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsync.core.surveying import missing_parents, survey
from okrsync.errors import TrackerError

if TYPE_CHECKING:
    from okrsync.core.surveying import Survey
    from okrsync.ports import Surveyor, Tracker

_MOST = 1000  # items: what has not changed for longer tells little of this cycle's goals
_MOST_PARENTS = 10


def look_around(tracker: Tracker, surveyor: Surveyor) -> Survey:
    """What the tracker's recent work is labelled with and belongs to."""
    items = surveyor.recent(_MOST)
    parents = missing_parents(items, _MOST_PARENTS)  # a parent does not change with its children
    try:
        above = tracker.read(parents).items if parents else ()
    except TrackerError:  # their children's titles and labels are still worth a proposal
        above = ()
    return survey([*above, *items])
