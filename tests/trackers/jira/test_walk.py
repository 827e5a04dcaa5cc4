from __future__ import annotations

import pytest

from okrsync.errors import NotVisible, TrackerError
from tests.trackers.jira.opening import items_of, marks_of, opened


def fill(server, count, project="ONB"):
    return [server.world.add(project, f"Work {number}") for number in range(count)]


def test_a_first_walk_reads_every_issue(server):
    fill(server, 250)
    pages = opened(server).walk()
    assert sorted(item.title for item in items_of(pages)) == sorted(f"Work {number}" for number in range(250))


def test_only_the_last_page_carries_the_mark_and_says_that_all_was_seen(server):
    fill(server, 120)
    pages = opened(server).walk()
    assert [page.mark is not None for page in pages] == [False] * (len(pages) - 1) + [True]
    assert [page.is_full for page in pages] == [False] * (len(pages) - 1) + [True]
    assert pages[-1].is_guarded


def counts(server):
    """Cloud is asked how many issues there are; Data Center says so on each page."""
    return int(server.world.is_cloud)


def test_a_cold_walk_costs_one_request_per_hundred_issues_and_four_or_five_more(server):
    fill(server, 950)
    pages = opened(server).walk()
    assert server.count == 10 + 4 + counts(server)
    assert sum(page.requests for page in pages) == server.count


def test_a_project_of_one_page_costs_one_request_and_three_or_four_more(server):
    fill(server, 100)
    opened(server).walk()
    assert server.count == 1 + 3 + counts(server)


def test_nothing_changed_costs_two_requests_per_project(server):
    fill(server, 300)
    server.world.tick(hours=1)
    server.world.add("ONB")
    marks = marks_of(opened(server).walk())
    server.forget()
    pages = opened(server).walk(marks)
    assert server.count == 2
    assert sum(page.requests for page in pages) == 2
    assert marks_of(pages) == marks


def test_facts_of_the_site_are_asked_for_once_for_all_projects(server):
    server.world.add_project("OPS")
    opened(server, projects=("ONB", "OPS")).walk()
    assert len(server.asked("serverInfo")) == len(server.asked("/field")) == 1


def test_a_second_walk_reads_what_changed_and_is_not_full(server):
    first, *_ = fill(server, 120)
    server.world.tick(hours=2)
    server.world.add("ONB", "The newest")
    marks = marks_of(opened(server).walk())
    server.world.tick(hours=2)
    server.world.edit(first, summary="Edited")
    pages = opened(server).walk(marks)
    assert {item.title for item in items_of(pages)} == {"Edited", "The newest"}
    assert not any(page.is_full for page in pages)


def test_changes_of_the_last_quarter_of_an_hour_are_read_again_because_cloud_finds_them_late(server):
    fill(server, 3)
    server.world.tick(minutes=14)
    server.world.add("ONB", "The newest")
    marks = marks_of(opened(server).walk())
    assert len(items_of(opened(server).walk(marks))) == 4


def test_a_full_walk_reads_everything_again(server):
    fill(server, 5)
    server.world.tick(hours=2)
    marks = marks_of(opened(server).walk())
    pages = opened(server).walk(marks, is_full=True)
    assert len(items_of(pages)) == 5
    assert pages[-1].is_full


@pytest.mark.parametrize(
    "change", [{"jql": "type != Test"}, {"points_field": "priority"}, {"fields": ("Region",)}]
)
def test_everything_is_read_again_when_something_else_is_asked_for(server, change):
    fill(server, 2)
    server.world.tick(hours=2)
    fill(server, 1)
    marks = marks_of(opened(server).walk())
    pages = opened(server, **change).walk(marks)
    assert len(items_of(pages)) == 3
    assert pages[-1].is_full


@pytest.mark.parametrize("damage", [{"fields": None}, {"server": 3}, {"updated": "soon"}, {"updated": None}])
def test_a_damaged_mark_means_reading_everything(server, damage):
    fill(server, 2)
    marks = marks_of(opened(server).walk())
    pages = opened(server).walk({"ONB": {**marks["ONB"], **damage}})
    assert pages[-1].is_full


def test_an_empty_project_is_read_without_complaint_each_time(server):
    marks = marks_of(opened(server).walk())
    assert marks_of(opened(server).walk(marks)) == marks


def test_a_narrowing_keeps_its_meaning_whatever_it_holds(server):
    server.world.add("ONB", "Kept", type="Bug")
    server.world.add("ONB", "Kept too", labels=["x"])
    server.world.add("ONB", "Left out")
    pages = opened(server, jql='type = Bug OR labels in ("x") ORDER BY created').walk()
    assert {item.title for item in items_of(pages)} == {"Kept", "Kept too"}


def test_a_narrowing_jira_does_not_understand_is_told_in_its_words(server):
    with pytest.raises(TrackerError, match=r"Field 'bogus' does not exist"):
        opened(server, jql="bogus = 1").walk()


def pages_before_the_error(tracker, error):
    pages = []
    with pytest.raises(error) as raised:
        consume(pages, tracker.walk({}, is_full=False))
    return pages, str(raised.value)


def consume(pages, walk):
    for page in walk:
        pages.append(page)


def test_a_project_that_cannot_be_seen_fails_the_walk_after_the_others(server):
    fill(server, 2)
    pages, said = pages_before_the_error(opened(server, projects=("GONE", "ONB")).tracker, NotVisible)
    assert "project GONE" in said
    assert len(items_of(pages)) == 2
    assert set(marks_of(pages)) == {"ONB"}


def test_a_server_that_takes_no_milliseconds_is_asked_by_the_minute_of_the_accounts_zone(server):
    fill(server, 3)
    server.world.tick(hours=3)
    server.world.add("ONB", "Late")
    marks = marks_of(opened(server).walk())
    server.world.takes_instants = False
    server.world.tick(hours=3)
    server.world.add("ONB", "Later")
    pages = opened(server).walk(marks)
    assert {item.title for item in items_of(pages)} == {"Late", "Later"}
    server.forget()
    opened(server).walk(marks_of(pages))
    assert server.count == 3


def test_a_server_that_fails_over_milliseconds_is_asked_by_the_minute(server):
    fill(server, 1)
    marks = marks_of(opened(server).walk())
    server.fail("search", 500, times=3)
    assert marks_of(opened(server).walk(marks))["ONB"]["takes_instants"] is False


def test_a_question_refused_with_either_bound_is_told_as_first_refused(server):
    fill(server, 1)
    marks = marks_of(opened(server).walk())
    server.fail("search", 400, body={"errorMessages": ["The first reason"]})
    server.fail("search", 400, body={"errorMessages": ["The second reason"]})
    with pytest.raises(TrackerError, match="The first reason"):
        opened(server).walk(marks)


def test_a_walk_that_breaks_off_gives_no_mark(server):
    fill(server, 250)
    server.before = lambda _: server.fail("search", 400) if len(server.asked("search")) == 3 else None
    pages, _ = pages_before_the_error(opened(server).tracker, TrackerError)
    assert len(items_of(pages)) == 100
    assert marks_of(pages) == {}


def test_what_changes_during_a_walk_is_read_by_the_next(server):
    issues = fill(server, 350)

    def edit(request):
        if "search" in request.path and len(server.asked("search")) == 4:
            server.world.tick(hours=5)
            server.world.edit(issues[0], summary="Edited behind the reader")
            server.world.tick(hours=5)
            server.world.edit(issues[-1], summary="Edited before the reader")

    server.before = edit
    pages = opened(server).walk()
    assert "Edited before the reader" in {item.title for item in items_of(pages)}
    server.before = lambda _: None
    again = opened(server).walk(marks_of(pages))
    assert "Edited behind the reader" in {item.title for item in items_of(again)}


def test_a_points_field_nobody_sees_is_told_once_a_project(server):
    pages = opened(server, points_field="Effort").walk()
    assert [page.warnings for page in pages if page.warnings] == [
        ("points_field: this account sees no field “Effort”, so nothing here has an estimate.",)
    ]


def test_the_session_asks_for_used_fields_only(server):
    fill(server, 1)
    opened(server, fields=("Region",)).walk()
    [search] = server.asked("GET .*search")
    assert "customfield_10060" in search.query["fields"]
    assert "comment" not in search.query["fields"]
