from __future__ import annotations

import json

import pytest

from okrsync.cli.demo import _THEN
from okrsync.sample.folder import put_sample
from tests.config.test_commits import commit


@pytest.fixture
def company(company):
    """With the real trackers: the sample is read by the real file source."""
    company.trackers = None
    return company


def test_the_whole_job_is_done_on_the_sample(company):
    result = company.run("demo")
    assert result.exit_code == 0, result.stderr
    folder = company.folder / "okrsync-demo"
    report = json.loads((folder / "report.json").read_text())
    assert report["scope"]["as_of"] == str(_THEN.date())
    assert all(
        report["coverage"][verdict] for verdict in ("tied", "exempt", "conflicting", "stale", "untied")
    )
    assert [one["id"] for one in report["key_results"] if one["source"] == "auto"] == ["REACH.KR1"]
    assert (folder / "report.md").read_text().startswith("# ")
    assert "<html" in (folder / "report.html").read_text()


def test_running_it_twice_gives_the_same_and_keeps_what_was_changed(company):
    first = company.run("demo").stdout
    goals = company.folder / "okrsync-demo" / "okrs" / "product.toml"
    goals.write_text(goals.read_text() + "\n# mine\n")
    assert company.run("demo").stdout == first
    assert goals.read_text().endswith("# mine\n")


def edits(folder):
    report = json.loads((folder / "report.json").read_text())
    return {
        (row["id"], edit["key"]): edit["reason"] for row in report["key_results"] for edit in row["edits"]
    }


def test_what_somebody_commits_there_is_part_of_the_history(company):
    company.run("demo")
    folder = company.folder / "okrsync-demo"
    goals = folder / "okrs" / "product.toml"
    goals.write_text(goals.read_text().replace("target = 1.5\n", "target = 2\n"))
    day = {"GIT_AUTHOR_DATE": "2026-11-20T12:00:00Z", "GIT_COMMITTER_DATE": "2026-11-20T12:00:00Z"}
    commit(folder, "commit", "--quiet", "--all", "--message", "x", environ=day)
    assert company.run("demo").exit_code == 0
    assert edits(folder)["SPEED.KR1", "target"] is None


def test_without_git_the_report_says_that_it_could_not_look(company):
    company.environ["PATH"] = str(company.folder)
    assert company.run("demo").exit_code == 0
    report = json.loads((company.folder / "okrsync-demo" / "report.json").read_text())
    assert "no_file_history" in {one["id"] for one in report["data_quality"]}


def test_a_folder_with_something_in_it_becomes_no_repository(company):
    folder = company.folder / "okrsync-demo"
    folder.mkdir()
    (folder / "mine.txt").write_text("")
    put_sample(folder, company.environ)
    assert (folder / "okrsync.toml").exists()
    assert not (folder / ".git").exists()


def test_in_a_hook_or_a_workflow_of_the_users_own_repository_it_shows_the_sample(company):
    event = {"pull_request": {"number": 3}, "repository": {"full_name": "acme/web"}}
    commit(company.folder, "init", "--quiet", "--initial-branch", "main")
    company.environ |= {
        "GIT_DIR": str(company.folder / ".git"),
        "GIT_WORK_TREE": str(company.folder),
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_EVENT_PATH": str(company.write(json.dumps(event), "event.json")),
        "GITHUB_REPOSITORY": "acme/web",
        "GITHUB_WORKSPACE": str(company.folder),
    }
    result = company.run("demo")
    assert result.exit_code == 0, result.stderr
    assert edits(company.folder / "okrsync-demo")
    assert [*(company.folder / ".git" / "refs" / "heads").iterdir()] == []


def test_a_folder_with_goals_of_the_users_own_is_left_alone(company):
    before = {path: path.read_text() for path in company.folder.iterdir()}
    result = company.run("demo", "--folder", ".")
    assert (result.exit_code, "name another folder" in result.stderr) == (2, True)
    assert {path: path.read_text() for path in company.folder.iterdir()} == before


def test_it_prints_what_it_found_and_where_and_leaves_the_users_own_store_alone(company):
    company.environ["OKRSYNC_STORE"] = f"sqlite:///{company.folder / 'mine.db'}"
    shown = company.run("demo", "--folder", "sample").stdout
    assert "untied" in shown
    assert "sample/report.html" in shown
    assert not (company.folder / "mine.db").exists()


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(company):
    (company.folder / "file").write_text("")
    result = company.run("demo", "--folder", "file/below")
    assert result.exit_code == 2
    assert "cannot be put into" in result.stderr


def test_the_playground_answers_the_other_commands(company):
    company.run("demo")
    company.folder /= "okrsync-demo"
    assert company.run("goals").exit_code == 0
    assert company.run("report", "--as-of", str(_THEN.date())).exit_code == 0
