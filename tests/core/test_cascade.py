"""The cascade: company, departments, teams."""

import pytest

from okrsync.core.goals import Team
from tests.builders.world import done, goals, item, key_result, objective, report_of, when

TEAMS = (
    Team("company"),
    Team("operations", "company"),
    Team("support", "Operations", when(project="SUP"), "Support desk"),
    Team("product", None, when(project="ONB")),
)


def told(*objectives, teams=TEAMS, items=(), **more):
    return {one.team: one for one in report_of(goals(*objectives, teams=teams), *items, **more).departments}


def goal(name, team, current=5, /, **facts):
    return objective(name, key_result(f"{name}.KR1", current=current), team=team, **facts)


def test_each_team_stands_beneath_the_one_it_is_part_of():
    found = told(goal("A", "support"), goal("B", None), goal("C", "Marketing"))
    assert [(one.team, one.depth, one.parent, one.objectives) for one in found.values()] == [
        ("company", 0, None, ("B",)),
        ("operations", 1, "company", ()),
        ("support", 2, "operations", ("A",)),
        ("product", 1, "company", ()),
        ("Marketing", 1, "company", ("C",)),
    ]
    assert (found["support"].title, found["product"].title) == ("Support desk", "product")


def test_progress_rolls_up_by_weight_without_drafts():
    found = told(
        goal("A", "support", 2),
        goal("B", "operations", 4, weight=3),
        goal("C", "operations", 10, state="draft"),
        goal("D", "operations", None),
    )
    assert (found["support"].progress, found["operations"].progress) == (0.2, pytest.approx(0.35))
    assert found["company"].progress == pytest.approx(0.35)
    assert found["product"].progress is None


def test_coverage_is_that_of_all_teams_beneath():
    items = (item("SUP-1", labels=("okr:a",)), item("SUP-2"), item("ONB-1"), item("X-1"))
    found = told(goal("A", "support"), items=items)
    assert (found["operations"].coverage, found["product"].coverage) == (0.5, 0)
    assert found["company"].coverage == 0.25


def test_work_across_departments_is_seen_from_both_sides():
    items = (done("SUP-1", labels=("okr:b",), effort=3.0), item("ONB-1", labels=("okr:b", "okr:a")))
    found = told(goal("A", "support"), goal("B", "product"), goal("C", None), items=items)
    given = [(one.goal, one.team, one.goal_team, one.effort) for one in found["operations"].gives]
    assert given == [("B", "support", "product", 3.0)]
    assert found["support"].gives == found["product"].takes == found["operations"].gives
    assert found["company"].gives == found["company"].takes == ()


def test_work_for_the_companys_goals_and_of_nobodys_crosses_no_border():
    items = (item("SUP-1", labels=("okr:c",)), item("X-1", labels=("okr:b",)))
    found = told(goal("B", "product"), goal("C", "company"), items=items)
    assert not any(one.gives or one.takes for one in found.values())


def test_a_department_sees_its_own_part():
    found = told(goal("A", "support"), goal("B", "product"), team="operations")
    assert list(found) == ["operations", "support"]


def test_teams_that_are_part_of_each_other_are_shown_all_the_same():
    loop = (Team("a", "b"), Team("b", "a"))
    assert {one.team: one.depth for one in told(goal("A", "a"), teams=loop).values()} == {
        "company": 0,
        "a": 2,
        "b": 2,
    }


def test_a_company_without_teams_has_no_cascade():
    assert told(goal("A", None), teams=()) == {}
