from __future__ import annotations

import json
import random
import re

import pytest
import responses

from okrsync.config.sources import JiraSource
from okrsync.errors import TrackerError
from tests.trackers.jira.opening import items_of, marks_of, opened, opened_at

SITE = "https://acme.atlassian.net"


def titles(pages):
    return [item.title for item in items_of(pages)]


def test_cloud_is_never_asked_by_the_search_it_has_switched_off(cloud):
    for number in range(230):
        cloud.world.add("ONB", str(number))
    opened(cloud).walk()
    assert not cloud.asked("/search$")
    assert len(cloud.asked("/search/jql$")) == 4


def test_pages_that_shrink_on_the_way_lose_nothing(server):
    for number in range(160):
        server.world.add("ONB", str(number))
    server.before = lambda _: setattr(server.world, "page_cap", max(1, server.world.page_cap - 13))
    assert sorted(titles(opened(server).walk()), key=int) == [str(number) for number in range(160)]


def replies(answers):
    """A Cloud that answers its searches with these, one after the other."""
    base = f"{SITE}/rest/api/2"
    responses.get(f"{base}/serverInfo", json={"deploymentType": "Cloud", "baseUrl": SITE})
    responses.get(f"{base}/field", json=[])
    responses.get(f"{base}/project/ONB", json={"key": "ONB", "components": [], "versions": []})
    for answer in answers:
        responses.get(f"{base}/search/jql", json=answer)
    source = JiraSource(name="jira", type="jira", url=SITE, projects=("ONB",), email_env="E", token_env="T")
    return opened_at(source, {"E": "me@acme.example", "T": "token"})


def page(number, **more):
    fields = {"summary": str(number), "updated": "2026-10-01T08:00:00.000+0000"}
    return {"issues": [{"id": str(number), "key": f"ONB-{number}", "fields": fields}], **more}


@responses.activate
def test_a_token_that_comes_twice_is_an_error_and_no_loop():
    jira = replies(
        [page(1, nextPageToken="a")] * 2 + [page(2, nextPageToken="b"), page(3, nextPageToken="a")]
    )
    with pytest.raises(TrackerError, match="the same page token twice"):
        jira.walk()
    assert len(responses.calls) == 3 + 4


@responses.activate
def test_a_missing_token_ends_the_walk():
    pages = replies([page(1, nextPageToken="a"), page(1, nextPageToken="b"), page(2)]).walk()
    assert titles(pages) == ["1", "2"]


@responses.activate
def test_the_last_page_ends_the_walk_even_with_a_token():
    pages = replies([page(1, nextPageToken="a"), page(1, nextPageToken="b", isLast=True)]).walk()
    assert titles(pages) == ["1"]
    assert pages[-1].mark is not None


@responses.activate
def test_a_page_that_is_not_the_last_and_has_no_token_is_an_error():
    with pytest.raises(TrackerError, match="goes on, but not how"):
        replies([page(1, isLast=False)]).walk()


@responses.activate
def test_an_empty_page_with_a_token_is_no_end():
    middle = {"issues": [], "nextPageToken": "b"}
    pages = replies([page(1, nextPageToken="x"), page(1, nextPageToken="a"), middle, page(2)]).walk()
    assert titles(pages) == ["1", "2"]


def test_data_center_is_paged_beyond_the_rows_its_search_can_count_through(center):
    center.world.window = 1_000
    for number in range(1_250):
        center.world.add("ONB", str(number))
    found = titles(opened(center).walk())
    assert len(found) == len(set(found)) == 1_250
    assert center.count == 13 + 4
    assert not any("startAt" in request.query for request in center.requests)


def test_issues_created_in_the_same_instant_are_all_read(server):
    for number in range(250):
        issue = server.world.add("ONB", str(number))
        issue.created = issue.updated = server.world.now.replace(hour=9, minute=0, second=0)
    assert len(set(titles(opened(server).walk()))) == 250


def between_pages(server, after, change):
    """Change the world right before the search of that number."""

    def act(request):
        if "search" in request.path and len(server.asked("search")) == after:
            change()

    server.before = act


def last_of_page(server, number):
    return server.world.find(f"ONB-{100 * number}")


def filled(server, count):
    server.world.add_project("OPS")
    for number in range(count):
        server.world.add("ONB", str(number))
    return server.world


def test_a_bound_that_is_deleted_between_pages_loses_nothing(center):
    world = filled(center, 250)
    between_pages(center, 3, lambda: world.delete(last_of_page(center, 1)))
    assert len(titles(opened(center).walk())) == 250


def test_a_bound_that_moves_away_between_pages_loses_nothing(center):
    world = filled(center, 250)
    between_pages(center, 3, lambda: world.move(last_of_page(center, 1), "OPS"))
    assert len(titles(opened(center).walk())) == 250


def test_a_list_that_ends_early_because_the_rest_was_deleted_is_complete(center):
    world = filled(center, 150)

    def delete_the_rest():
        for issue in [*world.issues.values()]:
            if issue.number >= 99:
                world.delete(issue)

    between_pages(center, 3, delete_the_rest)
    pages = opened(center).walk()
    assert len(titles(pages)) == 100
    assert pages[-1].mark is not None


def test_a_list_whose_end_and_last_page_are_gone_is_complete(center):
    world = filled(center, 150)

    def delete_nearly_all():
        for issue in [*world.issues.values()]:
            if issue.number >= 50:
                world.delete(issue)

    between_pages(center, 3, delete_nearly_all)
    assert opened(center).walk()[-1].mark is not None


def test_a_list_that_lost_its_whole_middle_is_read_on_from_where_it_still_is(center):
    world = filled(center, 350)

    def move_the_middle():
        for number in range(50, 150):
            world.move(world.find(f"ONB-{number}"), "OPS")

    between_pages(center, 3, move_the_middle)
    found = titles(opened(center).walk())
    assert len(found) == len(set(found)) == 100 + 201


def test_a_list_that_lost_all_that_was_read_is_begun_anew(center):
    world = filled(center, 350)

    def move_the_beginning():
        for number in range(1, 150):
            world.move(world.find(f"ONB-{number}"), "OPS")

    between_pages(center, 3, move_the_beginning)
    found = titles(opened(center).walk())
    assert len(found) == len(set(found)) == 100 + 201


def test_a_list_whose_keys_vanish_again_and_again_is_read_by_row(center):
    world = filled(center, 120)
    world.page_cap = 2

    def move_what_was_read(request):
        if "search" in request.path and "key >" in request.one("jql"):
            for issue in [each for each in world.seen() if each.project == "ONB"][:4]:
                world.move(issue, "OPS")

    center.before = move_what_was_read
    found = titles(opened(center).walk())
    assert {issue.summary for issue in world.seen() if issue.project == "ONB"} <= set(found)
    assert any("startAt" in request.query for request in center.requests)


def test_a_server_that_does_not_compare_keys_is_paged_by_row(center):
    filled(center, 250)
    center.world.compares_keys = False
    assert set(titles(opened(center).walk())) == {str(number) for number in range(250)}


def test_a_row_that_slips_to_the_page_before_is_not_passed_over(center):
    world = filled(center, 250)
    world.compares_keys = False
    between_pages(center, 5, lambda: [world.delete(world.find(f"ONB-{number}")) for number in range(1, 6)])
    assert len(set(titles(opened(center).walk()))) == 250


def test_a_list_of_rows_that_changes_too_much_is_an_error(center):
    world = filled(center, 250)
    world.compares_keys = False
    between_pages(center, 5, lambda: [world.delete(world.find(f"ONB-{number}")) for number in range(1, 101)])
    with pytest.raises(TrackerError, match="changed its list of issues while it was read"):
        opened(center).walk()


def test_a_server_that_sends_the_same_page_for_ever_is_an_error_and_no_loop():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as server:
        answers_of_a_center(server, {"total": 3, "issues": page(1)["issues"]})
        with pytest.raises(TrackerError, match="the same page again and again"):
            at_the_center().walk()


def answers_of_a_center(server, answer):
    base = "http://jira.acme.example/rest/api/2"
    server.get(f"{base}/serverInfo", json={"deploymentType": "Server"})
    server.get(f"{base}/field", json=[])
    server.get(f"{base}/project/ONB", json={"key": "ONB", "components": [], "versions": []})
    server.get(f"{base}/search", json=answer)


def at_the_center():
    url = "http://jira.acme.example"
    source = JiraSource(name="jira", type="jira", url=url, projects=("ONB",), token_env="T")
    return opened_at(source, {"T": "pat"})


@pytest.mark.parametrize(
    ("answer", "said"),
    [({"issues": []}, "without a total"), ({"issues": [], "total": 7}, "sends nothing of it")],
)
def test_an_answer_whose_end_cannot_be_told_is_an_error(answer, said):
    with responses.RequestsMock() as server:
        answers_of_a_center(server, answer)
        with pytest.raises(TrackerError, match=said):
            at_the_center().walk()


def test_an_incremental_walk_over_many_pages_reads_them_all(server):
    for number in range(150):
        server.world.add("ONB", str(number))
    marks = marks_of(opened(server).walk())
    server.world.tick(hours=2)
    for issue in [*server.world.issues.values()]:
        server.world.edit(issue, summary=f"{issue.summary} again")
    assert len(set(titles(opened(server).walk(marks)))) == 150


def huge(server, count):
    """A Data Center of so many issues changed in one instant, whose search counts through 10,000 rows."""

    def answer(request):
        asked = request.params
        start, size = int(asked.get("startAt", 0)), int(asked["maxResults"])
        if start + size > 10_000:
            return 500, {}, '{"errorMessages": ["Search limit exceeded"]}'
        bound = re.search(r'key > "ONB-(\d+)"', asked["jql"])
        numbers = range(int(bound[1]) + 1 if bound else 1, count + 1)
        is_by_key = asked["jql"].endswith("ORDER BY key ASC")
        in_any_order = random.sample(numbers, min(size, len(numbers)))
        shown = numbers[start : start + size] if is_by_key else in_any_order
        issues = [issue for number in shown for issue in page(number)["issues"]]
        return 200, {}, json.dumps({"total": len(numbers), "issues": issues})

    base = "http://jira.acme.example/rest/api/2"
    server.get(f"{base}/serverInfo", json={"deploymentType": "Server"})
    server.get(f"{base}/field", json=[])
    server.get(f"{base}/project/ONB", json={"key": "ONB", "components": [], "versions": []})
    server.add_callback("GET", f"{base}/search", answer)


@pytest.mark.parametrize(("count", "requests"), [(10_000, 104), (10_001, 105), (12_345, 128)])
def test_more_rows_than_data_center_counts_through_and_all_of_equal_rank_are_read(count, requests):
    with responses.RequestsMock() as server:
        huge(server, count)
        found = titles(at_the_center().walk())
        assert len(found) == len(set(found)) == count
        assert len(server.calls) == requests
