from __future__ import annotations

import pytest

from tests.cli.conftest import FILE


def test_the_tree_of_goals_shows_progress_and_work(company):
    company.run("sync")
    lines = company.run("goals").stdout.splitlines()
    assert lines[0].split() == ["goal", "title", "team", "status", "progress", "work", "done"]
    assert lines[1].startswith("GROW ")
    assert lines[2].startswith("  GROW.KR1 ")
    assert lines[3].startswith("  CALM ")


def test_json_has_objectives_and_key_results_in_the_reports_shape(company):
    company.run("sync")
    shown = company.json("goals")
    assert shown["schema"] == "okrsync.goals/1"
    assert {one["id"] for one in shown["objectives"]} == {"GROW", "CALM"}
    grow = next(one for one in shown["objectives"] if one["id"] == "GROW")
    assert grow["work"]["items"] == 1
    assert shown["key_results"][0]["progress"]["value"] == 0.5


def test_without_a_store_the_file_alone_is_shown(company):
    shown = company.json("goals")
    assert shown["objectives"][0]["work"]["items"] == 0
    assert not (company.folder / ".okrsync").exists()


def test_one_goal_is_shown_with_its_key_results(company):
    shown = company.json("goals", "grow")
    assert [one["id"] for one in shown["objectives"]] == ["GROW"]
    assert [one["id"] for one in shown["key_results"]] == ["GROW.KR1"]


def test_one_key_result_is_shown_alone(company):
    shown = company.json("goals", "GROW.KR1")
    assert shown["objectives"] == []
    assert [one["id"] for one in shown["key_results"]] == ["GROW.KR1"]
    assert company.run("goals", "GROW.KR1").stdout.splitlines()[1].split()[0] == "GROW.KR1"


def test_an_unknown_goal_is_refused_with_the_nearest(company):
    result = company.run("goals", "GRWO")
    assert result.exit_code == 2
    assert "did you mean GROW?" in result.stderr


def test_a_store_that_is_broken_is_not_passed_over(company):
    (company.folder / ".okrsync" / "store.db").mkdir(parents=True)
    assert company.run("goals").exit_code == 4


def test_why_explains_each_number_down_the_tree(company):
    text = company.run("goals", "GROW", "--why").stdout
    assert "(6 − 9) / (3 − 9)" in text
    lines = company.json("goals", "GROW", "--why")["why"]
    assert lines[0].keys() == {"goal", "depth", "number", "value", "formula"}
    assert {line["goal"] for line in lines} >= {"GROW", "GROW.KR1"}
    assert "why" not in company.json("goals", "GROW")


def test_the_cascade_shows_teams_with_their_goals(company):
    company.run("sync")
    lines = company.run("goals", "--tree").stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["company", "product", "GROW", "operations", "CALM"]
    assert lines[3].startswith("    GROW ")
    assert company.json("goals", "--tree")["departments"][0]["team"] == "company"


@pytest.mark.parametrize("view", [(), ("--tree",)])
def test_a_goal_that_is_only_a_draft_says_so(company, view):
    company.write(FILE.replace('title = "Nobody', 'state = "draft"\ntitle = "Nobody'))
    assert "pending (draft)" in company.run("goals", *view).stdout
