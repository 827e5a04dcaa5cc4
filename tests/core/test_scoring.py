"""Objectives: roll-up, drivers, guardrails, the weakest status; numbers beside work, never mixed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsync.core.goals import Override, Team, Value
from okrsync.core.history import histories
from tests.builders.nesting import DEEP, calls_nest_less_than_deep
from tests.builders.world import Q4, TODAY, YEAR, done, goals, item, key_result, objective, report_of, when
from tests.core.test_history import checkin


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


@pytest.mark.parametrize("driver", ["key_results", "children", "both", "none"])
def test_a_key_result_at_risk_shows_whatever_moves_the_objective(driver):
    parent = objective("GROW", kr("KR1", 0), driver=driver)
    child = objective("SUB", key_result("SUB.KR1", current=10), parent="GROW")
    row = row_of(parent, child)
    assert (row.status, row.status_reason.partition(":")[0]) == ("at risk", "GROW.KR1")


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


def test_confidence_is_the_mean_of_the_key_results_and_stays_beside_pace():
    goal = objective("GROW", kr("KR1", 5), kr("KR2", 5), kr("KR3", 5))
    seen = [
        checkin(name, 5, TODAY, confidence=confidence)
        for name, confidence in (("GROW.KR1", 0.2), ("GROW.KR2", 0.6))
    ]
    without, with_confidence = row_of(goal), row_of(goal, checkins=seen)
    assert (without.confidence, with_confidence.confidence) == (None, pytest.approx(0.4))
    assert (without.pace, without.status) == (with_confidence.pace, with_confidence.status)


def test_net_confidence_is_the_share_on_track_less_the_share_at_risk():
    goal = objective("GROW", kr("KR1", 9), kr("KR2", 10), kr("KR3", 0), kr("KR4", 3.5))
    found = row_of(goal).net_confidence
    assert (found.key_results, found.on_track, found.at_risk, found.net) == (4, 0.5, 0.25, 0.25)


def test_net_confidence_of_nothing_is_no_number_and_drafts_are_out_of_it():
    report = report_of(goals(objective("IDEA", "KR1", state="draft")))
    assert (report.net_confidence.key_results, report.net_confidence.net) == (0, None)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 10)), min_size=1, max_size=5),
    st.sampled_from([0.5, 2.0, 8.0]),
)
def test_weights_have_no_scale_and_no_order(parts, scale):
    def value(weighted):
        results = [kr(f"KR{n}", now, weight=float(weight)) for n, (weight, now) in enumerate(weighted)]
        return row_of(objective("GROW", *results)).progress.value

    assert value(parts) == pytest.approx(value([(weight * scale, now) for weight, now in parts]))
    assert value(parts) == pytest.approx(value(parts[::-1]))


@given(st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=5), st.integers(0, 4))
def test_no_value_comes_from_a_missing_value(currents, place):
    """One more key result without data changes nothing but the weight that is missing."""
    parts = [kr(f"KR{n}", now) for n, now in enumerate(currents)]
    more = [*parts[:place], kr("KR9", None, weight=3.0), *parts[place:]]
    before, after = (row_of(objective("GROW", *some)).progress for some in (parts, more))
    assert (after.value, after.raw) == (before.value, before.raw)
    assert after.missing_weight == before.missing_weight + 3


@given(st.lists(st.integers(0, 10), min_size=1, max_size=4), st.integers(0, 3), st.integers(0, 10))
def test_an_objective_never_falls_when_a_key_result_rises(currents, place, rise):
    place %= len(currents)
    higher = [*currents[:place], min(10, currents[place] + rise), *currents[place + 1 :]]
    low, high = (
        row_of(objective("GROW", *(kr(f"KR{n}", now) for n, now in enumerate(some)))).progress.value
        for some in (currents, higher)
    )
    assert low <= high + 1e-12


def test_a_missing_weight_is_one_and_drops_no_key_result():
    """A known tracker leaves a key result without a weight out of the mean."""
    row = row_of(objective("GROW", kr("KR1", 10), kr("KR2", 0, weight=1.0)))
    assert (row.progress.value, row.progress.missing_weight) == (0.5, 0)


def test_a_missing_value_is_not_nought():
    """Spreadsheets average an empty cell in as 0."""
    assert row_of(objective("GROW", kr("KR1", 10), kr("KR2"))).progress.value == 1.0


def test_equal_baseline_and_target_do_not_enter_the_mean_as_a_half():
    """A known open-source tracker prints 0.5 for them."""
    row = row_of(objective("GROW", kr("KR1", 10), kr("KR2", 5, baseline=5, target=5)))
    assert (row.progress.value, row.progress.missing_weight) == (1.0, 1)


def test_nothing_is_rounded_before_the_mean():
    """Thirds that are rounded to whole percents first add up to 33 %."""
    row = row_of(objective("GROW", *(kr(f"KR{n}", 1, target=3) for n in range(3))))
    assert row.progress.value == pytest.approx(1 / 3, abs=1e-12)


def test_what_is_beyond_its_target_makes_up_for_nobody():
    """Unclamped, a result at 300 % hides two at nothing."""
    row = row_of(objective("GROW", kr("KR1", 30), kr("KR2", 0), kr("KR3", 0)))
    assert (row.progress.value, row.progress.raw) == (pytest.approx(1 / 3), 1.0)


def test_a_negative_weight_weighs_nothing():
    row = row_of(objective("GROW", kr("KR1", 10), kr("KR2", 0, weight=-3.0)))
    assert row.progress.value == 1.0


def test_a_persons_word_on_an_objective_stands_beside_its_weakest_key_result():
    word = Override("on track", "dana", "the launch is next week", TODAY)
    row = row_of(objective("GROW", kr("KR1", 1), status=word))
    assert (row.status, row.computed_status, row.status_override.by) == ("on track", "at risk", "dana")
    above = row_of(
        objective("ACME", driver="children"),
        objective("GROW", kr("KR1", 1), status=word, parent="ACME"),
    )
    assert above.status == "on track"


def test_a_confidential_goals_word_keeps_its_reason():
    word = Override("on track", "dana", "Umbrella signs", TODAY)
    goal = objective("GROW", kr("KR1", 1, status=word), status=word, is_confidential=True)
    assert "Umbrella" not in str(report_of(goals(goal)))


def test_the_children_named_are_those_that_contribute():
    tree = [
        objective("A"),
        objective("B", parent="A"),
        objective("C", parent="A", relation="supports"),
        objective("D", parent="A", weight=2.0, driver="both"),
    ]
    row, *_, last = report_of(goals(*tree)).objectives
    assert (row.children, last.weight, last.driver) == (("B", "D"), 2.0, "both")


def test_elapsed_and_expected_are_of_the_goals_own_cycle():
    row = row_of(objective("ACME", key_result("ACME.KR1", current=9), cycle=YEAR))
    assert row.expected == YEAR.elapsed(TODAY)
    assert row.pace == pytest.approx(0.9 / row.expected)


def test_a_tree_may_be_deeper_than_calls_may_nest():
    chain = [objective("G0", driver="children")]
    chain += [objective(f"G{n}", parent=f"G{n - 1}", driver="children") for n in range(1, DEEP)]
    leaf = objective("LEAF", key_result("LEAF.KR1", current=5), parent=chain[-1].id)
    labels = ("okr:leaf",)
    with calls_nest_less_than_deep():
        row = row_of(*chain, leaf, items=[done(labels=labels), item("ONB-2", labels=labels)])
    assert (row.progress.value, row.status) == (0.5, "on track")
    assert row.status_reason.startswith("G1: G2: ")
