from datetime import date

from okrsync.core.edits import Edit
from okrsync.core.goals import Value
from okrsync.core.history import CheckIn
from okrsync.render.reckoning import reckoning
from tests.builders.nesting import DEEP, calls_nest_less_than_deep
from tests.builders.world import goals, key_result, objective, report_of

OCT = date(2026, 10, 20)
REPORT = report_of(
    goals(
        objective("ACME", driver="children"),
        objective("GROW", key_result("GROW.KR1", current=5), parent="ACME"),
        objective("A", parent="B", driver="children"),
        objective("B", parent="A", driver="children"),
    )
)


def told(name=None):
    return [(line.depth, line.goal, line.number, line.shown) for line in reckoning(REPORT, name)]


def test_each_number_stands_with_its_goal_down_the_tree():
    assert told("acme") == [
        (0, "ACME", "progress", "50%"),
        (0, "ACME", "expected", "55%"),
        (0, "ACME", "pace", "0.91"),
        (0, "ACME", "status", "on track"),
        (1, "GROW", "progress", "50%"),
        (1, "GROW", "expected", "55%"),
        (1, "GROW", "pace", "0.91"),
        (1, "GROW", "status", "on track"),
        (2, "GROW.KR1", "progress", "50%"),
        (2, "GROW.KR1", "expected", "55%"),
        (2, "GROW.KR1", "pace", "0.91"),
        (2, "GROW.KR1", "status", "on track"),
    ]


def test_a_key_result_is_told_alone():
    assert {goal for _, goal, _, _ in told("grow.kr1")} == {"GROW.KR1"}


def test_a_loop_of_parents_ends():
    assert [goal for _, goal, number, _ in told("A") if number == "progress"] == ["A", "B"]


def test_without_a_name_all_roots_are_told():
    assert [goal for depth, goal, number, _ in told() if number == "status" and not depth] == ["ACME"]


def test_what_has_no_value_shows_a_dash():
    assert told("A")[0] == (0, "A", "progress", "–")


def test_a_tree_may_be_deeper_than_calls_may_nest():
    chain = [objective(f"G{n}", parent=f"G{n - 1}" if n else None) for n in range(DEEP)]
    with calls_nest_less_than_deep():
        lines = reckoning(report_of(goals(*chain)))
    assert [line.depth for line in lines if line.number == "status"] == list(range(DEEP))


def test_what_was_changed_in_the_file_stands_beneath_with_what_it_was():
    known = {"goal": "GROW.KR1", "cycle": "2026-Q4", "key": "target"}
    edits = [
        Edit(**known, before="5", after="8", on=OCT, commit="0a1b2c3d4e5f6a7b", original=5),
        Edit(**known, before="8", after="9", on=OCT, commit="1a1b2c3d4e5f6a7b", reason="the price changed"),
        Edit(**known, before="9", after="10", on=OCT, commit=None),
    ]
    report = report_of(goals(objective("GROW", key_result("GROW.KR1", current=4))), edits=edits)
    assert [(line.number, line.shown, line.formula) for line in reckoning(report, "grow.kr1")][4:] == [
        ("target", "8", "was 5 until 2026-10-20 (0a1b2c3d4), and nothing says why"),
        ("target", "9", "was 8 until 2026-10-20 (1a1b2c3d4): the price changed"),
        ("target", "10", "was 9 until 2026-10-20, not committed yet"),
        ("at first", "80%", "progress by what it began with: 0 to 5, 55% expected, on track"),
    ]


def test_what_must_only_hold_was_expected_to_from_the_beginning():
    change = Edit("GROW.KR1", "2026-Q4", "max", "3", "5", OCT, "0a1b2c3d4e5f", original=3)
    part = key_result("GROW.KR1", kind="guardrail", max=5, current=4)
    (*_, last) = reckoning(report_of(goals(objective("GROW", part)), edits=[change]), "grow.kr1")
    assert last.formula == "progress by what it began with: at most 3, at risk"


def test_confidence_and_score_are_explained_too():
    parts = [key_result(f"GROW.KR{number}", current=6) for number in (1, 2, 3)]
    noted = [
        CheckIn("GROW.KR1", Value(OCT, 6, "check-in", confidence=0.8)),
        CheckIn("GROW.KR2", Value(OCT, 7, "check-in", confidence=0.5)),
    ]
    goal = objective("GROW", *parts, commitment="aspirational", score=0.7)
    report = report_of(goals(goal), checkins=noted, as_of=date(2027, 1, 4))
    lines = {(one.goal, one.number): (one.shown, one.formula) for one in reckoning(report)}
    assert lines["GROW", "confidence"] == (
        "65%",
        "Σ confidence / how many = (0.8 (GROW.KR1) + 0.5 (GROW.KR2)) / 2",
    )
    assert lines["GROW.KR1", "confidence"] == ("80%", "as checked in on 2026-10-20")
    assert ("GROW.KR3", "confidence") not in lines
    assert lines["GROW", "score"] == (
        "0.7",
        "computed is 0.63, the progress; 0.7 was given: green; 0.7 is expected: met",
    )
    assert lines["GROW.KR1", "score"] == (
        "0.6",
        "computed is 0.6, the progress: yellow; 0.7 is expected: missed",
    )


def test_a_goal_without_a_value_has_no_score_and_a_learning_one_nothing_to_reach():
    goal = objective("GROW", key_result("GROW.KR1"), commitment="learning")
    lines = reckoning(report_of(goals(goal), as_of=date(2027, 1, 4)), "GROW")
    assert [one.formula for one in lines if one.number == "score"] == [
        "no progress to compute it: inconclusive",
        "no progress to compute it: inconclusive",
    ]
