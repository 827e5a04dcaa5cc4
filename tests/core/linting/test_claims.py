from __future__ import annotations

from okrsync.core.rules import Tying
from tests.builders.lint import flaws, paths, sound
from tests.builders.world import Q3, YEAR, rule
from tests.core.linting.test_work import labelled

A, B = sound("A"), sound("B", team="sales", unaligned="x")


def claimed(*rules, goals=(A, B), **more):
    return flaws("M1", *goals, rules=rules, **more)


def test_a_label_of_two_goals_is_told_at_the_second():
    rules = (labelled("A", "web"), labelled("B", "x", "Web"))
    assert claimed(*rules) == [("B", 'the label "web" leads to A, too, and nothing decides between them')]
    assert paths("M1", A, B, rules=rules) == [("objectives", 1, "labels")]


def test_so_is_a_label_that_anothers_pattern_takes():
    assert claimed(labelled("A", "growth/*"), labelled("B", "growth/seo"))[0][0] == "B"
    assert not claimed(labelled("A", "growth/*"), labelled("B", "sales/*"))


def test_rules_with_the_label_alone_claim_it_too():
    assert paths("M1", A, B, rules=(labelled("A", "web"), rule("B", label="web"))) == [("rules", 0, "when")]


def test_a_further_condition_decides_unless_it_is_the_same_one():
    own = rule("A", label="web", project="ONB")
    assert not claimed(labelled("A", "web"), rule("B", label="web", project="ONB"))
    assert not claimed(own, rule("B", label="web", project="OPS"))
    assert claimed(own, rule("B", label=("x", "web"), project="ONB"))


def test_so_does_what_the_file_says_of_conflicts():
    assert not claimed(labelled("A", "web"), labelled("B", "web"), tying=Tying(on_conflict="split"))


def test_a_key_result_and_its_objective_or_a_goal_and_its_parent_do_not_compete():
    child = sound("B", parent="A", team="sales")
    assert not claimed(labelled("A", "web"), labelled("A.KR1", "web"))
    assert not claimed(labelled("A", "web"), labelled("B", "web"), goals=(A, child))


def test_goals_that_never_meet_do_not():
    assert not claimed(
        labelled("A", "web"), labelled("B", "web", cycle="2026-Q3"), goals=(A, sound("B", cycle=Q3))
    )
    assert claimed(
        labelled("A", "web"), labelled("B", "web", cycle="2026"), goals=(A, sound("B", cycle=YEAR))
    )


def test_goals_that_are_over_claim_nothing():
    assert not claimed(labelled("A", "web"), labelled("B", "web"), goals=(A, sound("B", state="closed")))
    assert not claimed(labelled("A", "web"), rule("GONE", label="web"))
