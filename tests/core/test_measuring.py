from __future__ import annotations

import pytest

from okrsync.core.goals import Goals, Team
from okrsync.core.measures import Measure
from okrsync.core.measuring import matching, number_of, over
from okrsync.core.work import Work
from tests.builders.world import done, item, when

FIELDS = {"Cost": ("12.5",), "Region": ("north",)}


def test_a_count_counts_all_that_is_found_but_milestones():
    found = [item("A-1"), done("A-2"), item("A-3", kind="milestone")]
    assert over(Measure("count"), found) == 2
    assert over(Measure("count"), []) == 0


def test_the_share_done_leaves_out_what_was_dropped():
    found = [done("A-1"), item("A-2"), item("A-3", state="dropped")]
    assert over(Measure("share_done"), found) == 0.5


def test_a_share_over_nothing_is_no_number():
    assert over(Measure("share_done"), [item("A-3", state="dropped")]) is None


def test_a_sum_and_a_mean_pass_over_what_has_no_number():
    found = [item("A-1", effort=3.0), item("A-2", effort=5.0), item("A-3")]
    assert over(Measure("sum", "points"), found) == 8
    assert over(Measure("avg", "points"), found) == 4


def test_a_sum_over_nothing_is_0_but_over_work_without_numbers_it_is_unknown():
    assert over(Measure("sum", "points"), []) == 0
    assert over(Measure("sum", "points"), [item("A-1")]) is None
    assert over(Measure("avg", "points"), []) is None


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("effort", 3.0),
        ("Story Points", 3.0),
        ("cost", 12.5),
        ("field.Cost", 12.5),
        ("region", None),
        ("x", None),
    ],
)
def test_a_number_is_the_estimate_or_that_of_a_field(field, expected):
    assert number_of(item("A-1", effort=3.0, fields=FIELDS), field) == expected


def test_a_field_called_points_is_read_where_there_is_no_estimate():
    assert number_of(item("A-1", fields={"Points": ("2",)}), "points") == 2


def test_conditions_are_asked_of_an_items_own_facts_its_epic_and_its_team():
    epic = item("ONB-1", kind="epic")
    story = item("ONB-2", parent="jira:ONB-1", labels=("slow",))
    other = item("OPS-1")
    goals = Goals(teams=(Team("product", when=when(project="ONB")),))
    whens = [when(label="slow"), when(epic="jira:ONB-1"), when(team="product"), when(label="none")]
    found = matching(Work([epic, story, other], {}), goals, whens)
    assert [[one.ref for one in items] for items in found] == [
        ["jira:ONB-2"],
        ["jira:ONB-1", "jira:ONB-2"],
        ["jira:ONB-1", "jira:ONB-2"],
        [],
    ]
