from __future__ import annotations

from okrsync.ports import KeepsGoals
from tests.servers.jira_world import CURRENT, TARGET
from tests.trackers.jira.opening import items_of, opened

TYPES = ("Objective", "Key Result")


def goals_of(server, **source):
    return opened(server, goal_types=TYPES, **source).tracker.goal_issues()


def test_the_issues_of_the_types_are_found_and_no_others(server):
    server.world.add("ONB", "Stay", type="Objective")
    server.world.add("ONB", "In 3 days", type="Key Result", more={TARGET: 3.0})
    server.world.add("ONB", "Work")
    found = goals_of(server)
    assert {item.title: item.fields.get("Target") for item in found.items} == {
        "Stay": None,
        "In 3 days": ("3",),
    }
    assert found.requests == 3  # what it is, its fields, the search
    assert server.asked("search")[0].one("jql") == (
        'project in ("ONB") AND issuetype in ("Objective", "Key Result") ORDER BY updated DESC'
    )


def test_they_are_asked_for_once(server):
    server.world.add("ONB", "Stay", type="Objective")
    tracker = opened(server, goal_types=TYPES).tracker
    assert isinstance(tracker, KeepsGoals)
    first, second = tracker.goal_issues(), tracker.goal_issues()
    assert (second.items, second.requests) == (first.items, 0)


def test_where_no_issue_is_a_goal_nothing_is_asked(server):
    assert opened(server).tracker.goal_issues() == ((), {}, 0)
    assert server.count == 0


def test_the_files_narrowing_holds_for_goals_too(server):
    server.world.add("ONB", "Old", type="Objective", labels=["old"])
    server.world.add("ONB", "Stay", type="Objective", labels=["new"])
    found = goals_of(server, jql="labels != old ORDER BY created")
    assert [item.title for item in found.items] == ["Stay"]


def test_those_that_changed_last_come_first_and_no_more_than_500(server):
    for number in range(510):
        server.world.add("ONB", f"Goal {number}", type="Objective")
    found = goals_of(server)
    assert [item.title for item in found.items] == [f"Goal {number}" for number in range(509, 9, -1)]
    assert found.requests <= 9


def test_their_fields_are_read_on_no_other_issue(server):
    dana = server.world.user("dana", "Dana")
    server.world.add("ONB", "Goal", type="key result", more={"assignee": dana, CURRENT: 1234567.5})
    server.world.add("ONB", "Work", more={"assignee": dana, CURRENT: 2.0})
    read = {one.title: one.fields for one in items_of(opened(server, goal_types=TYPES).walk())}
    assert read["Goal"] == {"Current": ("1234567.5",), "assignee": ("Dana",), "status": ("To Do",)}
    assert read["Work"] == {}


def test_a_field_that_conditions_ask_for_is_read_everywhere(server):
    server.world.add("ONB", "Work", more={CURRENT: 2.0})
    (item,) = items_of(opened(server, goal_types=TYPES, fields=("Current",)).walk())
    assert item.fields == {"Current": ("2",)}
