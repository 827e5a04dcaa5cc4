"""What a goal's name means, seen from a cycle."""

from okrsync.core.cycles import calendar_cycle
from okrsync.core.naming import Names
from tests.builders.world import Q3, Q4, TODAY, YEAR, goals, key_result, objective


def names(*objectives, cycle=Q4):
    return Names(goals(*objectives), cycle, TODAY)


def test_a_name_means_the_cycles_goal_else_an_enclosing_ones_else_the_latest():
    year = objective("A", cycle=YEAR)
    half = objective("A", cycle=calendar_cycle("2026-H2"))
    old, older = objective("A", cycle=Q3), objective("A", cycle=calendar_cycle("2025-Q1"))
    assert names(older, old).find("a").objective.cycle == Q3
    assert names(older, old, year).find("a").objective.cycle == YEAR
    assert names(older, old, year, half).find("a").objective.cycle.id == "2026-H2"
    assert names(older, old, year, half, objective("A")).find("a").objective.cycle == Q4


def test_a_parent_is_looked_up_in_the_childs_own_cycle():
    child = objective("GROW", cycle=Q3, parent="ACME")
    found = names(child, objective("ACME"), objective("ACME", cycle=Q3)).parent(child)
    assert found.objective.cycle == Q3


def test_an_unknown_key_result_does_not_fall_back_to_its_objective():
    assert names(objective("GROW", "KR1")).find("GROW.KR2") is None
    assert names(objective("GROW", "KR1")).find("grow.kr1").id == "GROW.KR1"


def test_live_goals_are_those_open_work_can_be_tied_to():
    found = names(
        objective("GROW", "KR1"),
        objective("OLD", cycle=Q3),
        objective("ACME", cycle=YEAR),
        objective("IDEA", state="draft"),
        objective("SHUT", state="closed"),
    ).live()
    assert [goal.id for goal in found] == ["GROW", "GROW.KR1", "ACME"]


def test_the_nearest_spelling_is_a_live_goals():
    some = names(objective("GROW", "KR1"), objective("OPS", state="abandoned"))
    assert some.nearest("grwo").id == "GROW"
    assert some.nearest("ops") is None


def test_parents_in_a_loop_hide_each_other_without_end():
    one, other = objective("A", parent="B"), objective("B", parent="A")
    some = names(one, other)
    assert some.most_specific([some.find("A")])[0].id == "A"


def test_what_a_goal_is_called_elsewhere_comes_after_the_names_here():
    known = names(
        objective("GROW", key_result("GROW.KR1", aliases=("ari:cloud:townsquare:1:goal/a.b",))),
        objective("CALM", aliases=("ACME-12", "grow")),
    )
    assert known.find("acme-12").id == "CALM"
    assert known.find("ARI:cloud:townsquare:1:goal/a.b").id == "GROW.KR1"
    assert known.find("grow").id == "GROW"


def test_an_alias_means_the_goal_nearest_to_the_cycle():
    known = names(objective("OLD", cycle=Q3, aliases=("ACME-12",)), objective("NEW", aliases=("ACME-12",)))
    assert known.find("ACME-12").id == "NEW"
