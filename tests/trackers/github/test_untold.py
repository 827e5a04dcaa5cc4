"""An Enterprise Server whose REST tells no parents: GraphQL does, as far as it knows them."""

from __future__ import annotations

import pytest

from okrsync.errors import TrackerError

ASKED = "POST /graphql"


@pytest.fixture(autouse=True)
def web(github):
    github.leaves_out = {"parent_issue_url", "type", "sub_issues_summary", "issue_field_values"}
    web = github.world.repository()
    epic = github.world.repository("acme/plan").issue("Signup in one step")
    web.issue("Form is long", parent=epic, type="Bug")
    web.issue("Alone")
    web.pull("Shorter form", closes=[web.issues[0]])
    return web


def _queries(github, word):
    return [request for request in github.asked(ASKED) if word in request.body["query"]]


def test_parents_and_types_come_by_graphql(github, opened):
    items = opened().items()
    assert items["github:acme/web#1"].parent == "github:acme/plan#1"
    assert items["github:acme/web#1"].type == "Bug"
    assert items["github:acme/web#2"].parent is None
    assert len(_queries(github, "__type")) == 1


def test_400_items_cost_no_more_than_one_request_per_100_issues_besides(github, web, opened):
    for number in range(249):
        web.issue(f"Issue {number}", parent=web.issues[0])
    for number in range(149):
        web.pull(f"Pull {number}")
    items = opened().items()
    assert {items[f"github:acme/web#{number}"].parent for number in range(5, 250)} == {"github:acme/web#1"}
    assert len(items) == 401
    assert github.count == 1 + 5 + 2 + 1 + 3
    assert github.points == 6


def test_a_host_is_asked_once_what_it_knows_and_the_mark_keeps_it(github, web, opened):
    walker = opened()
    walker.walk()
    github.forget()
    github.world.clock.tick(3600)
    web.issues[1].change(parent=web.issues[0])
    assert walker.items()["github:acme/web#2"].parent == "github:acme/web#1"
    assert github.count == 4
    another = opened()
    another.marks = walker.marks
    github.forget()
    another.walk()
    assert _queries(github, "__type") == []


def test_many_repositories_of_a_host_ask_it_once(github, web, opened):
    github.world.repository("acme/app").issue(parent=web.issues[0])
    items = opened("acme/web", "acme/app").items()
    assert items["github:acme/app#1"].parent == "github:acme/web#1"
    assert len(_queries(github, "__type")) == 1


def test_an_older_host_knows_the_parent_alone(github, opened):
    github.graphql -= {"issueType"}
    assert opened().items()["github:acme/web#1"].parent == "github:acme/plan#1"
    assert _queries(github, "issueType") == []


def test_a_host_that_tells_no_parents_at_all_is_said_to_and_not_asked_again(github, web, opened):
    github.graphql -= {"parent", "issueType"}
    walker = opened()
    assert walker.items()["github:acme/web#1"].parent is None
    assert "does not tell the parents of issues in acme/web" in walker.pages[-1].warnings[0]
    github.forget()
    web.issues[0].change()
    walker.walk()
    assert github.count == 3


def test_a_host_that_tells_nothing_of_itself_is_tried(github, opened):
    github.graphql -= {"__type"}
    assert opened().items()["github:acme/web#1"].parent == "github:acme/plan#1"
    github.graphql -= {"parent"}
    walker = opened()
    assert walker.items()["github:acme/web#1"].parent is None
    assert "does not tell the parents" in walker.pages[-1].warnings[0]


def test_a_graphql_that_fails_loses_no_parent_the_walk_stops_there(github, web, opened):
    walker = opened()
    walker.walk()
    github.world.clock.tick(3600)
    web.issues[0].change(title="Changed")
    github.fail(ASKED, 502, skips=1, times=3)
    with pytest.raises(TrackerError, match="out of order for the issues of acme/web"):
        walker.walk()
    assert walker.items()["github:acme/web#1"].parent == "github:acme/plan#1"


def test_a_walk_gone_on_with_finds_its_parents(github, web, opened):
    for number in range(250):
        web.issue(f"Issue {number}", parent=web.issues[0])
    walker = opened()
    github.fail(r"/repositories/\d+/issues", 500, times=3)
    with pytest.raises(TrackerError):
        walker.walk()
    items = walker.items()
    assert {items[f"github:acme/web#{number}"].parent for number in range(110, 250)} == {"github:acme/web#1"}


def test_an_item_read_live_has_its_parent_too(opened):
    found = opened().tracker.read(["github:acme/web#3"])
    assert [item.ref for item in found.items] == [
        "github:acme/web#3",
        "github:acme/web#1",
        "github:acme/plan#1",
    ]


def test_where_rest_tells_parents_graphql_is_not_asked(github, opened):
    github.leaves_out = set()
    opened().walk()
    assert len(github.asked(ASKED)) == 1
