from __future__ import annotations

import pytest

from okrsync.errors import TrackerError
from tests.trackers.jira.opening import opened


def lineage(server):
    """An initiative on Cloud, an epic, a story and a sub-task, in two projects."""
    world = server.world
    world.add_project("ACME")
    top = world.add("ACME", "Initiative", type="Initiative") if world.is_cloud else None
    epic = world.add("ONB", "Epic", type="Epic", parent=top and top.key)
    story = world.add("ONB", "Story", parent=epic.key)
    world.add("ONB", "Sub-task", type="Sub-task", parent=story.key)
    return world


def titles(found):
    return sorted(item.title for item in found.items)


def test_an_issue_and_its_epic_cost_three_requests(server):
    epic = server.world.add("ONB", "Epic", type="Epic")
    server.world.add("ONB", "Story", parent=epic.key)
    found = opened(server).tracker.read(["jira:ONB-2"])
    assert titles(found) == ["Epic", "Story"]
    assert found.requests == server.count == 3
    assert found.unreachable == {}


def test_ancestors_come_level_by_level_across_projects(server):
    lineage(server)
    found = opened(server).tracker.read(["jira:ONB-3"])
    expected = (
        ["Epic", "Initiative", "Story", "Sub-task"]
        if server.world.is_cloud
        else ["Epic", "Story", "Sub-task"]
    )
    assert titles(found) == expected


def test_several_issues_are_read_together(server):
    world = lineage(server)
    world.add("ONB", "Another story", parent="ONB-1")
    found = opened(server).tracker.read(["jira:ONB-2", "jira:ONB-4"])
    assert {"Story", "Another story", "Epic"} <= set(titles(found))
    levels = 3 if server.world.is_cloud else 2
    assert found.requests == server.count == 2 + levels


def test_a_ref_asked_for_twice_or_in_small_letters_is_read_once(server):
    server.world.add("ONB", "Story")
    found = opened(server).tracker.read(["jira:ONB-1", "jira:ONB-1"])
    assert [item.ref for item in found.items] == ["jira:ONB-1"]
    assert found.requests == 2


def test_what_is_missing_or_hidden_is_unreachable_with_a_sentence(server):
    server.world.add("ONB", "Seen")
    server.world.add("ONB", "Hidden")
    server.world.hidden.add("ONB-2")
    found = opened(server).tracker.read(["jira:ONB-1", "jira:ONB-2", "jira:ONB-99"])
    assert titles(found) == ["Seen"]
    assert set(found.unreachable) == {"jira:ONB-2", "jira:ONB-99"}
    assert "this account may not see it" in found.unreachable["jira:ONB-2"]


def test_a_parent_that_cannot_be_seen_is_unreachable(server):
    world = lineage(server)
    world.hidden.add("ONB-1")
    found = opened(server).tracker.read(["jira:ONB-2"])
    assert titles(found) == ["Story"]
    assert set(found.unreachable) == {"jira:ONB-1"}


@pytest.mark.parametrize("others", [[], ["jira:ONB-2"]])
def test_an_issue_that_moved_is_found_by_its_old_key_and_by_its_new_one(server, others):
    world = server.world
    world.add_project("OPS")
    moved = world.add("ONB", "Moved")
    world.add("ONB", "Stayed")
    world.move(moved, "OPS")
    found = opened(server).tracker.read(["jira:ONB-1", *others])
    by_ref = {item.ref: item for item in found.items}
    assert by_ref["jira:ONB-1"].id == by_ref["jira:OPS-1"].id == str(moved.id)
    assert found.unreachable == {}


def test_a_lineage_that_runs_in_a_circle_ends(cloud):
    first = cloud.world.add("ONB", "Egg")
    second = cloud.world.add("ONB", "Hen", parent=first.key)
    cloud.world.edit(first, parent=second.key)
    found = opened(cloud).tracker.read(["jira:ONB-1"])
    assert titles(found) == ["Egg", "Hen"]
    assert found.requests == 3


def test_fix_versions_come_along_without_a_request(server):
    release = server.world.add_version("ONB", "2026.4", description="OKR: GROW")
    server.world.add("ONB", "Work", versions=[release])
    found = opened(server).tracker.read(["jira:ONB-1"])
    assert {item.ref: item.named_goals for item in found.items}[f"jira:ONB/version/{release}"] == ("GROW",)
    assert found.requests == 2


def test_a_version_can_be_read_by_its_ref(server):
    release = server.world.add_version("ONB", "2026.4")
    found = opened(server).tracker.read([f"jira:ONB/version/{release}", "jira:ONB/version/7"])
    assert titles(found) == ["2026.4"]
    assert set(found.unreachable) == {"jira:ONB/version/7"}


def test_many_issues_are_read_a_hundred_at_a_time(server):
    for _ in range(150):
        server.world.add("ONB")
    found = opened(server).tracker.read([f"jira:ONB-{number + 1}" for number in range(150)])
    assert len(found.items) == 150
    assert found.requests == 4


def test_a_data_center_that_refuses_unknown_keys_in_a_search_is_asked_one_by_one(center):
    center.world.add("ONB", "One")
    center.world.add("ONB", "Two")
    center.fail("/search", 400, body={"errorMessages": ["An issue with key 'ONB-9' does not exist."]})
    found = opened(center).tracker.read(["jira:ONB-1", "jira:ONB-2", "jira:ONB-9"])
    assert titles(found) == ["One", "Two"]
    assert set(found.unreachable) == {"jira:ONB-9"}


def test_a_failure_of_the_site_is_no_unreachable_issue(server):
    server.world.add("ONB")
    server.fail("/issue/", 500, times=9)
    with pytest.raises(TrackerError, match="HTTP 500"):
        opened(server).tracker.read(["jira:ONB-1"])


def test_an_issue_without_its_key_is_unreachable(cloud):
    cloud.world.add("ONB")
    cloud.fail("/issue/ONB-1", 200, body={"id": "1"})
    found = opened(cloud).tracker.read(["jira:ONB-1"])
    assert set(found.unreachable) == {"jira:ONB-1"}


def test_what_an_issue_contributes_to_comes_along(server):
    server.world.add_project("ACME")
    goal = server.world.add("ACME", "Objective")
    link = {"type": {"outward": "contributes to"}, "outwardIssue": {"key": goal.key}}
    server.world.add("ONB", "Work", more={"issuelinks": [link]})
    found = opened(server, link_types=("contributes to",)).tracker.read(["jira:ONB-1"])
    assert titles(found) == ["Objective", "Work"]
