from __future__ import annotations

from threading import Event

import pytest

from okrsync.errors import TrackerError
from okrsync.trackers.github.answers import Answer, Request, ServerFailed
from okrsync.trackers.github.lists import pages

FIRST = Request("GET", "/labels", "the labels of acme/web")


def _page(*rows, further=None):
    return Answer(200, {"link": f'<{further}>; rel="next", </x>; rel="last"'} if further else {}, list(rows))


def test_pages_are_followed_by_the_address_given():
    answers = {"/labels": _page({"id": 1}, further="/labels?after=x"), "/labels?after=x": _page({"id": 2})}
    found = list(pages(lambda request: answers[request.path], FIRST))
    assert [listing.rows for listing in found] == [[{"id": 1}], [{"id": 2}]]
    assert [listing.is_last for listing in found] == [False, True]


def test_without_reading_ahead_a_page_that_is_not_wanted_is_not_read():
    asked = []

    def read(request):
        asked.append(request.path)
        return _page(further=f"/labels?page={len(asked) + 1}")

    next(pages(read, FIRST))
    assert asked == ["/labels"]


def test_reading_ahead_begins_while_the_page_before_is_worked_on():
    begun = Event()

    def read(request):
        if request.path == "/labels":
            return _page(further="/labels?after=x")
        begun.set()
        return _page({"id": 2})

    found = pages(read, FIRST, reads_ahead=True)
    next(found)
    assert begun.wait(10)
    assert next(found).rows == [{"id": 2}]


def test_a_failure_of_reading_ahead_comes_in_its_turn():
    def read(request):
        if request.path != "/labels":
            raise ServerFailed("GitHub is out of order.")
        return _page({"id": 1}, further="/labels?after=x")

    found = pages(read, FIRST, reads_ahead=True)
    assert next(found).rows == [{"id": 1}]
    with pytest.raises(ServerFailed):
        next(found)


def test_a_circle_ends():
    with pytest.raises(TrackerError, match="circle"):
        list(pages(lambda _: _page(further="/labels?after=x"), FIRST))


@pytest.mark.parametrize("data", [None, {}, "text"])
def test_what_is_no_list_is_told(data):
    with pytest.raises(TrackerError, match="something else than a list for the labels of acme/web"):
        next(pages(lambda _: Answer(200, {}, data), FIRST))
