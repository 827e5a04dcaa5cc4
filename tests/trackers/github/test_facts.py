"""Facts about GitHub that would mislead: each once, over the whole tracker."""

from __future__ import annotations

import pytest

from okrsync.errors import TrackerError


@pytest.fixture
def web(github):
    return github.world.repository()


def _item(opened, ref="github:acme/web#1"):
    return opened().items()[ref]


@pytest.mark.parametrize("base", ["main", "v2"])
def test_a_keyword_in_a_templates_remark_closes_nothing(web, opened, base):
    web.pull("Shorter form", base=base, body="<!-- Closes #1 -->\nShorter.")
    item = _item(opened)
    assert (item.closes, item.mentions) == ((), ())


@pytest.mark.parametrize("title", ["Read UTF-8", "CVE-2024-12345 in libfoo", "Follow RFC-2119", "GH-26"])
def test_a_word_that_only_looks_like_a_key_is_none_of_a_project(web, opened, title):
    web.pull(title)
    assert "ONB" not in {key.partition("-")[0] for key in _item(opened).closing_keys}


def test_a_closing_reference_may_cross_repositories(github, web, opened):
    plan = github.world.repository("acme/plan").issue("Signup")
    web.pull("By hand", closes=[plan])
    web.pull("By keyword", body="Resolves acme/plan#1")
    items = opened().items()
    assert items["github:acme/web#1"].closes == items["github:acme/web#2"].closes == ("github:acme/plan#1",)


def test_a_transferred_issue_leaves_its_old_repository_with_a_full_walk(github, web, opened):
    kept, moved = web.issue("Kept"), web.issue("Moved")
    plan = github.world.repository("acme/plan")
    walker = opened("acme/web", "acme/plan")
    walker.walk()
    moved.moved_to = plan.issue("Moved")
    assert "github:acme/plan#1" in walker.items()
    assert sorted(walker.items(is_full=True)) == ["github:acme/plan#1", f"github:{kept.key}"]


def test_archived_repositories_are_read(web, opened):
    web.issue("Done long ago")
    web.is_archived = True
    assert list(opened().items()) == ["github:acme/web#1"]


def test_a_time_with_an_offset_is_asked_since_in_utc(github, web, opened):
    web.issue()
    github.fail("GET .*/issues$", 200, body=[_row("2026-10-01T21:00:00+09:00")])
    walker = opened()
    walker.walk()
    github.forget()
    walker.walk()
    assert github.asked("GET .*/issues$")[0].query["since"] == "2026-10-01T11:55:00Z"


def test_page_numbers_of_our_own_are_never_sent(github, web, opened):
    for number in range(250):
        web.issue(f"Issue {number}")
    opened().walk()
    pages = [request.query for request in github.asked("GET .*/issues$")]
    assert len(pages) == 3
    assert all("after" in query for query in pages if "page" in query)


@pytest.mark.parametrize(("status", "said"), [(403, "secondary rate limit"), (429, "Too many")])
def test_a_secondary_limit_of_graphql_is_waited_for(github, web, opened, status, said):
    web.pull("Shorter form", closes=[web.issue()])
    github.fail("POST /graphql", status, body={"message": said}, headers={"Retry-After": "7"})
    walker = opened()
    (pull,) = [item for item in walker.items().values() if item.kind == "pull_request"]
    assert pull.closes == ("github:acme/web#1",)
    assert walker.waited == [7.0]


def test_a_secondary_limit_without_a_time_is_a_minute_and_then_two(github, web, opened):
    web.issue()
    said = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes."}
    github.fail("GET .*/issues$", 403, body=said, times=2)
    walker = opened()
    assert len(walker.items()) == 1
    assert walker.waited == [60.0, 120.0]


def test_limits_of_several_requests_share_one_patience(github, web, opened):
    web.issue()
    github.fail("labels", 429, body={}, headers={"Retry-After": "200"})
    github.fail("GET .*/issues$", 429, body={}, headers={"Retry-After": "200"})
    with pytest.raises(TrackerError, match="Run okrsync again after"):
        opened().walk()


def _row(time):
    return {
        "id": 1,
        "node_id": "I_1",
        "number": 1,
        "title": "Elsewhere",
        "state": "open",
        "updated_at": time,
        "parent_issue_url": None,
    }
