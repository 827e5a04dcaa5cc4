from __future__ import annotations

import pytest

from okrsync.errors import TrackerError


@pytest.fixture
def web(github):
    return github.world.repository()


@pytest.fixture
def pull(web):
    epic = web.issue("Signup in one step", labels=["okr:grow"], type="Epic")
    return web.pull("Shorter form", "short-form", closes=[web.issue("Form is long", parent=epic)])


def _read(opened, *refs):
    found = opened.tracker.read(refs)
    return {item.ref: item for item in found.items}, found


def test_a_pull_request_its_issue_its_epic_and_its_comments_take_4_requests(github, pull, opened):
    pull.comment("<!-- okrsync:v1 -->\nHello", github.world.viewer)
    github.forget()
    walker = opened()
    items, found = _read(walker, "github:acme/web#3")
    (ours,) = walker.tracker.comments("github:acme/web#3")
    assert list(items) == ["github:acme/web#3", "github:acme/web#2", "github:acme/web#1"]
    assert items["github:acme/web#3"].closes == ("github:acme/web#2",)
    assert items["github:acme/web#2"].parent == "github:acme/web#1"
    assert items["github:acme/web#1"].labels == ("okr:grow",)
    assert ours.is_ours
    assert found.requests == github.count == 4


def test_without_graphql_it_takes_4_requests_too_and_the_text_says_what_it_closes(github, pull, opened):
    github.graphql = None
    pull.change(body="Fixes #2")
    items, found = _read(opened(), "github:acme/web#3")
    assert len(items) == 3
    assert found.requests == github.count == 4


def test_an_issue_takes_one_look_and_one_request_for_each_ancestor(github, web, opened):
    web.issue("Form is long", parent=web.issue("Epic", parent=web.issue("Initiative")))
    items, found = _read(opened(), "github:acme/web#3")
    assert list(items) == ["github:acme/web#3", "github:acme/web#2", "github:acme/web#1"]
    assert found.requests == github.count == 4


def test_milestones_come_with_the_items_that_have_them(github, web, opened):
    web.issue(milestone=web.milestone("v1", "OKR: GROW"))
    items, _ = _read(opened(), "github:acme/web#1")
    assert items["github:acme/web/milestone/1"].named_goals == ("GROW",)
    assert github.count == 2


def test_a_milestone_can_be_asked_for(web, opened):
    web.milestone("v1")
    items, _ = _read(opened(), "github:acme/web/milestone/1")
    assert items["github:acme/web/milestone/1"].title == "v1"


def test_parents_that_are_their_own_ancestors_end(web, opened):
    first, second = web.issue("First"), web.issue("Second")
    first.parent, second.parent = second, first
    items, found = _read(opened(), "github:acme/web#1")
    assert len(items) == 2
    assert not found.unreachable


def test_a_very_long_lineage_ends_and_says_so(web, opened):
    issue = web.issue()
    for _ in range(14):
        issue = web.issue(parent=issue)
    _, found = _read(opened(), f"github:{issue.key}")
    assert len(found.items) == 11
    assert list(found.unreachable) == ["github:acme/web#4"]


def test_a_linked_issue_one_may_not_see_is_unreachable_and_the_rest_is_read(github, web, opened):
    secret = github.world.repository("acme/secret")
    secret.is_hidden = True
    web.pull("Mixed", body="Fixes acme/secret#1")
    items, found = _read(opened(), "github:acme/web#1")
    assert list(items) == ["github:acme/web#1"]
    assert "acme/secret#1 does not exist on" in found.unreachable["github:acme/secret#1"]


@pytest.mark.parametrize(
    ("ref", "why"),
    [
        ("github:acme/web#99", "does not exist"),
        ("github:nonsense", "no ref of GitHub"),
        ("github:a/b/c#1", "no ref"),
    ],
)
def test_what_is_missing_or_no_ref_is_unreachable_with_a_sentence(web, opened, ref, why):
    assert web.issues == []
    _, found = _read(opened(), ref)
    assert why in found.unreachable[ref]


def test_a_deleted_issue_is_unreachable(web, opened):
    web.issue().is_deleted = True
    _, found = _read(opened(), "github:acme/web#1")
    assert "is gone (410" in found.unreachable["github:acme/web#1"]


def test_a_transferred_issue_comes_back_under_its_new_ref_and_links_follow_it(github, web, opened):
    moved = web.issue("Moved")
    web.pull("Closes it", body="Fixes #1")
    moved.moved_to = github.world.repository("acme/plan").issue("Moved")
    items, found = _read(opened(), "github:acme/web#2")
    assert list(items) == ["github:acme/web#2", "github:acme/plan#1"]
    assert items["github:acme/web#2"].closes == ("github:acme/plan#1",)
    assert not found.unreachable


def test_an_item_of_a_renamed_repository_is_found_by_its_old_ref(web, opened):
    web.issue("Form is long")
    web.rename("acme/site")
    items, _ = _read(opened(), "github:acme/web#1")
    assert list(items) == ["github:acme/site#1"]


def test_links_to_other_trackers_are_left_to_them(github, web, opened):
    web.pull("ONB-7 shorter form")
    items, _ = _read(opened(), "github:acme/web#1")
    assert items["github:acme/web#1"].closing_keys == ("ONB-7",)
    assert github.count == 2


def test_a_wrong_token_is_a_failure_not_an_item_that_is_missing(github, web, opened):
    web.issue()
    walker = opened()
    github.token = "another"
    with pytest.raises(TrackerError, match="does not accept the token in \\$GITHUB_TOKEN"):
        walker.tracker.read(["github:acme/web#1"])


def test_a_token_that_may_see_pull_requests_only_reads_pull_requests(github, pull, opened):
    github.fail("/issues/", 403, body={"message": "Resource not accessible by integration"}, times=99)
    items, found = _read(opened(), f"github:{pull.key}")
    assert list(items) == [f"github:{pull.key}"]
    assert "read acme/web#2 (403" in found.unreachable["github:acme/web#2"]


def test_a_token_that_graphql_refuses_reads_with_4_requests_too(github, pull, opened):
    pull.change(body="Fixes #2")
    refusal = {"data": None, "errors": [{"type": "FORBIDDEN", "message": "Resource not accessible"}]}
    github.fail("graphql", 200, body=refusal, times=9)
    items, found = _read(opened(), "github:acme/web#3")
    assert len(items) == 3
    assert found.requests == github.count == 4


@pytest.mark.usefixtures("pull")
@pytest.mark.parametrize("status", [502, 200])
def test_while_graphql_fails_a_pull_request_says_that_its_links_are_not_all_told(github, opened, status):
    github.fail("graphql", status, body={"errors": [{"type": "RATE_LIMITED"}]}, times=99)
    items, found = _read(opened(), "github:acme/web#3", "github:acme/web#2")
    assert "github:acme/web#3" in items
    assert list(found.unreachable) == ["github:acme/web#3"]
    assert "sidebar" in found.unreachable["github:acme/web#3"]
