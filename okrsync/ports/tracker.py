"""The door to where work lives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from okrsync.core.model import WorkItem

Mark = dict[str, Any]  # what a tracker wants to know next time about a place; JSON, no secrets
NameKind = Literal["label", "component", "milestone"]


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
