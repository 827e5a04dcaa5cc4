"""What some trackers can do beside reading and keeping one comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrsync.core.labels import Label
    from okrsync.core.measures import Measure
    from okrsync.core.model import WorkItem
    from okrsync.ports.tracker import Found

Reaction = Literal["done", "unclear", "denied"]


@runtime_checkable
class Responder(Protocol):
    """A tracker on which people steer okrsync by comments. A write that may not be made is WriteRefused."""

    def may_steer(self, ref: str, login: str) -> bool:
        """Whether this person may set labels there. Somebody the tracker does not know may not."""
        ...

    def take_up(self, ref: str, comment: str) -> bool:
        """React to a comment that it was seen; False when we had finished with it before."""
        ...

    def react(self, ref: str, comment: str, reaction: Reaction) -> None:
        """Finish with a comment. Twice is once."""
        ...

    def add_label(self, ref: str, label: Label) -> None:
        """Set a label on an item, creating it where it is missing. One that exists keeps its looks."""
        ...


class LabelPlace(NamedTuple):
    """A repository, or the like, and the labels it has. `error` says why they could not be seen."""

    place: str
    names: tuple[str, ...] = ()
    error: str | None = None


@runtime_checkable
class Labeller(Protocol):
    """A tracker whose labels must be created before people can choose them."""

    longest_label: int  # characters

    def label_places(self) -> Iterator[LabelPlace]:
        """Every place of this source with its labels."""
        ...

    def create_label(self, place: str, label: Label) -> None:
        """Create it; one that exists already stays as it is. WriteRefused where we may not."""
        ...


@runtime_checkable
class Measuring(Protocol):
    """A tracker that answers questions in its own query language."""

    def measure(self, measure: Measure) -> float | None:
        """What its query finds: how many, or a field's sum or mean; None for a mean over nothing.

        Raises TrackerError when it does not answer, or does not answer in full.
        """
        ...


@runtime_checkable
class Surveyor(Protocol):
    """A tracker that can be looked around in, before there is a file."""

    def recent(self, most: int) -> tuple[WorkItem, ...]:
        """The items that changed last, at most so many, and the milestones they are in."""
        ...


@runtime_checkable
class KeepsGoals(Protocol):
    """A tracker in which goals may live as issues."""

    def goal_issues(self) -> Found:
        """Those issues, those of key results too, as they are now. Asked again, it sends no request."""
        ...


class Conclusion(NamedTuple):
    """What a commit's check says. `title` is one line; `summary` is Markdown."""

    result: Literal["success", "neutral", "failure"]
    title: str
    summary: str = ""


class Checks(Protocol):
    """Shows verdicts on commits, where the host of a repository can. Not every tracker has commits."""

    def conclude(self, commit: str, conclusion: Conclusion) -> None:
        """Say it once. TrackerError where that is not allowed, or failed."""
        ...
