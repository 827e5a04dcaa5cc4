"""Objectives: roll-up, drivers, guardrails, the weakest status; numbers beside work, never mixed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.goals import Team, Value
from okrsync.core.history import histories
from tests.builders.world import Q4, TODAY, YEAR, done, goals, item, key_result, objective, report_of, when


def row_of(*objectives, items=(), name=None, **more):
    report = report_of(goals(*objectives), *items, **more)
    return next(row for row in report.objectives if row.id == (name or objectives[0].id))


def kr(name, current=None, **facts):
    return key_result(f"GROW.{name}", current=current, **facts)


def test_an_objective_is_the_weighted_mean_of_its_key_results_that_have_data():
    row = row_of(objective("GROW", kr("KR1", 10, weight=3), kr("KR2", 0), kr("KR3", weight=2)))
    assert (row.progress.value, row.progress.missing_weight) == (0.75, 2)


def test_raw_keeps_what_is_beyond_the_target():
    row = row_of(objective("GROW", kr("KR1", 20), kr("KR2", 0)))
    assert (row.progress.value, row.progress.raw) == (0.5, 1.0)


def test_without_data_there_is_no_number():
    row = row_of(objective("GROW", kr("KR1"), kr("KR2")))
    assert (row.progress.value, row.progress.missing_weight, row.pace, row.status) == (
        None,
        2,
        None,
        "pending",
    )


@given(st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(-5, 15)), min_size=1, max_size=5))
def test_a_mean_lies_between_its_parts(parts):
    results = [kr(f"KR{n}", current, weight=float(weight)) for n, (weight, current) in enumerate(parts)]
    row = row_of(objective("GROW", *results))
    known = [min(1, max(0, current / 10)) for weight, current in parts if weight and current is not None]
    assert (row.progress.value is None) == (not known)
    if known:
        assert min(known) - 1e-9 <= row.progress.value <= max(known) + 1e-9
    assert row.progress.missing_weight == sum(weight for weight, current in parts if current is None)


def test_guardrails_never_enter_the_mean_but_their_breach_shows():
    rail = kr("KR2", 1, kind="guardrail", min=5, baseline=None, target=None)
    row = row_of(objective("GROW", kr("KR1", 10), rail))
    assert (row.progress.value, row.status) == (1.0, "at risk")
    assert row.status_reason.startswith("GROW.KR2")


@pytest.mark.parametrize(
    ("driver", "value"), [("key_results", 1.0), ("children", 0.5), ("both", 0.75), ("none", None)]
)
def test_the_driver_says_what_moves_an_objective(driver, value):
    parent = objective("GROW", kr("KR1", 10), driver=driver)
    child = objective("SUB", key_result("SUB.KR1", current=5), parent="GROW.KR1")
    assert row_of(parent, child).progress.value == value


def test_supporting_goals_never_change_a_number():
    parent = objective("GROW", driver="children")
    child = objective("SUB", key_result("SUB.KR1", current=5), parent="GROW", relation="supports")
    assert row_of(parent, child).progress.value is None


@pytest.mark.parametrize("state", ["draft", "abandoned"])
def test_goals_that_are_not_pursued_move_nothing(state):
    child = objective("SUB", key_result("SUB.KR1", current=5), parent="GROW", state=state)
    assert row_of(objective("GROW", driver="children"), child).progress.value is None


def test_objectives_in_a_loop_end():
    one, other = objective("A", driver="children", parent="B"), objective("B", driver="children", parent="A")
    assert row_of(one, other).progress.value is None


def test_linked_work_never_moves_outcome_progress():
    goal = objective("GROW", kr("KR1", 1))
    row = row_of(goal, items=[done(labels=("okr:grow.kr1",))])
    assert (row.progress.value, row.work.done) == (0.1, 1)


def test_a_work_key_result_is_the_share_of_its_work_that_is_done_and_says_so():
    goal = objective("GROW", kr("KR1", kind="work"))
    items = [done(labels=("okr:grow.kr1",), effort=3.0), item("ONB-2", labels=("okr:grow.kr1",), effort=1.0)]
    row = report_of(goals(goal), *items).key_results[0]
    assert (row.progress.value, row.source) == (0.75, "work")


def test_an_undated_value_counts_from_the_day_it_was_first_seen():
    file = goals(objective("GROW", kr("KR1", 5)))
    seen = histories([(date(2026, 10, 5), file), (date(2026, 11, 19), file)])
    row = report_of(file, histories=seen).key_results[0]
    assert (row.as_of, row.status) == (date(2026, 10, 5), "outdated")


def test_history_keeps_every_value_in_order():
    files = [goals(objective("GROW", kr("KR1", value))) for value in (None, 2, 2, 5)]
    days = [date(2026, 10, day) for day in (2, 9, 16, 23)]
    seen = histories(zip(days, files, strict=True))
    assert seen[Q4.id, "GROW.KR1"] == (Value(days[1], 2, "manual"), Value(days[3], 5, "manual"))


def test_a_dated_value_stands_on_its_own_day_and_later_guesses_give_way():
    first = goals(objective("GROW", kr("KR1", 2)))
    second = goals(objective("GROW", kr("KR1", 5, current_on=date(2026, 10, 4))))
    seen = histories([(date(2026, 10, 9), first), (date(2026, 10, 16), second)])
    assert [value.on for value in seen[Q4.id, "GROW.KR1"]] == [date(2026, 10, 4)]


def test_baseline_and_first_value_make_two_observations():
    assert row_of(objective("GROW", kr("KR1", 5))).status == "on track"
    lonely = kr("KR1", True, kind="milestone", baseline=None, target=None)
    assert row_of(objective("GROW", lonely)).status == "achieved"


def test_work_shares_are_of_the_goals_own_team():
    teams = (Team("product", None, when(project="ONB")), Team("ops", None, when(project="OPS")))
    file = goals(objective("GROW", team="product", allocation=0.5), teams=teams)
    items = [
        item("ONB-1", labels=("okr:grow",), effort=2.0),
        item("ONB-2", effort=6.0),
        item("OPS-1", labels=("okr:grow",), effort=4.0),
        item("OPS-2", effort=100.0),
    ]
    work = report_of(file, *items).objectives[0].work
    assert (work.effort, work.share, work.planned_share) == (6.0, 0.25, 0.5)


@pytest.mark.parametrize("team", [None, "company"])
def test_a_company_goals_share_is_of_everything(team):
    file = goals(objective("GROW", team=team))
    work = report_of(file, item(labels=("okr:grow",)), item("ONB-2")).objectives[0].work
    assert work.share == 0.5


def test_elapsed_and_expected_are_of_the_goals_own_cycle():
    row = row_of(objective("ACME", key_result("ACME.KR1", current=9), cycle=YEAR))
    assert row.expected == YEAR.elapsed(TODAY)
    assert row.pace == pytest.approx(0.9 / row.expected)
