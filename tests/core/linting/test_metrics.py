from __future__ import annotations

from dataclasses import replace

from okrsync.core.measures import Measure
from tests.builders.lint import flaws, metric, sound
from tests.builders.world import Q3, YEAR


def two(first, second, **facts):
    one = sound("A", first)
    other = sound("B", replace(second, id=second.id.replace("A.", "B.")), team="sales", parent="A", **facts)
    return flaws("K12", one, other)


CHURN = metric("A.KR1", title="Churn of small shops falls from 14 to 9 percent", baseline=14, target=9)


def test_two_goals_on_one_metric_are_told_at_the_second():
    assert two(CHURN, replace(CHURN, title="Reduce the churn of small shops")) == [
        ("B.KR1", "it uses the metric of A.KR1")
    ]


def test_opposite_directions_are_told_as_such():
    up = replace(CHURN, title="The churn of small shops rises to 20", target=20)
    assert two(CHURN, up)[0][1] == "it pulls the metric of A.KR1 in the opposite direction"


def test_one_measure_is_one_metric_whatever_it_is_called():
    assert two(
        replace(CHURN, measure=Measure("count", path="numbers.csv")),
        metric("A.KR1", title="Other words", measure=Measure("count", path="numbers.csv")),
    )


def test_an_unknown_baseline_pulls_nowhere():
    assert "uses" in two(CHURN, replace(CHURN, baseline=None))[0][1]


def test_other_words_are_another_metric():
    assert not two(CHURN, metric("A.KR1", title="Churn of large shops falls from 14 to 9 percent"))


def test_one_goal_may_look_at_its_metric_twice():
    assert not flaws("K12", sound("A", CHURN, replace(CHURN, id="A.KR2")))


def test_goals_that_never_meet_share_nothing():
    assert not two(CHURN, CHURN, cycle=Q3)
    assert two(CHURN, CHURN, cycle=YEAR)


def test_guardrails_watch_what_others_move():
    assert not two(CHURN, replace(CHURN, kind="guardrail", max=9))


def test_a_title_without_a_metric_is_like_no_other():
    assert not two(metric("A.KR1", title="From 4 to 5"), metric("A.KR1", title="From 7 to 9"))
