"""Lists, page by page, along the addresses GitHub gives: page numbers of our own fail on long lists."""

from __future__ import annotations

from functools import partial
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from requests.utils import parse_header_links

from okrsync.errors import TrackerError
from okrsync.trackers.github.answers import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from okrsync.trackers.github.answers import Answer


class Listing(NamedTuple):
    """One page of a list."""

    rows: list[dict[str, Any]]
    is_last: bool
    is_redirected: bool


def pages(
    read: Callable[[Request], Answer], first: Request, *, reads_ahead: bool = False
) -> Iterator[Listing]:
    """Each page once. With `reads_ahead` the next one is on its way while the last is worked on.

    Leave that to lists which are read to their end: of others it would read a page too many.
    """
    seen = {first.path}
    answer: Callable[[], Answer] = partial(read, first)
    while True:
        found = answer()
        rows = _rows(found.data)
        if rows is None:
            raise TrackerError(f"GitHub sent something else than a list for {first.what}.")
        further = next_page(found)
        if further in seen:
            raise TrackerError(f"GitHub leads in a circle through {first.what}. Try again later.")
        if further:
            seen.add(further)
            answer = partial(read, Request("GET", further, first.what))
            answer = _started(answer) if reads_ahead else answer
        yield Listing(rows, is_last=further is None, is_redirected=found.is_redirected)
        if further is None:
            return


def next_page(found: Answer) -> str | None:
    """The address of the page after this one, as GitHub gives it."""
    links = parse_header_links(found.headers.get("link", ""))
    return next((str(link["url"]) for link in links if link.get("rel") == "next" and link.get("url")), None)


def _rows(data: Any) -> list[dict[str, Any]] | None:
    """The entries; an installation's repositories come wrapped up with their number."""
    listed = data.get("repositories") if isinstance(data, dict) else data
    return [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else None


def _started(call: Callable[[], Answer]) -> Callable[[], Answer]:
    """Begin a call now, and take its outcome later. The thread is a daemon: nobody waits for it."""
    outcome: Queue[Answer | BaseException] = Queue(1)
    Thread(target=lambda: outcome.put(_outcome(call)), daemon=True).start()

    def result() -> Answer:
        found = outcome.get()
        if isinstance(found, BaseException):
            raise found
        return found

    return result


def _outcome(call: Callable[[], Answer]) -> Answer | BaseException:
    try:
        return call()
    except BaseException as error:  # noqa: BLE001 (raised again where the answer is wanted)
        return error
