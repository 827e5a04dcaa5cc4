from __future__ import annotations

from okrsync.ports import Surveyor
from tests.trackers.jira.opening import opened


def test_the_work_that_changed_last_comes_first_and_brings_its_versions(server):
    version = server.world.add_version("ONB", "1.0")
    old = server.world.add("ONB", "Old", versions=[version])
    server.world.add("ONB", "New")
    server.world.edit(old, labels=["a"])
    tracker = opened(server).tracker
    assert isinstance(tracker, Surveyor)
    assert [item.title for item in tracker.recent(5)] == ["Old", "1.0", "New"]
    assert [item.title for item in tracker.recent(1)] == ["Old", "1.0"]


def test_only_the_named_projects_are_looked_at(server):
    server.world.add_project("OPS")
    server.world.add("OPS", "Elsewhere")
    assert opened(server).tracker.recent(5) == ()
