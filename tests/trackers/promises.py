"""What every tracker promises at its port. A tracker's own tests call each of these on a new tracker:

@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_keeps(promise):
    promise(lambda: a_tracker_over_something_with_a_few_items())
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

from okrsync.core.model import WorkItem
from okrsync.ports import Mark, Page, Tracker

Open = Callable[[], Tracker]


def refs_start_with_the_name_of_the_source(open_it: Open) -> None:
    tracker = open_it()
    for item in _items(_walk(tracker)):
        assert item.ref.startswith(f"{tracker.name}:")
        assert item.source == tracker.name
        assert item.project


def ids_and_refs_are_unique(open_it: Open) -> None:
    items = _items(_walk(open_it()))
    assert items
    assert len({item.id for item in items}) == len({item.ref for item in items}) == len(items)


def times_are_aware_and_in_utc(open_it: Open) -> None:
    for item in _items(_walk(open_it())):
        for time in (item.created, item.updated, item.closed):
            assert time is None or time.utcoffset() == timedelta(0)


def the_last_page_of_a_place_alone_has_a_mark(open_it: Open) -> None:
    pages = _walk(open_it())
    for place in {page.place for page in pages}:
        *before, last = [page for page in pages if page.place == place]
        assert last.mark is not None
        assert all(page.mark is None and not page.is_full for page in before)
        assert last.resume is None


def a_walk_can_stop_after_any_page_and_the_next_one_goes_on(open_it: Open) -> None:
    """Nothing is missed, and only what neither of them saw may be taken for gone."""
    whole = _items(_walk(open_it()))
    pages = _walk(open_it())
    for stop in range(1, len(pages)):
        before = pages[:stop]
        again = _walk_on(open_it(), before)
        assert {item.ref for item in (*_items(before), *_items(again))} == {item.ref for item in whole}
        for page in again:
            saw_less = {i.ref for i in _of(again, page.place)} != {i.ref for i in _of(pages, page.place)}
            assert page.goes_on or not page.is_full or not saw_less


def marks_are_json(open_it: Open) -> None:
    pages = _walk(open_it())
    for mark in (mark for page in pages for mark in (page.mark, page.resume)):
        assert json.loads(json.dumps(mark)) == mark


def a_place_without_a_mark_is_read_whole(open_it: Open) -> None:
    assert all(page.is_full for page in _walk(open_it()) if page.mark is not None)


def walking_twice_yields_the_same_items(open_it: Open) -> None:
    assert _items(_walk(open_it())) == _items(_walk(open_it()))
    tracker = open_it()
    assert _items(_walk(tracker)) == _items(_walk(tracker))


def a_full_walk_reads_everything_again(open_it: Open) -> None:
    tracker = open_it()
    first = _walk(tracker)
    again = list(tracker.walk(_marks(first), is_full=True))
    assert _items(again) == _items(first)
    assert all(page.is_full for page in again if page.mark is not None)


def a_walk_from_its_marks_yields_nothing_unknown(open_it: Open) -> None:
    tracker = open_it()
    first = _walk(tracker)
    known = _items(first)
    assert all(item in known for item in _items(list(tracker.walk(_marks(first), is_full=False))))


def requests_are_counted(open_it: Open) -> None:
    assert all(page.requests >= 0 for page in _walk(open_it()))


def names_are_complete_where_it_is_said(open_it: Open) -> None:
    pages = _walk(open_it())
    listed = {(name.kind, name.project, name.name) for page in pages for name in page.names}
    complete = {kind for page in pages for kind in page.names_complete}
    for item in _items(pages):
        if "label" in complete:
            assert all(("label", item.project, label) in listed for label in item.labels)


PROMISES: tuple[Callable[[Open], None], ...] = (
    refs_start_with_the_name_of_the_source,
    ids_and_refs_are_unique,
    times_are_aware_and_in_utc,
    the_last_page_of_a_place_alone_has_a_mark,
    a_walk_can_stop_after_any_page_and_the_next_one_goes_on,
    marks_are_json,
    a_place_without_a_mark_is_read_whole,
    walking_twice_yields_the_same_items,
    a_full_walk_reads_everything_again,
    a_walk_from_its_marks_yields_nothing_unknown,
    requests_are_counted,
    names_are_complete_where_it_is_said,
)


def _walk(tracker: Tracker) -> list[Page]:
    return list(tracker.walk({}, is_full=False))


def _walk_on(tracker: Tracker, pages: list[Page]) -> list[Page]:
    """What is read after a walk that stopped with the last of these pages."""
    marks = {page.place: mark for page in pages if (mark := page.mark or page.resume) is not None}
    return list(tracker.walk(marks, is_full=False))


def _of(pages: list[Page], place: str) -> list[WorkItem]:
    return _items([page for page in pages if page.place == place])


def _items(pages: list[Page]) -> list[WorkItem]:
    return [item for page in pages for item in page.items]


def _marks(pages: list[Page]) -> dict[str, Mark]:
    return {page.place: page.mark for page in pages if page.mark is not None}
