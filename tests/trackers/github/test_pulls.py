"""Branches and closing references, over a GraphQL that is whole, odd, or missing."""

from __future__ import annotations

import pytest

from okrsync.errors import TrackerError

GRAPHQL = "POST /graphql"
PARTIAL = {
    "data": {"repository": {"pullRequests": {"pageInfo": {"hasNextPage": False}, "nodes": [None]}}},
    "errors": [{"type": "FORBIDDEN", "message": "Resource not accessible by integration"}],
}


pytestmark = pytest.mark.usefixtures("web")


@pytest.fixture
def web(github):
    web = github.world.repository()
    web.issue("Form is long")
    web.pull("Shorter form", "onb-7-form", closes=[web.issues[0]], body="Fixes #1, see #9")
    web.pull("Linked by hand", "by-hand", closes=[web.issues[0]])
    return web


def test_links_made_by_hand_and_by_text_and_keys_of_the_branch_are_all_found(opened):
    items = opened().items()
    assert items["github:acme/web#2"].closes == ("github:acme/web#1",)
    assert items["github:acme/web#2"].mentions == ("github:acme/web#9",)
    assert items["github:acme/web#2"].closing_keys == ("ONB-7",)
    assert items["github:acme/web#3"].closes == ("github:acme/web#1",)


def test_a_keyword_counts_where_github_ignores_it_because_the_base_is_another_branch(web, opened):
    web.pull("To v2", base="v2", closes=[web.issues[0]], body="Closes #1")
    assert opened().items()["github:acme/web#4"].closes == ("github:acme/web#1",)


def test_a_link_into_a_repository_one_may_not_see_is_left_out(github, web, opened):
    secret = github.world.repository("acme/secret")
    secret.is_hidden = True
    web.pull("Mixed", closes=[secret.issue(), web.issues[0]])
    assert opened().items()["github:acme/web#4"].closes == ("github:acme/web#1",)


def test_without_graphql_branches_come_by_rest_and_links_from_texts(github, opened):
    github.graphql = None
    walker = opened()
    items = walker.items()
    assert items["github:acme/web#2"].closes == ("github:acme/web#1",)
    assert items["github:acme/web#2"].closing_keys == ("ONB-7",)
    assert items["github:acme/web#3"].closes == ()


def test_without_graphql_a_sync_says_so_and_asks_once_whether_it_came(github, web, opened):
    github.graphql = None
    walker = opened()
    assert "answers no GraphQL" in walker.walk()[-1].warnings[0]
    github.forget()
    web.issues[1].change(title="Changed")
    assert "no GraphQL" in walker.walk()[-1].warnings[0]
    assert github.count == 5
    assert len(github.asked(GRAPHQL)) == 1


@pytest.mark.parametrize("is_full", [False, True])
def test_a_graphql_that_came_tells_the_links_of_all_that_was_read_without_it(github, opened, is_full):
    known, github.graphql = github.graphql, None
    walker = opened()
    walker.walk()
    github.graphql = known
    assert walker.items(is_full=is_full)["github:acme/web#3"].closes == ("github:acme/web#1",)
    assert "pulls_since" not in walker.marks["acme/web"]


@pytest.mark.parametrize(
    "body",
    [
        {"errors": [{"message": "Field 'closingIssuesReferences' doesn't exist"}]},
        {
            "data": None,
            "errors": [{"type": "FORBIDDEN", "message": "Resource not accessible by integration"}],
        },
        {"data": {"repository": None}, "errors": [{"type": "NOT_FOUND"}]},
        {"message": "something else altogether"},
    ],
)
def test_a_graphql_that_only_complains_is_done_without(github, opened, body):
    github.fail(GRAPHQL, 200, body=body, times=9)
    walker = opened()
    assert walker.items()["github:acme/web#2"].closing_keys == ("ONB-7",)
    assert "pulls_since" in walker.marks["acme/web"]
    assert "answers no GraphQL" in walker.pages[-1].warnings[0]


def test_partial_data_loses_no_item(github, opened):
    github.fail(GRAPHQL, 200, body=PARTIAL, times=9)
    items = opened().items()
    assert items["github:acme/web#2"].closes == ("github:acme/web#1",)
    assert len(items) == 3


def test_a_query_that_is_too_rich_is_asked_again_in_smaller_pages(github, opened):
    github.fail(GRAPHQL, 502, times=2)
    assert opened().items()["github:acme/web#3"].closes == ("github:acme/web#1",)
    assert [request.body["variables"]["size"] for request in github.asked(GRAPHQL)] == [100, 50, 20]


def test_a_graphql_that_fails_for_now_is_made_up_for_by_the_next_sync(github, web, opened):
    walker = opened()
    walker.walk()
    github.world.clock.tick(3600)
    web.issues[2].change(title="Still linked by hand")
    github.fail(GRAPHQL, 504, times=3)
    assert "GraphQL failed" in walker.walk()[-1].warnings[0]
    github.world.clock.tick(3600)
    web.issue("Much later")
    items = walker.items()
    assert items["github:acme/web#3"].closes == ("github:acme/web#1",)
    assert "github:acme/web#4" in items
    assert "github:acme/web#1" not in items
    assert walker.pages[-1].warnings == ()
    github.forget()
    assert list(walker.items()) == ["github:acme/web#4"]
    assert github.count == 3


def test_while_graphql_keeps_failing_the_mark_moves_and_nothing_is_read_twice(github, web, opened):
    github.fail(GRAPHQL, 504, times=9_999)
    walker = opened()
    walker.walk()
    for hour in range(3):
        github.world.clock.tick(3600)
        web.issues[1].change(title=f"Changed {hour}")
        items = walker.items()
        assert "github:acme/web#2" in items
        assert "github:acme/web#3" not in items
        assert "are read once it answers" in walker.pages[-1].warnings[0]
    github.heal()
    assert {ref: item.closes for ref, item in walker.items().items() if item.closes} == {
        "github:acme/web#2": ("github:acme/web#1",),
        "github:acme/web#3": ("github:acme/web#1",),
    }
    assert walker.pages[-1].warnings == ()


def test_what_graphql_owes_is_owed_still_after_a_walk_that_stopped(github, web, opened):
    github.fail(GRAPHQL, 504, times=3)
    walker = opened()
    walker.walk()
    github.world.clock.tick(3600)
    for number in range(250):
        web.issue(f"Issue {number}")
    github.fail(r"/repositories/\d+/issues", 500, times=3)
    with pytest.raises(TrackerError):
        walker.walk()
    assert walker.items()["github:acme/web#3"].closes == ("github:acme/web#1",)


def test_links_that_are_owed_are_read_without_reading_anything_else_again(github, web, opened):
    for number in range(150):
        web.issue(f"Issue {number}")
    known, github.graphql = github.graphql, None
    walker = opened()
    walker.walk()
    github.graphql = known
    github.world.clock.tick(3600)
    github.forget()
    items = walker.items()
    assert items["github:acme/web#3"].closes == ("github:acme/web#1",)
    assert "github:acme/web#9" not in items
    assert github.count == 4


def test_a_rate_limit_of_graphql_is_waited_for(github, opened):
    limited = {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}
    reset = str(int(github.world.clock.now.timestamp()) + 29)
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
    github.fail(GRAPHQL, 200, body=limited, headers=headers)
    walker = opened()
    assert walker.items()["github:acme/web#3"].closes == ("github:acme/web#1",)
    assert walker.waited == [30.0]
    assert walker.said == ["GitHub asks for a pause of 30 s …"]


@pytest.mark.parametrize("headers", [{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2222222222"}, {}])
def test_a_rate_limit_of_graphql_that_lasts_stops_no_sync_and_the_next_one_makes_up_for_it(
    github, opened, headers
):
    limited = {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}
    github.fail(GRAPHQL, 200, body=limited, headers=headers)
    walker = opened()
    assert len(walker.items()) == 3
    assert walker.waited == []
    assert walker.items()["github:acme/web#3"].closes == ("github:acme/web#1",)


def test_a_pull_request_that_changes_while_the_walk_runs_is_asked_for_again(github, web, opened):
    for _ in range(350):
        web.issue()
    pages = opened().tracker.walk({}, is_full=False)
    found = [next(pages), next(pages)]
    late = web.pull("Opened meanwhile", "ONB-8", closes=[web.issues[0]])
    items = {item.ref: item for page in (*found, *pages) for item in page.items}
    assert items[f"github:{late.key}"].closes == ("github:acme/web#1",)
    assert len(github.asked(GRAPHQL)) == 2


def test_an_answer_of_graphql_with_holes_is_read_as_far_as_it_goes(github, opened):
    linked = {"nodes": [None, {}, {"number": 1}, {"number": 1, "repository": {}}]}
    nodes = [{"closingIssuesReferences": linked}, {"number": 3, "closingIssuesReferences": linked}]
    github.fail("graphql", 200, body={"data": {"repository": {"pullRequests": {"nodes": nodes}}}})
    assert opened().items()["github:acme/web#3"].closes == ()
