from __future__ import annotations

import pytest

from okrsync.core.measures import Measure
from okrsync.errors import TrackerError
from okrsync.ports import Measuring


@pytest.fixture
def slow(github):
    """In two repositories: three slow issues, one of them closed, with 3, 5 and no points."""
    web, api = github.world.repository("acme/web"), github.world.repository("acme/api")
    web.issue(labels=["slow"], points=3.0).close()
    web.issue(labels=["slow"], points=5.0)
    api.issue(labels=["slow"])
    api.issue(points=100.0)
    github.world.repository("other/place").issue(labels=["slow"])
    return github


def measure(opened, kind, field=None, query="label:slow", repos=("acme/*",)):
    return opened(*repos).tracker.measure(Measure(kind, field, "github", query))


def test_a_github_tracker_measures(opened):
    assert isinstance(opened().tracker, Measuring)


def test_a_count_asks_once_for_each_repository_of_the_source(slow, opened):
    assert measure(opened, "count", repos=("acme/web", "acme/api")) == 3
    assert slow.count == 2


@pytest.mark.usefixtures("slow")
def test_globs_are_expanded(opened):
    assert measure(opened, "count") == 3


@pytest.mark.usefixtures("slow")
def test_a_query_that_names_its_place_is_asked_as_it_is(opened):
    assert measure(opened, "count", query="label:slow repo:other/place") == 1


@pytest.mark.usefixtures("slow")
def test_the_share_done_counts_what_is_closed(opened):
    assert measure(opened, "share_done") == pytest.approx(1 / 3)
    assert measure(opened, "share_done", query="label:none") is None


def test_points_are_added_up_and_averaged_over_every_page(slow, opened):
    for _ in range(150):
        slow.world.repositories[0].issue(labels=["slow"], points=1.0)
    assert measure(opened, "sum", "points") == 158
    assert measure(opened, "avg", "points") == pytest.approx(158 / 152)


def test_more_than_github_shows_is_told(slow, opened):
    for _ in range(1001):
        slow.world.repositories[0].issue(labels=["many"])
    with pytest.raises(TrackerError, match="GitHub shows 1000 results of a search"):
        measure(opened, "sum", "points", "label:many")
    assert measure(opened, "count", query="label:many") == 1001


def test_a_search_that_github_did_not_finish_is_no_number(slow, opened):
    slow.search_is_incomplete = True
    with pytest.raises(TrackerError, match="did not finish the search"):
        measure(opened, "count")


@pytest.mark.usefixtures("slow")
def test_a_field_nobody_filled_in_is_told(opened):
    with pytest.raises(TrackerError, match="has no number in “Cost”"):
        measure(opened, "avg", "Cost")


@pytest.mark.usefixtures("slow")
def test_a_bad_query_is_told_in_githubs_words(opened):
    with pytest.raises(TrackerError, match="unknown qualifier colour:red"):
        measure(opened, "count", query="colour:red")
