from __future__ import annotations

import pytest

from okrsync.trackers.jira.sprints import is_sprint, sprint_name

BEGIN = "com.atlassian.greenhopper.service.sprint.Sprint@1a2b[id=42,rapidViewId=4,state=CLOSED,"
NAMES = [
    "Sprint 3",
    "a, b",
    "a=b, name=c",
    "[x], state=ACTIVE, id=7]",
    "startDate=2026",
    "Zürich 🏔",
    "",
]
LAYOUTS = {
    "of today": "name={},startDate=2026-10-01T00:00:00.000Z,endDate=<null>,completeDate=<null>,sequence=42,"
    "goal={}]",
    "planned": "name={},startDate=<null>,endDate=<null>,completeDate=<null>,activatedDate=<null>,sequence=42,"
    "goal={},synced=false]",
    "older": "name={},goal={},startDate=2026-10-01T00:00:00.000+02:00,endDate=<null>,completeDate=<null>]",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("goal", ["", "<null>", "win, name=x, startDate=soon]"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_whatever_it_and_the_goal_hold(name, goal, layout):
    written = BEGIN + layout.format(name, goal)
    assert is_sprint(written)
    assert sprint_name(written) == name


def test_a_goal_in_a_name_is_part_of_it_where_the_goal_stands_elsewhere():
    assert sprint_name(BEGIN + LAYOUTS["of today"].format("a,goal=b", "c")) == "a,goal=b"


@pytest.mark.parametrize(
    ("rest", "name"),
    [("name=a, b]", "a, b"), ("name=a,sequence=4,goal=]", "a"), ("sequence=4]", ""), ("name=a", "")],
)
def test_a_layout_nobody_knows_is_read_as_far_as_it_goes(rest, name):
    assert sprint_name(BEGIN + rest) == name


def test_any_other_text_is_none():
    assert not is_sprint("Sprint 3")
