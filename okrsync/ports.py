"""The two doors to the outside: trackers, where work lives, and the store, where it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from okrsync.core.labels import Label
    from okrsync.core.measures import Measure, Measured
    from okrsync.core.model import WorkItem
    from okrsync.core.nudges import Nudge
    from okrsync.core.report import TrendPoint

Mark = dict[str, Any]  # what a tracker wants to know next time about a place; JSON, no secrets
NameKind = Literal["label", "component", "milestone"]
Reaction = Literal["done", "unclear", "denied"]


class Name(NamedTuple):
    """A label, component or milestone under the tracker's lasting id, so that a rename reaches every item."""

    kind: NameKind
    project: str
    id: str
    name: str


class Page(NamedTuple):
    """One page of a walk through a place: a repository, a project, a file.

    Names given in `names` are known by their id from then on; where `names_complete` holds a kind, those
    of this place which are not listed are gone. `mark` stands on the last page only, and says that the
    walk was complete; `is_full` there says it saw everything, so what it did not see has disappeared.
    `resume` may stand on the pages before: should the walk stop there, it is the mark of the next one, which
    says with `goes_on` that it took up from it, so that what was seen before it stopped was seen.

    `seen_ids` are of items that are there and were not read. What the store learns from them for the next
    walk stands in its mark as `owed`: under `unread` the ids it does not know, and as `is_doubted` whether
    so much was missing that nothing was taken for gone.
    """

    place: str
    items: tuple[WorkItem, ...] = ()
    names: tuple[Name, ...] = ()
    names_complete: tuple[NameKind, ...] = ()
    mark: Mark | None = None
    is_full: bool = False
    resume: Mark | None = None
    goes_on: bool = False
    seen_ids: tuple[str, ...] = ()
    is_guarded: bool = True  # a mass loss is a broken reading, not work that disappeared
    requests: int = 0  # made for this page
    warnings: tuple[str, ...] = ()  # sentences for the report's data quality


class Found(NamedTuple):
    """Items read live. `unreachable` are refs okrsync could not look at, each with a sentence why.

    An item that is read and there as well has links that were not told.
    """

    items: tuple[WorkItem, ...] = ()
    unreachable: Mapping[str, str] = {}
    requests: int = 0


class Comment(NamedTuple):
    """A marked comment on an item. `is_ours`: by an account we may edit as, not one of `comments.authors`."""

    id: str
    body: str
    is_ours: bool
    is_minimized: bool = False


class Diagnosis(NamedTuple):
    """One line of `doctor`: what was tried, how it went, and the cure when it went badly."""

    subject: str
    level: Literal["ok", "warning", "error"]
    message: str


class Tracker(Protocol):
    """Reads one source, and keeps one comment on its items. No library exception leaves it."""

    name: str

    def walk(self, marks: Mapping[str, Mark], *, is_full: bool) -> Iterator[Page]:
        """Read every place of this source, page by page: what changed since its mark, or everything.

        A place without a mark is read whole. Raises TrackerError at the first page that fails, or that
        the deadline leaves no time for; the pages before it stay true.
        """
        ...

    def read(self, refs: Sequence[str]) -> Found:
        """Read these items live, in as few requests as the tracker allows, with ancestors met on the way."""
        ...

    def comments(self, ref: str) -> tuple[Comment, ...]:
        """The comments on an item that carry our marker, oldest first. Spoofed ones are not ours."""
        ...

    def create_comment(self, ref: str, body: str) -> Comment:
        """Post once, never twice. WriteRefused where we may not; WriteUnknown when the answer got lost."""
        ...

    def edit_comment(self, ref: str, comment: Comment, body: str, *, is_resolved: bool) -> None:
        """Replace the text, quietly; minimised when `is_resolved` where the tracker can, else shown again."""
        ...

    def delete_comment(self, ref: str, comment: Comment) -> None: ...

    def diagnose(self) -> Iterator[Diagnosis]:
        """Test address, credentials and rights."""
        ...


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


class SourceState(NamedTuple):
    """What the store knows of one source."""

    name: str
    items: int
    synced_at: datetime | None  # the last complete walk
    error: str | None  # of the last attempt, if it failed
    warnings: tuple[str, ...] = ()


class Saved(NamedTuple):
    """What one page changed in the store."""

    items: int = 0
    changed: int = 0
    gone: int = 0
    warnings: tuple[str, ...] = ()


class KeptConfiguration(NamedTuple):
    """The configuration a sync ran with, as JSON text without secrets."""

    synced_at: datetime
    text: str


class KeptClosing(NamedTuple):
    """All the report of a closed cycle is made from, as JSON text without secrets."""

    cycle: str
    on: date
    text: str


class Store(Protocol):
    """Keeps what was read, each change of it, and the configuration of each sync."""

    def hold(self, who: str, *, wait_seconds: float) -> AbstractContextManager[None]:
        """Keep other syncs out meanwhile; StoreError names the holder when the wait is over."""
        ...

    def begin_sync(self, now: datetime, configuration: str) -> int:
        """Open a run, keep its configuration (once while unchanged), and return its number."""
        ...

    def marks(self, source: str) -> Mapping[str, Mark]:
        """For each place where its last walk ended, or where one goes on that was not complete."""
        ...

    def save(self, run: int, source: str, page: Page, now: datetime) -> Saved:
        """Keep one page in one transaction: items, names, and on its last page the mark and what is gone."""
        ...

    def finish_source(self, run: int, source: str, now: datetime, error: str | None) -> None:
        """Say how reading a source ended; the warnings of its pages stay with it until the next time."""
        ...

    def items(self, sources: Iterable[str], as_of: date | None = None) -> Iterator[WorkItem]:
        """Every item of these sources, sorted by ref; with `as_of`, as known by the end of that day."""
        ...

    def sources(self) -> tuple[SourceState, ...]: ...

    def first_sync(self) -> datetime | None:
        """When okrsync first synced into this store."""
        ...

    def configurations(self) -> tuple[KeptConfiguration, ...]:
        """Each configuration that was in force, oldest first."""
        ...

    def nudges(self, sources: Iterable[str]) -> tuple[Nudge, ...]:
        """What is remembered of items that were asked about, or were to be, sorted by ref."""
        ...

    def note_nudge(self, nudge: Nudge) -> None:
        """Remember this of an item, in place of what was remembered before."""
        ...

    def note_write(self, source: str, now: datetime) -> None:
        """Remember a write on this source, to be told by `writes` for an hour."""
        ...

    def writes(self, source: str, now: datetime) -> tuple[datetime, ...]:
        """When this source was written on in the last hour, oldest first."""
        ...

    def keep_measured(self, found: Iterable[Measured]) -> None:
        """Keep what measures gave: one value a day, the newest. A failure takes no value away."""
        ...

    def measured(self) -> tuple[Measured, ...]:
        """Every day's value and failure, oldest first."""
        ...

    def keep_point(self, cycle: str, point: TrendPoint) -> None:
        """Keep the company's numbers of a day, in place of earlier ones of that day."""
        ...

    def points(self, cycle: str) -> tuple[TrendPoint, ...]:
        """The numbers of the days of a cycle, oldest first."""
        ...

    def keep_closing(self, closing: KeptClosing) -> None:
        """Keep this of a closed cycle, in place of what was kept before."""
        ...

    def closing(self, cycle: str) -> KeptClosing | None:
        """What was kept of that cycle, by its name in any case."""
        ...

    def drop_closing(self, cycle: str) -> bool:
        """Forget it; whether there was something."""
        ...

    def close(self) -> None: ...
