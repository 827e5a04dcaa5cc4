"""Checking in: what is taken, what is refused with the expected range and unit, and what is due."""

from datetime import date

import pytest

from okrsync.core.checking import due, expectation, fits, reading, target
from okrsync.core.goals import GoalIssues, Kpi, Step
from okrsync.errors import UsageError
from tests.builders.world import Q3, Q4, TODAY, YEAR, goals, key_result, objective, report_of
from tests.core.test_history import checkin

DAYS = key_result(baseline=9, target=3, unit="days")
LEVELS = key_result(kind="ordinal", levels=("poor", "fair", "good"))
STEPS = key_result(kind="milestone", steps=(Step("a"), Step("b")), target=None)
DONE = key_result(kind="milestone", target=None)
RAIL = key_result(kind="guardrail", max=4, unit="hours", baseline=None, target=None)
KPI = Kpi("uptime", "Availability", 99.9, 99.5, unit="%")


def read(part, text, factor=10):
    file = goals(objective("GROW", part), kpis=(KPI,))
    return reading(target(file, part.id, TODAY), text, factor=factor)


@pytest.mark.parametrize(
    ("part", "text", "value"),
    [
        (DAYS, "6.5", 6.5),
        (DAYS, "-3", -3),
        (DAYS, "69", 69),
        (RAIL, "400", 400),
        (key_result(baseline=5, target=5), "400", 400),
        (key_result(kind="milestone"), "5", 5),
        (LEVELS, "FAIR", "fair"),
        (DONE, "done", True),
        (DONE, "Not done", False),
        (STEPS, "1", 1),
        (STEPS, "done", 2),
        (STEPS, "no", 0),
    ],
)
def test_a_value_is_read_by_its_kind(part, text, value):
    assert read(part, text) == value


@pytest.mark.parametrize(
    ("part", "text", "told"),
    [
        (DAYS, "slow", "takes a number in days, normally from 9 to 3; slow is no number"),
        (DAYS, "nan", "nan is no number"),
        (DAYS, "inf", "inf is no number"),
        (DAYS, "6,5", "6,5 is no number"),
        (DAYS, "650", "more than 10 times that far away. If it is true, add --anyway"),
        (RAIL, "x", "takes a number in hours, normally at most 4"),
        (LEVELS, "great", "takes one of its levels: poor, fair, good; great is none of them"),
        (DONE, "1", "takes done or not done"),
        (STEPS, "3", "the number of its steps that are done, from 0 to 2; 3 is not that"),
        (STEPS, "1.5", "from 0 to 2"),
        (key_result(kind="work"), "1", "measured by its work"),
    ],
)
def test_a_bad_value_is_refused_with_what_is_expected(part, text, told):
    with pytest.raises(UsageError) as refused:
        read(part, text)
    assert told in str(refused.value)


def test_a_value_that_is_meant_may_be_anywhere():
    assert read(DAYS, "650", float("inf")) == 650


SHARE = key_result(baseline=40, target=60, unit="%")


def test_a_share_where_percents_are_meant_is_taken_for_a_slip():
    with pytest.raises(UsageError, match=r"0\.55 looks like a share, 55 % is 55\. If it is true"):
        read(SHARE, "0.55")
    assert (read(SHARE, "0.55", float("inf")), read(SHARE, "0"), read(SHARE, "1")) == (0.55, 0, 1)


@pytest.mark.parametrize("facts", [{"baseline": 5}, {"target": 0}, {"unit": "days"}, {"unit": None}])
def test_where_a_small_number_may_be_one_it_is_taken(facts):
    part = key_result(**({"baseline": 40, "target": 60, "unit": "%"} | facts))
    assert read(part, "0.55") == 0.55


def test_a_kpi_takes_a_number_in_its_unit():
    found = target(goals(kpis=(KPI,)), "UPTIME", date(2020, 1, 1))
    assert (found.id, found.cycle, reading(found, "99.2", factor=10)) == ("uptime", None, 99.2)
    assert expectation(found.measure) == "a number in %"


def test_the_shortest_cycle_with_that_day_is_meant():
    file = goals(objective("GROW", DAYS, cycle=YEAR), objective("GROW", DAYS))
    assert target(file, "grow.kr1", TODAY).cycle == Q4
    assert target(file, "grow.kr1", date(2026, 3, 1)).cycle == YEAR


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("GROW", "GROW is an objective: check in one of its key results (GROW.KR1)."),
        ("IDEA", "IDEA is an objective: check in one of its key results (it has none)."),
        ("GROW.KR2", "No key result or KPI is called GROW.KR2: did you mean GROW.KR1?"),
        ("x", "`okrsync goals` lists them."),
    ],
)
def test_a_name_that_is_none_is_refused_with_the_cure(name, told):
    with pytest.raises(UsageError) as refused:
        target(goals(objective("GROW", DAYS), objective("IDEA"), kpis=(KPI,)), name, TODAY)
    assert told in str(refused.value)


def test_a_day_outside_the_cycle_is_refused_with_its_days():
    with pytest.raises(
        UsageError, match=r"2026-09-30 is outside the cycle of GROW\.KR1, 2026-Q4 \(2026-10-01 to"
    ):
        target(goals(objective("GROW", DAYS)), "GROW.KR1", date(2026, 9, 30))


def test_due_is_what_has_no_value_or_one_older_than_its_cadence_the_oldest_first():
    parts = [
        key_result("GROW.KR1"),
        key_result("GROW.KR2"),
        key_result("GROW.KR3"),
        key_result("GROW.KR4", kind="work"),
        key_result("GROW.KR5", cadence_days=30),
    ]
    file = goals(
        objective("GROW", *parts, owner="dana"),
        objective("IDEA", "KR1", state="draft"),
        objective("OLD", "KR1", cycle=Q3),
        objective("CALM", "KR1", owner="Sam"),
    )
    seen = [
        checkin("GROW.KR2", 1, date(2026, 11, 13)),
        checkin("GROW.KR3", 1, date(2026, 11, 14)),
        checkin("GROW.KR5", 1, date(2026, 11, 1)),
    ]
    report = report_of(file, checkins=seen)
    assert [row.id for row in due(report)] == ["CALM.KR1", "GROW.KR1", "GROW.KR2"]
    assert [row.id for row in due(report, "sam")] == ["CALM.KR1"]


def test_what_lives_as_an_issue_is_said_to_get_its_values_there():
    issues = (GoalIssues("jira", ("objective", "key result"), {}, Q4),)
    with pytest.raises(UsageError, match="One that lives as an issue gets its values there"):
        target(goals(issues=issues), "OKR-1.OKR-2", TODAY)


@pytest.mark.parametrize(
    ("facts", "taken", "refused"),
    [
        ({}, (5, 6.5, -1), (True, "5", "done")),
        ({"kind": "guardrail", "max": 4}, (5, 0), (False, "5")),
        ({"kind": "milestone", "target": None}, (True, False, 1, 0), (0.5, 7, "done")),
        (
            {"kind": "milestone", "target": None, "steps": (Step("a"), Step("b"))},
            (0, 1, 2, True),
            (3, 0.5, -1, "a"),
        ),
        ({"kind": "milestone", "target": 10}, (5,), (True, "5")),
        ({"kind": "ordinal", "levels": ("poor", "good")}, ("good", "Poor"), ("fair", 1, True)),
        ({"kind": "work"}, (), (1, True)),
    ],
)
def test_a_value_noted_by_hand_fits_only_what_takes_it(facts, taken, refused):
    part = key_result(**facts)
    assert all(fits(part, value) for value in taken)
    assert not any(fits(part, value) for value in refused)


def test_work_takes_no_value():
    assert expectation(key_result(kind="work")) == "no value: its work tells"


@pytest.mark.parametrize("state", ["closed", "abandoned"])
def test_a_goal_that_has_ended_takes_none(state):
    found = target(goals(objective("GROW", key_result(), state=state)), "GROW.KR1", TODAY)
    with pytest.raises(UsageError, match=f"GROW is {state}: its values count no more"):
        reading(found, "5", factor=10)


def test_no_value_is_told_as_none():
    found = target(goals(objective("GROW", DAYS)), "GROW.KR1", TODAY)
    with pytest.raises(UsageError, match="normally from 9 to 3; no value was given"):
        reading(found, " ", factor=10)


def test_a_key_result_alone_needs_its_objective():
    file = goals(objective("GROW", key_result()), objective("CALM", key_result("CALM.KR1")))
    with pytest.raises(
        UsageError, match=r"kr1 needs its objective's name before it: GROW\.KR1 or CALM\.KR1\."
    ):
        target(file, "kr1", TODAY)


def test_what_is_meant_by_a_comma_or_a_percent_sign_is_told():
    found = target(goals(objective("GROW", DAYS)), "GROW.KR1", TODAY)
    for text, meant in (("6,5", ": write 6.5."), ("40 %", ": write 40."), ("slow", "slow is no number.")):
        with pytest.raises(UsageError) as refused:
            reading(found, text, factor=10)
        assert str(refused.value).endswith(meant)
