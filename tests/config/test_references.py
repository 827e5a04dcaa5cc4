# ruff: noqa: E501 (each case stands on its line)
from __future__ import annotations

import pytest

from tests.config.files import GOAL, loaded, mistakes

GROW = f"{GOAL}[[objectives.key_results]]\nid = 'KR1'\ntitle = 'x'\n"
JIRA = '[[sources]]\nname = "jira"\ntype = "jira"\nurl = "https://x.example"\nprojects = ["ONB"]\n'
RULE = "[[rules]]\ngoal = '{}'\nwhen = {{ label = 'x' }}\n"
DECISION = "[[decisions]]\nitem = 'jira:A-1'\ngoal = '{}'\n"
CHILD = "[[objectives]]\nid = 'CHILD'\ntitle = 'x'\nparent = '{}'\n"


@pytest.mark.parametrize("table", [RULE, DECISION, CHILD])
@pytest.mark.parametrize("name", ["GROW", "grow", "GROW.KR1", "grow.kr1"])
def test_a_goal_is_named_in_any_case(tmp_path, table, name):
    assert loaded(tmp_path, GROW + table.format(name))


@pytest.mark.parametrize("table", [RULE, DECISION, CHILD])
@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("GRWO", 'did you mean "GROW"?'),
        ("GROW.KR11", 'did you mean "GROW.KR1"?'),
        ("GROW.", 'did you mean "GROW.KR1"?'),
        ("xyz", "goals are the ids of [[objectives]]"),
    ],
)
def test_a_goal_that_does_not_exist_is_a_mistake_with_its_nearest_spelling(tmp_path, table, name, hint):
    (told,) = mistakes(tmp_path, GROW + table.format(name))
    assert told.endswith(f'"{name}" names no goal; {hint}')


def test_a_parent_may_stand_in_an_include_and_in_another_cycle(tmp_path):
    growth = f"{GOAL}cycle = '2025'\n"
    assert loaded(tmp_path, "include = ['okrs/*.toml']\n" + CHILD.format("GROW"), growth=growth)


def test_teams_need_not_be_declared(tmp_path):
    assert loaded(tmp_path, f"{GOAL}team = 'product'\n[[teams]]\nid = 'a'\nparent = 'company'\n")


@pytest.mark.parametrize("name", ["2026", "2026-H2", "2026-Q4", "2026-q4", "Winter", "winter"])
def test_a_cycle_is_on_the_calendar_or_declared(tmp_path, name):
    declared = "[[cycles]]\nid = 'winter'\nstart = 2026-11-01\nend = 2026-12-01\n"
    assert loaded(tmp_path, f"cycle = '{name}'\n{GOAL}cycle = '{name}'\n{declared}")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("2026Q4", 'did you mean "2026-Q4"?'),
        ("Q4-2026", 'did you mean "2026-Q4"?'),
        ("2026-Q5", "did you mean"),
        ("0000-Q1", "write 2026-Q4, 2026-H2 or 2026, or declare it under [[cycles]]"),
        ("wintr", 'did you mean "winter"?'),
        ("next", "write 2026-Q4, 2026-H2 or 2026, or declare it under [[cycles]]"),
    ],
)
def test_another_cycle_is_a_mistake_at_each_place(tmp_path, name, hint):
    declared = "[[cycles]]\nid = 'winter'\nstart = 2026-11-01\nend = 2026-12-01\n"
    told = mistakes(tmp_path, f"cycle = '{name}'\n{GOAL}cycle = '{name}'\n{declared}")
    assert told[0].startswith(f'1: cycle: "{name}" is no cycle; {hint}')
    assert told[1].startswith(f'6: objectives[0].cycle: "{name}" is no cycle; {hint}')


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[[rules]]\ngoal = 'GROW'\nwhen = { source = 'jria' }", "rules[0].when.source"),
        ("[[exempt]]\nname = 'x'\nwhen = [{ label = 'x' }, { source = ['jira', 'jria'] }]", "exempt[0].when[1].source[1]"),
        ("[[teams]]\nid = 'x'\nwhen = { source = 'jria' }", "teams[0].when.source"),
        ("[exclude]\nwhen = { source = 'jria' }", "exclude.when.source"),
        ("[[decisions]]\nitem = 'jria:A-1'\ngoal = 'GROW'", "decisions[0].item"),
        ("[[waivers]]\nitem = 'jria:A-1'\nreason = 'x'", "waivers[0].item"),
        ("[[objectives]]\nid = 'B'\ntitle = 'x'\nitems = ['jira:A-1', 'jria:A-1']", "objectives[1].items[1]"),
    ],
)  # fmt: skip
def test_a_source_that_is_not_in_the_file_is_a_mistake_wherever_it_is_named(tmp_path, text, place):
    (told,) = mistakes(tmp_path, f"{JIRA}{GOAL}{text}\n")
    assert told.endswith(f'{place}: no source is called "jria"; did you mean "jira"?')


@pytest.mark.parametrize("source", ["JIRA", "j*", "?ira", "re:^j"])
def test_a_source_is_named_in_any_case_or_by_a_pattern(tmp_path, source):
    assert loaded(tmp_path, f"{JIRA}{GOAL}[[rules]]\ngoal = 'GROW'\nwhen = {{ source = '{source}' }}")


def test_a_file_of_goals_without_sources_is_not_asked_for_them(tmp_path):
    assert loaded(tmp_path, f"{GOAL}items = ['jira:ONB-7']\n")


def test_what_may_stand_in_an_unreadable_include_is_not_called_unknown(tmp_path):
    text = f"include = ['okrs/*.toml']\n{GROW}{RULE.format('OTHER')}{RULE.format('GROW.KR2')}"
    told = mistakes(tmp_path, text, broken="[[objectives]\n")
    assert [mistake.rpartition(": ")[0] for mistake in told] == ["13: rules[1].goal", "okrs/broken.toml:1"]


def test_a_goal_may_live_as_an_issue_of_a_project_that_has_some(tmp_path):
    issues = f"{JIRA}goal_types = ['Objective']\n"
    for name in ("ONB-7", "onb-7.ONB-8"):
        assert loaded(tmp_path, GROW + CHILD.format(name) + issues)
    for name, source in (("ONB-7", JIRA), ("OPS-7", issues), ("ONB", issues)):
        assert "names no goal" in mistakes(tmp_path, GROW + CHILD.format(name) + source)[0]
