from __future__ import annotations

import pytest

from okrsync.errors import NotVisible


def test_the_work_that_changed_last_comes_first_a_hundred_a_request(github, opened):
    web = github.world.repository()
    for number in range(250):
        web.issue(f"Issue {number}")
    web.find(7).change(labels=[])
    found = opened().tracker.recent(1000)
    assert len({item.ref for item in found}) == 250
    assert found[0].ref == "github:acme/web#7"
    assert github.count == 3


def test_no_more_is_read_than_was_asked_for(github, opened):
    web = github.world.repository()
    for number in range(250):
        web.issue(f"Issue {number}")
    assert [len(opened().tracker.recent(most)) for most in (100, 120)] == [100, 120]
    assert github.count == 1 + 2


def test_milestones_come_along_with_their_state(github, opened):
    web = github.world.repository()
    web.issue(milestone=web.milestone("v1", state="closed"))
    issue, milestone = opened().tracker.recent(10)
    assert (issue.milestones, milestone.title, milestone.is_open) == (("v1",), "v1", False)


def test_pull_requests_count_too(github, opened):
    github.world.repository().pull("Shorter form", labels=["growth"])
    (pull,) = opened().tracker.recent(10)
    assert (pull.kind, pull.labels) == ("pull_request", ("growth",))


def test_where_issues_are_switched_off_nothing_is_told(github, opened):
    github.world.repository().has_issues = False
    assert opened().tracker.recent(10) == ()


def test_a_repository_that_cannot_be_seen_is_an_error(opened):
    with pytest.raises(NotVisible, match="acme/web"):
        opened().tracker.recent(10)
