from __future__ import annotations

from datetime import date

import pytest

from okrsync.errors import ConfigError
from tests.config.files import GOAL, loaded, mistakes


def objective(name, more=""):
    return f"[[objectives]]\nid = '{name}'\ntitle = 'x'\n{more}\n"


@pytest.mark.parametrize(
    ("group", "key", "more"),
    [
        ("teams", "id", ""),
        ("cycles", "id", "start = 2026-01-01\nend = 2026-02-01\n"),
        ("kpis", "id", "title = 'x'\nhealthy = 2\nwatch = 1\n"),
        ("sources", "name", "type = 'file'\npath = 'x'\n"),
    ],
)
def test_an_id_stands_once_whatever_its_case(tmp_path, group, key, more):
    text = f"[[{group}]]\n{key} = 'ops'\n{more}[[{group}]]\n{key} = 'Ops'\n{more}"
    line = text[: text.index("Ops")].count("\n") + 1
    (told,) = mistakes(tmp_path, text)
    assert told.startswith(f'{line}: {group}[1].{key}: "Ops" is already used in okrsync.toml:')


def test_an_objective_is_unique_in_its_cycle(tmp_path):
    assert mistakes(tmp_path, objective("GROW") + objective("grow")) == [
        '6: objectives[1].id: "grow" is already used in okrsync.toml:2'
    ]


def test_the_same_id_may_name_another_goal_in_another_cycle(tmp_path):
    text = objective("GROW", "cycle = '2026-Q3'") + objective("GROW", "cycle = '2026-Q4'")
    assert len(loaded(tmp_path, text).file.objectives) == 2


def test_an_objective_without_cycle_is_in_the_files(tmp_path):
    text = "cycle = '2026-Q4'\n" + objective("GROW") + objective("GROW", "cycle = '2026-q4'")
    assert mistakes(tmp_path, text) == ['7: objectives[1].id: "GROW" is already used in okrsync.toml:3']


def test_twins_that_depend_on_the_day_are_refused_on_that_day(tmp_path):
    configuration = loaded(tmp_path, objective("GROW") + objective("grow", "cycle = '2026-Q4'"))
    assert len(configuration.goals(date(2027, 1, 1)).objectives) == 2
    with pytest.raises(ConfigError, match="Two objectives are called grow in 2026-Q4"):
        configuration.goals(date(2026, 12, 31))


def test_a_key_result_is_unique_in_its_objective(tmp_path):
    key_result = "[[objectives.key_results]]\nid = '{}'\ntitle = 'x'\n"
    text = objective("A", key_result.format("KR1") + key_result.format("kr1"))
    text += objective("B", key_result.format("KR1"))
    assert mistakes(tmp_path, text) == [
        '8: objectives[0].key_results[1].id: "kr1" is already used in okrsync.toml:5'
    ]


def test_files_share_one_set_of_ids(tmp_path):
    told = mistakes(tmp_path, f"include = ['okrs/*.toml']\n{GOAL}", growth=GOAL)
    assert told == ['okrs/growth.toml:3: objectives[0].id: "GROW" is already used in okrsync.toml:4']


def test_a_table_without_a_readable_id_is_no_duplicate(tmp_path):
    told = mistakes(tmp_path, "[[teams]]\nid = 5\n[[teams]]\nid = 5\n")
    assert all("already used" not in mistake for mistake in told)


def test_an_alias_names_one_goal_of_a_cycle(tmp_path):
    key_result = "[[objectives.key_results]]\nid = 'KR1'\ntitle = 'x'\naliases = ['ari:7', 'acme-12']"
    (told,) = mistakes(tmp_path, objective("A", "aliases = ['ACME-12']\n" + key_result))
    assert told.startswith("8: objectives[0].key_results[0].aliases[1]: ")
    assert told.endswith('"acme-12" is already an alias of the goal in okrsync.toml:2')


def test_an_alias_may_stay_with_the_goal_that_follows_in_the_next_cycle(tmp_path):
    text = objective("A", "cycle = '2026-Q3'\naliases = ['ACME-12']")
    text += objective("A", "cycle = '2026-Q4'\naliases = ['ACME-12', 'ACME-12']")
    assert len(loaded(tmp_path, text).file.objectives) == 2
