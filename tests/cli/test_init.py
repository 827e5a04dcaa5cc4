from __future__ import annotations

import tomllib

import pytest

from tests.fakes.work import item


@pytest.fixture
def nowhere(company):
    """A folder without a file; the tracker knows an epic."""
    (company.folder / "okrsync.toml").unlink()
    company.github.items.clear()
    company.github.holding(
        item("github:acme/web#1", title="Signup in one step"),
        *(item(f"github:acme/web#{number}", parent="github:acme/web#1") for number in (2, 3)),
    )
    return company


def written(company, name: str = "okrsync.toml") -> dict:
    return tomllib.loads((company.folder / name).read_text())


def test_a_first_file_is_written_and_works(nowhere):
    result = nowhere.run("init")
    assert result.exit_code == 0
    assert "okrsync.toml is written: put your repository in the place of OWNER/REPOSITORY" in result.stderr
    assert "Put a token into GITHUB_TOKEN, then run okrsync doctor" in result.stderr
    assert nowhere.run("goals").exit_code == 0
    assert nowhere.github.requests == 0


def test_goals_are_proposed_from_what_is_in_use(nowhere):
    nowhere.environ["GITHUB_TOKEN"] = "ghp_test"
    result = nowhere.run("init", "--from", "github:acme/web")
    assert "Now run okrsync doctor, okrsync sync and okrsync report." in result.stderr
    assert "3 items of acme/web propose 1 goal, as drafts" in result.stderr
    (objective,) = written(nowhere)["objectives"]
    assert objective == {
        "id": "SIGNUP",
        "title": "Signup in one step",
        "state": "draft",
        "items": ["github:acme/web#1"],
    }


def test_where_nothing_looks_like_a_goal_an_example_stands(nowhere):
    nowhere.github.items.clear()
    nowhere.github.holding(item("github:acme/web#1", labels=("bug",)))
    result = nowhere.run("init", "--from", "https://github.com/acme/web")
    assert "nothing in acme/web looks like a goal" in result.stderr
    assert written(nowhere)["objectives"][0]["id"] == "GROW"


def test_an_empty_repository_is_read_all_the_same(nowhere):
    nowhere.github.items.clear()
    assert "it reads acme/web" in nowhere.run("init", "--from", "github:acme/web").stderr
    assert written(nowhere)["sources"][0]["repos"] == ["acme/web"]


def test_a_file_that_is_there_is_never_overwritten(nowhere):
    nowhere.write("mine")
    result = nowhere.run("init")
    assert result.exit_code == 2
    assert "okrsync.toml is there already and stays as it is" in result.stderr
    assert (nowhere.folder / "okrsync.toml").read_text() == "mine"


def test_nor_is_one_put_in_front_of_the_one_in_github(nowhere):
    (nowhere.folder / ".github").mkdir()
    nowhere.write("mine", ".github/okrsync.toml")
    result = nowhere.run("init")
    assert result.exit_code == 2
    assert ".github/okrsync.toml is there already" in result.stderr


def test_another_place_can_be_named(nowhere):
    nowhere.write("mine")
    assert nowhere.run("init", "-o", "okrs/goals.toml").exit_code == 0
    assert written(nowhere, "okrs/goals.toml")["cycle"] == "2026-Q4"
    assert nowhere.run("--config", "okrs/goals.toml", "goals").exit_code == 0


def test_the_place_may_be_named_as_for_every_command(nowhere):
    assert nowhere.run("--config", "goals.toml", "init").exit_code == 0
    assert written(nowhere, "goals.toml")["cycle"] == "2026-Q4"
    assert nowhere.run("--config", "github:acme/okrs", "init").exit_code == 2


def test_a_place_that_cannot_be_written_is_told(nowhere):
    nowhere.write("a file", "okrs")
    result = nowhere.run("init", "-o", "okrs/goals.toml")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize("place", ["https://gitlab.com/acme/web", "acme", "github:acme"])
def test_what_is_no_repository_is_told(nowhere, place):
    result = nowhere.run("init", "--from", place)
    assert result.exit_code == 2
    assert "write github:owner/repo" in result.stderr
    assert not (nowhere.folder / "okrsync.toml").exists()


def test_a_tracker_that_fails_leaves_no_file(nowhere):
    nowhere.github.fails_after = 0
    assert nowhere.run("init", "--from", "github:acme/web").exit_code == 3
    assert not (nowhere.folder / "okrsync.toml").exists()


def test_a_missing_token_is_told(nowhere):
    nowhere.trackers = None
    result = nowhere.run("init", "--from", "github:acme/web")
    assert result.exit_code == 2
    assert "GITHUB_TOKEN" in result.stderr


def test_without_a_file_every_command_names_init(nowhere):
    assert "`okrsync init` writes one" in nowhere.run("goals").stderr


def test_the_example_is_a_good_one(nowhere):
    nowhere.run("init")
    assert nowhere.json("lint")["findings"] == []


def test_a_project_goes_with_a_jira(nowhere):
    result = nowhere.run("init", "--from", "github:acme/web", "--project", "ONB")
    assert result.exit_code == 2
    assert "github:acme/web is no Jira, and --project goes with one" in result.stderr


def test_goals_are_proposed_from_a_jira_and_its_variables_named(nowhere):
    nowhere.jira.items.clear()
    nowhere.jira.holding(
        item("jira:ONB-1", title="Signup in one step"), item("jira:ONB-2", parent="jira:ONB-1")
    )
    result = nowhere.run("init", "--from", "https://acme.atlassian.net/browse/ONB")
    assert "2 items of ONB propose 1 goal, as drafts" in result.stderr
    assert "Put a token into JIRA_EMAIL and JIRA_TOKEN, then run" in result.stderr
    assert written(nowhere)["sources"] == [
        {
            "name": "jira",
            "type": "jira",
            "url": "https://acme.atlassian.net",
            "projects": ["ONB"],
            "email_env": "JIRA_EMAIL",
            "token_env": "JIRA_TOKEN",
        }
    ]
