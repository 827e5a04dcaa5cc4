from __future__ import annotations

from typing import Any

import pytest

from tests.real.reading import assert_it_adds_up, assert_it_reads_well
from tests.whole.conftest import Desk

ITEMS = 4_807
THEN = ("--as-of", "2025-03-31")


@pytest.fixture(scope="module")
def report(bitcoin: Desk) -> dict[str, Any]:
    return bitcoin.json("report", *THEN)


def test_every_item_is_read_without_a_doubt(bitcoin: Desk) -> None:
    done = bitcoin.run("sync")
    assert (done.code, done.stderr) == (0, "")
    assert f"{ITEMS}" in done.stdout


def test_the_quarters_work_finds_its_goals(report: dict[str, Any]) -> None:
    assert_it_adds_up(report, ITEMS)
    assert {row["project"] for row in report["coverage_by_project"] if row["counted"]} == {
        "bitcoin-core/gui",
        "bitcoin-core/secp256k1",
        "bitcoin/bips",
    }
    assert report["coverage"]["conflicting"] == 2
    assert 0.25 < report["coverage"]["share"] < 0.4


def test_pull_requests_closed_unmerged_are_dropped_and_those_that_close_issues_are_represented(
    report: dict[str, Any],
) -> None:
    left_out = report["coverage"]["not_counted"]
    assert left_out["dropped"] > 30
    assert left_out["represented"] > 0


def test_the_quarters_report_reads_well(bitcoin: Desk) -> None:
    assert_it_reads_well(bitcoin.run("report", *THEN).stdout)


def test_a_pull_request_inherits_from_the_issue_it_closes(bitcoin: Desk) -> None:
    tied = bitcoin.json("check", "github:bitcoin-core/gui#693")["items"][0]
    assert tied["evidence"][0]["level"] == "inherited"
    assert len(tied["evidence"][0]["path"]) == 2


def test_an_odd_title_can_be_explained(bitcoin: Desk) -> None:
    assert bitcoin.run("explain", "github:bitcoin/bips#1700").stdout.startswith("github:bitcoin/bips#1700 is")
