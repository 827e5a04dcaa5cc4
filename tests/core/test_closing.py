"""The end of a cycle: what is proposed, what a person wrote already, what goes on."""

from datetime import date

import pytest

from okrsync.core.closing import chosen, needs_cause, proposals, reconsidered, rescored
from okrsync.core.method import Method
from tests.builders.world import Q3, Q4, goals, key_result, objective, report_of

AFTER = date(2027, 1, 4)


def proposed(*parts, **facts):
    file = goals(objective("GROW", *parts, **facts))
    (one,) = proposals(file, Q4, report_of(file, as_of=AFTER))
    return one


def with_scores(one, *scores):
    pairs = zip(one.parts, scores, strict=True)
    return one._replace(parts=tuple(part._replace(score=score) for part, score in pairs))


def result(current=None, name="GROW.KR1", **facts):
    return key_result(name, current=current, **facts)


def test_scores_are_the_computed_ones_with_two_decimals():
    one = proposed(result(3.333), result(6, "GROW.KR2", weight=3))
    assert [part.score for part in one.parts] == [0.33, 0.6]
    assert one.score == 0.53
    assert one.parts[0].reached == 3.333


@pytest.mark.parametrize(
    ("current", "score"), [(6.96, 0.69), (3.999, 0.39), (9.96, 0.99), (7, 0.7), (6.94, 0.69)]
)
def test_no_score_is_rounded_up_to_what_was_not_reached(current, score):
    assert proposed(result(current)).parts[0].score == score


def test_what_a_person_gave_stands():
    one = proposed(result(3, score=0.5, cause="late"), score=0.4, cause="both")
    assert (one.score, one.cause, one.parts[0].score, one.parts[0].cause) == (0.4, "both", 0.5, "late")


@pytest.mark.parametrize(
    ("current", "facts", "carry"),
    [
        (10, {}, "abandon"),
        (5, {}, "keep"),
        (3, {}, "modify"),
        (None, {}, "modify"),
        (7, {}, "keep"),  # committed to all of it
        (7, {"commitment": "aspirational"}, "abandon"),
        (8, {"commitment": "learning"}, "abandon"),
        (5, {"commitment": "learning"}, "keep"),
    ],
)
def test_what_was_reached_ends_and_what_hardly_moved_is_reworked(current, facts, carry):
    one = proposed(result(current), **facts)
    assert one.carry == carry
    assert one.why


def test_of_a_goal_that_goes_on_what_was_reached_stays_behind_but_for_guardrails():
    hold = result(0, "GROW.KR3", kind="guardrail", max=1)
    one = proposed(result(10), result(3, "GROW.KR2"), hold)
    assert [part.carry for part in one.parts] == ["abandon", "keep", "keep"]


def test_a_goal_of_which_nothing_is_left_ends():
    assert proposed(result(10), score=0.6).carry == "abandon"


def test_a_learning_goal_gets_its_outcome():
    assert proposed(result(8), commitment="learning").outcome == "validated"
    assert proposed(result(8), commitment="learning", outcome="inconclusive").outcome == "inconclusive"
    assert proposed(result(8)).outcome is None


def test_drafts_abandoned_goals_and_other_cycles_are_left_alone():
    file = goals(objective("A", state="draft"), objective("B", state="abandoned"), objective("C", cycle=Q3))
    assert proposals(file, Q4, report_of(file, as_of=AFTER)) == ()


def test_the_objective_follows_the_scores_people_give():
    goal = objective(
        "GROW", result(3), result(3, "GROW.KR2", weight=3), result(0, "GROW.KR3", kind="guardrail")
    )
    file = goals(goal)
    (one,) = proposals(file, Q4, report_of(file, as_of=AFTER))
    assert rescored(with_scores(one, 1.0, 0.2, 0.0), goal, Method()) == 0.4
    assert rescored(with_scores(one, 1.0, 0.594, 0.0), goal, Method()) == 0.69  # not yet 0.7
    assert rescored(with_scores(one, None, None, None), goal, Method()) == one.score == 0.3


def test_an_objective_that_is_scored_or_driven_by_others_keeps_its_score():
    for facts in ({"score": 0.9}, {"driver": "none"}):
        goal = objective("GROW", result(3), **facts)
        file = goals(goal)
        (one,) = proposals(file, Q4, report_of(file, as_of=AFTER))
        assert rescored(with_scores(one, 1.0), goal, Method()) == facts.get("score")


def test_what_becomes_of_a_goal_follows_the_scores_people_give():
    goal = objective("GROW", result(9), result(10, "GROW.KR2"))
    file = goals(goal)
    (one,) = proposals(file, Q4, report_of(file, as_of=AFTER))
    assert (one.carry, [part.carry for part in one.parts]) == ("keep", ["keep", "abandon"])
    lower = reconsidered(with_scores(one, 0.1, 0.5), goal, Method())
    assert (lower.score, lower.carry, [part.carry for part in lower.parts]) == (
        0.3,
        "modify",
        ["keep", "keep"],
    )
    assert lower.why == "it scored 0.3: more of the same will not do"
    higher = reconsidered(with_scores(one, 1.0, 1.0), goal, Method())
    assert (higher.score, higher.carry) == (1.0, "abandon")


def test_what_was_learned_follows_the_scores_too():
    goal = objective("GROW", result(9), commitment="learning")
    file = goals(goal)
    (one,) = proposals(file, Q4, report_of(file, as_of=AFTER))
    assert one.outcome == "validated"
    assert reconsidered(with_scores(one, 0.1), goal, Method()).outcome == "invalidated"


def test_people_choose_by_id_in_any_case():
    one = proposed(result(3), result(10, "GROW.KR2"))
    (wanted,) = chosen((one,), {"grow": "keep", "Grow.kr2": "modify"})
    assert (wanted.carry, [part.carry for part in wanted.parts]) == ("keep", ["keep", "modify"])
    assert tuple(chosen((one,), {})) == (one,)


@pytest.mark.parametrize(("score", "needed"), [(0.69, True), (0.7, False), (None, False)])
def test_a_cause_is_asked_for_below_green(score, needed):
    assert needs_cause(score, Method()) == needed
