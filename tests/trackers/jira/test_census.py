"""What disappeared, and what came into sight: by ids alone, once a day."""

from __future__ import annotations

import pytest

from tests.trackers.jira.opening import items_of, marks_of, opened


def fill(server, count):
    """The last one hours after the others, so that these do not count as changed just now."""
    issues = [server.world.add("ONB", f"Work {number}") for number in range(count)]
    server.world.tick(hours=2)
    server.world.edit(issues[-1])
    return issues


def walked(server, marks=None, **how):
    """Walk anew, and count from here."""
    server.forget()
    return opened(server, **how).walk(marks)


def seen(pages):
    return [id_ for page in pages for id_ in page.seen_ids]


def test_a_walk_soon_after_another_takes_no_census(server):
    fill(server, 3)
    marks = marks_of(walked(server))
    server.world.tick(hours=23)
    pages = walked(server, marks)
    assert server.count == 2
    assert seen(pages) == []
    assert not pages[-1].is_full


def test_a_day_later_all_ids_are_asked_for_and_nothing_else_of_the_issues(server):
    issues = fill(server, 250)
    marks = marks_of(walked(server))
    server.world.tick(hours=24)
    pages = walked(server, marks)
    assert sorted(seen(pages)) == sorted(str(issue.id) for issue in issues)
    assert pages[-1].is_full
    assert server.count == 2 + 1 + int(server.world.is_cloud)
    (asked,) = [request for request in server.asked("GET .*search") if request.query["fields"] == ["id"]]
    assert "ORDER BY key" in asked.one("jql")


def test_a_census_lasts_a_day(server):
    fill(server, 3)
    marks = marks_of(walked(server))
    server.world.tick(hours=24)
    marks = marks_of(walked(server, marks))
    server.world.tick(hours=23)
    walked(server, marks)
    assert server.count == 2


@pytest.mark.parametrize("cap", [7, 100])
def test_ids_come_in_pages_of_whatever_size(server, cap):
    fill(server, 250)
    marks = marks_of(walked(server))
    server.world.tick(hours=24)
    server.world.ids_cap = cap
    assert len(set(seen(walked(server, marks)))) == 250


def test_what_the_file_does_not_want_is_not_in_the_census(server):
    server.world.add("ONB", "Wanted", type="Bug")
    server.world.add("ONB", "Left out")
    marks = marks_of(walked(server, jql="type = Bug"))
    server.world.tick(hours=24)
    assert len(seen(walked(server, marks, jql="type = Bug"))) == 1


def test_a_census_jira_cuts_short_takes_nothing_for_gone(cloud):
    fill(cloud, 5)
    marks = marks_of(walked(cloud))
    cloud.world.tick(hours=24)
    cloud.world.counts_more = 5
    pages = walked(cloud, marks)
    assert "its search gave 5 fewer" in pages[-1].warnings[0]
    assert not pages[-1].is_full
    cloud.world.counts_more = 0
    assert walked(cloud, marks_of(pages))[-1].is_full


def test_a_loss_the_store_doubted_is_looked_at_again_at_once(server):
    fill(server, 3)
    marks = marks_of(walked(server))
    pages = walked(server, {"ONB": marks["ONB"] | {"owed": {"is_doubted": True}}})
    assert len(seen(pages)) == 3
    assert "owed" not in marks_of(pages)["ONB"]


def test_ids_the_store_did_not_know_are_read(server):
    issues = fill(server, 3)
    marks = marks_of(walked(server))
    server.world.tick(hours=5)
    server.world.add("ONB", "The newest")
    marks = marks_of(walked(server, marks))
    owed = {"unread": [str(issues[0].id), str(issues[2].id)]}
    pages = walked(server, {"ONB": marks["ONB"] | {"owed": owed}})
    assert {item.title for item in items_of(pages)} == {"Work 0", "Work 2", "The newest"}
    assert server.count == 3


@pytest.mark.parametrize("ids", [["999"], ["ONB-1 OR x"], [7], "1", None])
def test_ids_that_are_none_or_no_more_stop_nothing(server, ids):
    fill(server, 1)
    marks = marks_of(walked(server))
    pages = walked(server, {"ONB": marks["ONB"] | {"owed": {"unread": ids}}})
    assert pages[-1].mark is not None


def test_a_server_that_tells_no_time_takes_a_census_with_full_readings_only(server):
    fill(server, 1)
    server.tells_time = False
    marks = marks_of(walked(server))
    assert marks["ONB"]["census"] is None
    assert seen(walked(server, marks)) == []
