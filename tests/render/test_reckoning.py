from okrsync.render.reckoning import reckoning
from tests.builders.world import goals, key_result, objective, report_of

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
    made = report_of(goals(*(objective(f"G{n}", parent=f"G{n - 1}" if n else None) for n in range(1000))))
    assert [line.depth for line in reckoning(made) if line.number == "status"] == list(range(1000))
