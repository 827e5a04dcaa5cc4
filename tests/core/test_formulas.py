"""Every number says how it came about, with the values in it."""

from datetime import date

import pytest

from okrsync.core.goals import Step, Value
from tests.builders.world import done, goals, item, key_result, objective, report_of


def formulas(*parts, name="GROW.KR1", **more):
    report = report_of(goals(objective("GROW", *parts), **more))
    goal = next(one for one in (*report.objectives, *report.key_results) if one.id == name)
    return {one.number: one.formula for one in goal.why}


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"current": 6.5, "baseline": 9, "target": 3}, "(6.5 − 9) / (3 − 9), held between 0 and 1"),
        ({"current": 1, "baseline": -2, "target": 3}, "(1 − (-2)) / (3 − (-2)), held between 0 and 1"),
        ({"current": 1_250_000.0, "baseline": 1_000_000, "target": 2e6}, "(1250000 − 1000000) / (2000000 −"),
        ({"current": 5, "baseline": None}, "baseline or target is unknown"),
        ({"current": None}, "no value"),
        ({"kind": "milestone", "current": True}, "1 when done, else 0: done"),
        ({"kind": "milestone", "current": 0, "target": None}, "1 when done, else 0: not done"),
        ({"kind": "milestone", "current": 4}, "(4 − 0) / (10 − 0), held between 0 and 1"),
        ({"kind": "milestone", "steps": (Step("a", is_done=True), Step("b"))}, "steps done / steps = 1 / 2"),
        (
            {"kind": "ordinal", "levels": ("low", "fair", "high"), "current": "Fair"},
            "levels climbed / levels to climb = 1 / 2 (low, fair, high)",
        ),
        ({"kind": "ordinal", "levels": ("low", "high"), "current": "odd"}, "odd is none of low, high"),
        (
            {"kind": "range", "min": 1, "max": 3, "current": 4},
            "1 inside 1 to 3; outside 1 − distance / width, not below 0 = 1 − 1 / 2, at its worst value 4",
        ),
        ({"kind": "guardrail", "min": 5, "current": 4}, "1 inside 5 to …; outside 1 − distance / bound"),
        (
            {"kind": "guardrail", "max": 0, "current": 4},
            "not below 0 = 0, as the bound is 0, at its worst value 4",
        ),
        ({"kind": "guardrail", "max": 1, "current": 0.5}, "1 inside … to 1"),
        ({"kind": "guardrail", "current": 4}, "no bound is known"),
    ],
)
def test_progress_is_explained_by_its_kind(facts, told):
    assert told in formulas(key_result(**facts))["progress"]


def test_what_must_hold_is_explained_by_its_worst_value():
    seen = {("2026-Q4", "GROW.KR1"): tuple(Value(date(2026, 11, day), day, "check-in") for day in (1, 5, 3))}
    file = goals(objective("GROW", key_result(kind="guardrail", max=4, current=None)))
    (row,) = report_of(file, histories=seen).key_results
    assert row.why[0].formula.endswith("= 1 − 1 / 4, at its worst value 5")
    assert row.progress.value == 0.75


def test_what_must_hold_has_no_pace_to_explain():
    assert set(formulas(key_result(kind="guardrail", max=1, current=0))) == {"progress"}


def test_expected_and_pace_have_their_numbers():
    found = formulas(key_result(current=5))
    assert found["expected"] == "elapsed share of 2026-Q4 = 50 / 91 days"
    assert found["pace"] == "progress / expected = 0.5 / 0.549"
    assert formulas(key_result())["pace"] == "progress / expected"


def test_a_curve_of_its_own_is_told():
    found = formulas(key_result(phases=((date(2026, 12, 1), 0.5), (date(2026, 11, 1), 0.1))))
    assert found["expected"] == (
        "along its own curve, between 10% on 2026-11-01 and 50% on 2026-12-01: "
        "0.1 + (0.5 − 0.1) × 19 / 30 days"
    )


def test_a_curve_is_told_as_it_stands_on_one_of_its_days():
    found = formulas(key_result(phases=((date(2026, 11, 20), 0.5),)))
    assert found["expected"] == "along its own curve, 50% on 2026-11-20"


def test_work_is_told_as_work():
    goal = goals(objective("GROW", key_result(kind="work")))
    label = ("okr:grow.kr1",)
    report = report_of(goal, done(labels=label, effort=3.0), item("ONB-2", labels=label, effort=5.0))
    assert report.key_results[0].why[0].formula == "work done / work = 3 / 8"


def test_an_objective_is_explained_by_its_parts_and_what_is_left_out():
    parts = [
        key_result("GROW.KR1", current=5, weight=2.0),
        key_result("GROW.KR2", current=1),
        key_result("GROW.KR3"),
        key_result("GROW.KR4", kind="guardrail", max=1, current=0),
    ]
    assert formulas(*parts, name="GROW")["progress"] == (
        "Σ weight × progress / Σ weight = (2 × 0.5 (GROW.KR1) + 1 × 0.1 (GROW.KR2)) / (2 + 1); "
        "weight without data: 1 (GROW.KR3); outside the mean: GROW.KR4"
    )
    assert formulas(name="GROW")["progress"] == "nothing with data"


def test_what_is_expected_of_an_objective_follows_the_curves_of_its_key_results():
    slow = key_result("GROW.KR1", current=2, phases=((date(2026, 11, 20), 0.2),), weight=3)
    found = formulas(slow, key_result("GROW.KR2", current=5), key_result("GROW.KR3"), name="GROW")
    assert found["expected"] == (
        "Σ weight × expected / Σ weight = (3 × 0.2 (GROW.KR1) + 1 × 0.549 (GROW.KR2)) / (3 + 1)"
    )
    assert found["pace"] == "progress / expected = 0.275 / 0.287"


def test_a_curve_without_data_or_weight_bends_nothing():
    day = ((date(2026, 11, 20), 0.2),)
    silent = key_result("GROW.KR1", phases=day)
    assert formulas(silent, name="GROW")["expected"].startswith("elapsed share")
    row = report_of(goals(objective("GROW", key_result(current=1, phases=day, weight=0)))).objectives[0]
    assert row.expected == 50 / 91
