# ruff: noqa: E501 (each case stands on its line)
from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.config.files import GOAL, loaded, mistakes


def key_result(more):
    return f"{GOAL}[[objectives.key_results]]\nid = 'KR1'\ntitle = 'x'\n{more}\n"


def read(folder, more):
    return loaded(folder, key_result(more)).file.objectives[0].key_results[0]


def test_an_objective_needs_no_more_than_an_id_and_a_title(tmp_path):
    (objective,) = loaded(tmp_path, GOAL).file.objectives
    assert (objective.cycle, objective.state, objective.commitment) == (None, "active", None)
    assert (objective.relation, objective.driver, objective.weight) == ("contributes", "key_results", 1.0)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "commitment = 'comitted'",
            '"comitted" is none of committed, aspirational, learning; did you mean "committed"?',
        ),
        ("state = 'shut'", '"shut" is none of draft, active, closed, abandoned'),
        ("relation = 'support'", '"support" is none of contributes, supports; did you mean "supports"?'),
        (
            "driver = 'childs'",
            '"childs" is none of key_results, children, both, none; did you mean "children"?',
        ),
        ("state = true", "should be one of draft, active, closed, abandoned, in quotes"),
        ("weight = '1'", "should be a number, not text"),
        ("weight = nan", "should be an ordinary number"),
        ("allocation = 35", "should be a share from 0 to 1: 35 % is 0.35"),
        ("allocation = -0.1", "should be at least 0"),
        ("labels = 'x'", "should be a list, in brackets, not text"),
        (
            "items = ['ONB-7']",
            'name the item with its source, for example "jira:ONB-7" or "github:acme/web#12"',
        ),
        ("owner = ['a', 'b']", "should be text in quotes, not a list"),
        ("confidential = 'yes'", "should be true or false, not text"),
        ("cycle = 2026", "should be text in quotes, not a number"),
        ("key_results = 5", "should be a list of tables, not a number"),
        ("key_results = {}", "is a list of tables: write [[objectives.key_results]], with double brackets"),
        ("key_results = ['KR1']", "should be a table, not text"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(tmp_path, line, told):
    (mistake,) = mistakes(tmp_path, GOAL + line)
    key = line.partition(" ")[0]
    assert mistake.startswith(f"5: objectives[0].{key}")
    assert mistake.endswith(f": {told}")


@pytest.mark.parametrize("key", ["id", "title"])
def test_what_every_objective_needs_is_told_when_it_is_missing(tmp_path, key):
    kept = "\n".join(line for line in GOAL.splitlines() if not line.startswith(key))
    assert mistakes(tmp_path, kept) == [f"2: objectives[0].{key}: missing"]


@pytest.mark.parametrize("word", ["none", "Snooze"])
def test_an_id_that_is_a_label_of_its_own_is_refused(tmp_path, word):
    assert mistakes(tmp_path, GOAL.replace("GROW", word)) == [
        "3: objectives[0].id: this id is taken by the labels okr:none and okr:snooze"
    ]


def test_weights_below_zero_are_left_to_lint(tmp_path):
    assert loaded(tmp_path, f"{GOAL}weight = -1").file.objectives[0].weight == -1


@pytest.mark.parametrize(
    ("more", "current"),
    [
        ("current = 6", 6.0),
        ("current = 6.5", 6.5),
        ("kind = 'milestone'\ncurrent = true", True),
        ("kind = 'milestone'\ncurrent = 0.5", 0.5),
        ("kind = 'ordinal'\nlevels = ['low', 'high']\ncurrent = 'High'", "High"),
        ("kind = 'guardrail'\nmax = 4\ncurrent = 3", 3.0),
        ("kind = 'work'", None),
    ],
)
def test_the_current_value_fits_its_kind(tmp_path, more, current):
    value = read(tmp_path, more).current
    assert value == current
    assert isinstance(value, type(current))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("current = '6'", "8: objectives[0].key_results[0].current: should be a number for a key result of kind metric, without quotes"),
        ("current = true", "8: objectives[0].key_results[0].current: is true or false only for a key result of kind milestone"),
        ("current = [6]", "8: objectives[0].key_results[0].current: should be a number, true or false, or a level's name"),
        ("kind = 'ordinal'\nlevels = ['low', 'high']\ncurrent = 'hihg'", '10: objectives[0].key_results[0].current: "hihg" is no level; did you mean "high"?'),
        ("kind = 'ordinal'\ncurrent = 2", "9: objectives[0].key_results[0].current: should be the name of one of the levels, in quotes"),
        ("min = 4\nmax = 3", "9: objectives[0].key_results[0].max: is below min"),
        ("cadence = 7", '8: objectives[0].key_results[0].cadence: should be a duration like "12h", "2d" or "3w"'),
        ("phases = [[2026-11-15, 0.2], [2026-12-01]]", "8: objectives[0].key_results[0].phases[1][1]: missing"),
        ("phases = [[2026-11-15, 20]]", "8: objectives[0].key_results[0].phases[0][1]: should be a share from 0 to 1: 35 % is 0.35"),
        ("steps = [{ title = 'x', don = true }]", '8: objectives[0].key_results[0].steps[0].don: unknown key; did you mean "done"?'),
        ("weigth = 2", '8: objectives[0].key_results[0].weigth: unknown key; did you mean "weight"?'),
        ("id2 = 'x'\n[[objectives.key_results]]\nid = 'a.b'\ntitle = 'x'", '8: objectives[0].key_results[0].id2: unknown key; did you mean "id"?'),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told(tmp_path, more, told):
    assert mistakes(tmp_path, key_result(more))[0] == told


def test_a_wrong_kind_is_told_once_and_not_again_for_the_value(tmp_path):
    (told,) = mistakes(tmp_path, key_result("kind = 'metrc'\ncurrent = true"))
    assert told.startswith(
        '8: objectives[0].key_results[0].kind: "metrc" is none of metric, milestone, range'
    )
    assert told.endswith('; did you mean "metric"?')


def test_an_unknown_key_does_not_hide_a_value_that_does_not_fit(tmp_path):
    told = mistakes(tmp_path, key_result("weigth = 2\ncurrent = 'x'"))
    assert [mistake.partition(":")[0] for mistake in told] == ["8", "9"]


def test_dates_durations_and_steps_are_read(tmp_path):
    found = read(
        tmp_path,
        "current_on = 2026-10-26\ncadence = '12h'\nphases = [[2026-11-15, 0.2]]\n"
        "steps = [{ title = 'x', due = 2026-11-01, done = true }]",
    )
    assert found.current_on == date(2026, 10, 26)
    assert found.cadence == timedelta(hours=12)
    assert found.phases == ((date(2026, 11, 15), 0.2),)
    assert (found.steps[0].due, found.steps[0].done) == (date(2026, 11, 1), True)


def test_a_kpi_needs_its_corridor(tmp_path):
    told = mistakes(tmp_path, "[[kpis]]\nid = 'uptime'\ntitle = 'x'\ndirection = 'upp'")
    assert told == [
        "1: kpis[0].healthy: missing",
        "1: kpis[0].watch: missing",
        '4: kpis[0].direction: "upp" is none of up, down; did you mean "up"?',
    ]
