from __future__ import annotations

import json
from typing import Any

import pytest

from tests.real.reading import assert_it_adds_up, assert_it_reads_well, rows
from tests.whole.conftest import Desk

ITEMS = 6_686
THEN = ("--as-of", "2017-12-31")


@pytest.fixture(scope="module")
def report(titanium: Desk) -> dict[str, Any]:
    return titanium.json("report", *THEN)


def test_every_issue_is_read_and_the_two_without_a_title_are_told(titanium: Desk) -> None:
    done = titanium.run("sync", "--full", "--format", "json")
    [source] = json.loads(done.stdout)["sources"]
    assert (source["items"], source["changed"], source["removed"], source["error"]) == (ITEMS, 0, 0, None)
    assert done.stderr == "warning: jira: There is no title in AC-2241, AC-523.\n"


def test_the_quarters_work_finds_its_goals(report: dict[str, Any]) -> None:
    assert_it_adds_up(report, ITEMS)
    assert 0.6 < report["coverage"]["share"] < 0.75
    work = {goal["id"]: goal["work"] for goal in report["objectives"]}
    assert work["DAEMON"]["items"] > 100
    assert all(work[goal]["items"] for goal in ("ALLOY", "CLOUD", "NATIVE"))


def test_labels_in_two_spellings_are_one(titanium: Desk) -> None:
    texts = {
        evidence["text"]
        for item in titanium.json("report", "--as-of", "2013-12-31", "--cycle", "2013")["stale"]
        for evidence in item["evidence"]
    }
    assert {'label "supportTeam"', 'label "SupportTeam"'} <= {text.partition(" (")[0] for text in texts}


def test_the_quarters_report_reads_well(titanium: Desk) -> None:
    assert_it_reads_well(titanium.run("report", *THEN).stdout)


def test_ten_years_without_a_goal_still_read_well(titanium: Desk) -> None:
    goals = (titanium.folder / "okrsync.toml").read_text()
    cycle = '\n[[cycles]]\nid = "ever"\nstart = 2011-01-01\nend = 2021-12-31\n'
    titanium.write(goals + cycle, "ever.toml")
    formats = [word for name in ("markdown", "html", "json", "csv") for word in ("--format", name)]
    done = titanium.run("--config", "ever.toml", "report", "--cycle", "ever", "-o", "ever", *formats)
    assert done.code == 0, done.stderr
    ever = titanium.folder / "ever"
    report = json.loads((ever / "report.json").read_text())
    assert_it_adds_up(report, ITEMS)
    assert report["coverage"]["untied"] > 1_000
    assert_it_reads_well((ever / "report.md").read_text())
    assert len((ever / "report.html").read_bytes()) < 2_000_000
    assert [row["ref"] for row in rows(ever / "untied.csv")] == [item["ref"] for item in report["untied"]]


def test_an_issue_of_the_epic_says_how_it_is_tied(titanium: Desk) -> None:
    explained = titanium.json("explain", "jira:DAEMON-100")["item"]
    assert (explained["verdict"], explained["goals"]) == ("tied", ["DAEMON.KR2"])
    assert explained["evidence"][0]["rule"] == "The daemon's epic"


def test_a_subtask_inherits_from_its_parent(titanium: Desk) -> None:
    [tied] = titanium.json("check", "jira:ALOY-1230")["items"]
    assert (tied["verdict"], tied["goals"]) == ("tied", ["ALLOY"])
    assert tied["evidence"][0]["path"] == ["jira:ALOY-1230", "jira:ALOY-1315"]


def test_an_untied_issue_is_told_what_would_tie_it(titanium: Desk) -> None:
    explained = titanium.json("explain", "jira:AC-5431")
    assert explained["item"]["verdict"] == "untied"
    assert explained["remedy"]["text"]


def test_titles_from_a_terminal_are_one_clean_line(titanium: Desk) -> None:
    said = titanium.run("explain", "jira:AC-2033").stdout
    assert "Titanium Command-Line Interface, CLI version 3.0.23" in said
