from __future__ import annotations

import pytest

from okrsync.core.model import WorkItem
from okrsync.trackers.github.items import milestone_item, understood
from okrsync.trackers.github.milestones import all_of

TOLD = {
    "id": "MI_1",
    "number": 3,
    "title": "Launch",
    "description": "Serves GROW",
    "state": "CLOSED",
    "url": "https://github.com/acme/web/milestone/3",
    "createdAt": "2026-10-01T09:00:00Z",
    "updatedAt": "2026-11-01T09:00:00Z",
    "closedAt": "2026-11-02T09:00:00Z",
    "creator": {"login": "dana"},
}
BY_REST = {
    "node_id": "MI_1",
    "number": 3,
    "title": "Launch",
    "description": "Serves GROW",
    "state": "closed",
    "html_url": "https://github.com/acme/web/milestone/3",
    "created_at": "2026-10-01T09:00:00Z",
    "updated_at": "2026-11-01T09:00:00Z",
    "closed_at": "2026-11-02T09:00:00Z",
    "creator": {"login": "dana"},
}


def item(payload) -> WorkItem:
    return understood(milestone_item, payload, source="github", project="acme/web")


def test_a_milestone_is_the_same_item_whoever_tells_it():
    (found,) = all_of({"pageInfo": {"hasNextPage": False}, "nodes": [TOLD]})
    assert item(found) == item(BY_REST)


def test_those_that_are_hidden_are_passed_over():
    assert all_of({"nodes": [None, TOLD]}) == [BY_REST]


@pytest.mark.parametrize("told", [None, [], "x", {"pageInfo": {"hasNextPage": True}, "nodes": [TOLD]}])
def test_where_these_are_not_all_rest_has_to_tell(told):
    assert all_of(told) is None
