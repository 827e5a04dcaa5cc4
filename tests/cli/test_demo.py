from __future__ import annotations

import json

import pytest

from okrsync.cli.demo import _THEN


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


def test_it_prints_what_it_found_and_where(company):
    shown = company.run("demo", "--folder", "sample").stdout
    assert "untied" in shown
    assert "sample/report.html" in shown


def test_running_it_twice_gives_the_same_and_keeps_what_was_changed(company):
    first = company.run("demo").stdout
    goals = company.folder / "okrsync-demo" / "okrs" / "product.toml"
    goals.write_text(goals.read_text() + "\n# mine\n")
    assert company.run("demo").stdout == first
    assert goals.read_text().endswith("# mine\n")


def test_it_leaves_the_users_own_store_alone(company):
    company.environ["OKRSYNC_STORE"] = f"sqlite:///{company.folder / 'mine.db'}"
    assert company.run("demo").exit_code == 0
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
