"""Parent Link, which some Data Centers tell of a single issue and keep out of a search."""

from __future__ import annotations

import pytest

from tests.servers.jira_world import ROADMAPS
from tests.trackers.jira.opening import items_of, marks_of, opened


@pytest.fixture
def roadmaps(center):
    center.world.fields.append(ROADMAPS)
    top = center.world.add("ONB", "Initiative", type="Initiative")
    epic = center.world.add("ONB", "Epic", type="Epic", parent=top.key)
    story = center.world.add("ONB", "Story", parent=epic.key)
    center.world.add("ONB", "Sub-task", type="Sub-task", parent=story.key)
    center.world.add("ONB", "Lonely epic", type="Epic")
    center.world.tick(hours=2)
    center.world.edit(story)
    return center


def parents(pages):
    return {item.title: item.parent for item in items_of(pages)}


EXPECTED = {
    "Initiative": None,
    "Epic": "jira:ONB-1",
    "Story": "jira:ONB-2",
    "Sub-task": "jira:ONB-3",
    "Lonely epic": None,
}


def test_the_hierarchy_of_a_data_center_is_read_on_every_level(roadmaps):
    assert parents(opened(roadmaps).walk()) == EXPECTED
    assert not roadmaps.asked("/issue/")


def test_parents_a_search_hides_are_read_from_the_issues_that_have_one(roadmaps):
    roadmaps.world.search_hides_parents = True
    assert parents(opened(roadmaps).walk()) == EXPECTED
    assert [str(request) for request in roadmaps.asked("/issue/")] == ["GET /rest/api/2/issue/ONB-2"]


def test_a_site_known_to_hide_them_is_asked_again_for_what_changed(roadmaps):
    roadmaps.world.search_hides_parents = True
    marks = marks_of(opened(roadmaps).walk())
    roadmaps.world.tick(hours=2)
    roadmaps.world.edit(roadmaps.world.find("ONB-2"), summary="Epic, edited")
    pages = opened(roadmaps).walk(marks)
    assert parents(pages) == {"Epic, edited": "jira:ONB-1", "Story": "jira:ONB-2"}


def test_a_site_that_tells_them_costs_one_request_in_a_full_reading_and_none_later(roadmaps):
    marks = marks_of(opened(roadmaps).walk())
    assert roadmaps.count == 1 + 3 + 1
    roadmaps.forget()
    opened(roadmaps).walk(marks)
    assert roadmaps.count == 2


def test_a_site_that_takes_no_such_question_is_believed(roadmaps):
    roadmaps.fail("search", 400, skips=1, body={})
    assert parents(opened(roadmaps).walk()) == EXPECTED


def test_an_issue_that_is_gone_meanwhile_stops_nothing(roadmaps):
    roadmaps.world.search_hides_parents = True
    roadmaps.fail("/issue/ONB-2", 404, body={})
    assert parents(opened(roadmaps).walk()) == EXPECTED | {"Epic": None}


def test_live_a_hidden_parent_is_found_too(roadmaps):
    roadmaps.world.search_hides_parents = True
    found = opened(roadmaps).tracker.read(["jira:ONB-3", "jira:ONB-2"])
    assert {item.title for item in found.items} == {"Story", "Epic", "Initiative"}
