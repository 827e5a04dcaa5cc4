"""The labels that the goals of the file ask for, and those the trackers miss."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrsync.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrsync.core.labels import Label
    from okrsync.ports import Labeller, LabelPlace


class PlaceLabels(NamedTuple):
    """What a place misses, what was created there, what it cannot have, and what went wrong."""

    source: str
    place: str | None  # None: the source failed as a whole
    missing: tuple[str, ...] = ()
    created: tuple[str, ...] = ()
    too_long: tuple[str, ...] = ()
    error: str | None = None


def missing_labels(source: str, tracker: Labeller, wanted: Sequence[Label]) -> Iterator[PlaceLabels]:
    """What each place misses. Never raises for a tracker."""
    try:
        for found in tracker.label_places():
            yield _compared(source, tracker, wanted, found)
    except TrackerError as error:
        yield PlaceLabels(source, None, error=str(error))


def create_missing(tracker: Labeller, wanted: Sequence[Label], at: PlaceLabels) -> PlaceLabels:
    """Create what the place misses. What it refuses once it would refuse again: the rest stays missing."""
    created: list[str] = []
    for label in wanted:
        if at.place is None or label.name not in at.missing:
            continue
        try:
            tracker.create_label(at.place, label)
        except TrackerError as error:
            at = at._replace(error=str(error))
            break
        created.append(label.name)
    left = tuple(name for name in at.missing if name not in created)
    return at._replace(missing=left, created=tuple(created))


def _compared(source: str, tracker: Labeller, wanted: Sequence[Label], found: LabelPlace) -> PlaceLabels:
    if found.error is not None:
        return PlaceLabels(source, found.place, error=found.error)
    known = {name.casefold() for name in found.names}
    missing = [label.name for label in wanted if label.name.casefold() not in known]
    longest = tracker.longest_label
    return PlaceLabels(
        source,
        found.place,
        missing=tuple(name for name in missing if len(name) <= longest),
        too_long=tuple(name for name in missing if len(name) > longest),
    )
