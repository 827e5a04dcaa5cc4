from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from okrsync.cli.deadline import deadline_option
from okrsync.cli.session import Session
from okrsync.errors import DeadlineReached


@pytest.fixture
def session(tmp_path):
    return Session({}, tmp_path, None, lambda: 100.0, print)


def _ran(session, *args):
    @click.command()
    @deadline_option
    def command() -> None:
        pass

    return CliRunner().invoke(command, args, obj=session)


@pytest.mark.parametrize(("written", "seconds"), [("90s", 90), ("10m", 600), ("2h", 7200)])
def test_a_deadline_is_counted_from_the_start(session, written, seconds):
    assert _ran(session, "--deadline", written).exit_code == 0
    assert session.seconds_left() == seconds


def test_without_one_nothing_ends(session):
    _ran(session)
    assert session.seconds_left() == float("inf")


@pytest.mark.parametrize("written", ["10", "m", "0m", "-5m", "1.5h", "soon", ""])
def test_what_is_no_time_is_a_mistake_with_its_cure(session, written):
    result = _ran(session, f"--deadline={written}")
    assert result.exit_code == 2
    assert "is no time: write 90s, 10m or 2h." in result.output


def test_a_sync_that_is_out_of_time_asks_for_nothing_and_says_where_it_stopped(company):
    company.trackers = None
    company.environ = {"GITHUB_TOKEN": "x", "JIRA_TOKEN": "x", "JIRA_EMAIL": "a@b.example"}
    company.second = 60.0
    result = company.run("sync", "--deadline", "1s")
    assert result.exit_code == 3
    assert (
        "time of --deadline is over: okrsync stopped before asking github.com for acme/web" in result.stderr
    )
    assert "okrsync stopped before the next page of ONB, after 0 issues" in result.stderr


def test_a_check_that_is_out_of_time_exits_with_3(company):
    company.trackers = None
    company.environ = {"GITHUB_TOKEN": "x", "JIRA_TOKEN": "x", "JIRA_EMAIL": "a@b.example"}
    company.second = 60.0
    result = company.run("check", "github:acme/web#1", "--deadline", "1s")
    assert result.exit_code == 3
    assert "stopped before asking github.com for acme/web#1" in result.stderr


def test_the_sentence_says_that_nothing_is_lost():
    assert str(DeadlineReached("page 7")).endswith("What was done so far is kept; run it again to go on.")
