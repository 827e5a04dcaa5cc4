from __future__ import annotations

from itertools import count

import pytest

from okrsync.ports import Page
from okrsync.steps.reading import End, Walk, read_all
from tests.fakes.tracker import FakeTracker
from tests.fakes.work import item


def read(*trackers: FakeTracker, jobs: int = 4) -> list[tuple[str, Page | End]]:
    ticks = count()
    walks = [Walk(tracker, {}, is_full=False) for tracker in trackers]
    return list(read_all(walks, jobs, lambda: float(next(ticks))))


def many(name: str, items: int) -> FakeTracker:
    return FakeTracker(name).holding(*(item(f"{name}:K-{number}") for number in range(items)))


def test_every_page_of_every_source_arrives_and_each_source_ends():
    arrived = read(many("a", 250), many("b", 1), many("c", 0), jobs=2)
    pages = [name for name, one in arrived if isinstance(one, Page)]
    ends = [name for name, one in arrived if isinstance(one, End)]
    assert sorted(pages) == ["a", "a", "a", "b", "c"]
    assert sorted(ends) == ["a", "b", "c"]


def test_pages_of_one_source_keep_their_order():
    arrived = [one for _, one in read(many("a", 950)) if isinstance(one, Page)]
    refs = [item.ref for page in arrived for item in page.items]
    assert refs == sorted(refs)
    assert arrived[-1].mark is not None


def test_a_source_that_fails_ends_with_its_error_and_the_others_go_on():
    broken = many("a", 250)
    broken.fails_after = 1
    ends = {name: one.error for name, one in read(broken, many("b", 1), jobs=1) if isinstance(one, End)}
    assert "502" in ends["a"]
    assert ends["b"] is None


def test_a_bug_is_raised_where_the_pages_are_read():
    broken = many("a", 1)
    broken.items["a:K-0"] = None
    broken.items[7] = None
    with pytest.raises(TypeError):
        read(broken)


def test_the_time_of_a_source_is_measured():
    assert [one.seconds for _, one in read(many("a", 1)) if isinstance(one, End)] == [1.0]


def test_nothing_to_read_is_nothing_read():
    assert read() == []
