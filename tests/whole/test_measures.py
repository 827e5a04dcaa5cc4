from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.servers.dripping import dripping
from tests.whole.conftest import github_source, jira_source

GOAL = """
[[objectives]]
id = "GROW"
title = "New teams reach value in their first week"
"""
RESULT = """
  [[objectives.key_results]]
  id = "{id}"
  title = "Something that can be counted"
  baseline = 0
  target = 100
  measure = {{ {measure} }}
"""


@contextmanager
def numbers(answer: object, token: str | None = None):
    """An address that gives an answer as JSON, to those who know its token."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            is_known = token is None or self.headers.get("Authorization") == f"Bearer {token}"
            self.send_response(200 if is_known else 401)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/n"
        server.shutdown()


def with_measures(desk, sources: str, **measures: str) -> None:
    results = [RESULT.format(id=name, measure=measure) for name, measure in measures.items()]
    desk.write("".join([GOAL, *results, sources]))


def told(desk, code: int = 0) -> dict[str, object]:
    measured = desk.json("sync", code=code)["measures"]
    return {one["goal"].partition(".")[2]: one["error"] or one["value"] for one in measured}


@pytest.fixture
def trackers(desk, jira, github) -> str:
    """Five issues in either tracker: two are done, and three points belong to the open ones."""
    desk.environ |= {"JIRA_TOKEN": jira.token, "JIRA_EMAIL": jira.email, "GITHUB_TOKEN": github.token}
    web = github.world.repository()
    for number in range(5):
        more = {"customfield_10016": 1.5} if number < 2 else {}
        status = "Done" if number > 2 else "To Do"
        jira.world.add("ONB", f"Story {number}", labels=["slow"], status=status, more=more)
        issue = web.issue(f"Issue {number}", labels=["slow"])
        if number > 2:
            issue.close()
    return jira_source(jira) + github_source(github)


def test_every_origin_and_kind_is_read_kept_and_reported(desk, trackers):
    desk.write("month,teams\n2026-09,120\n2026-10,133\n", "numbers.csv")
    desk.write('{"latest": {"score": "41 %"}}', "numbers.json")
    desk.environ["NUMBERS_TOKEN"] = "t0ken"
    with numbers({"data": [{"value": 31.5}]}, "t0ken") as url:
        with_measures(
            desk,
            trackers,
            COUNT='source = "jira", jql = "labels = slow ORDER BY created"',
            DONE='source = "jira", jql = "labels = slow", kind = "share_done"',
            SUM='source = "jira", jql = "labels = slow", kind = "sum:points"',
            MEAN='source = "jira", jql = "labels = slow", kind = "avg:Schätzung"',
            SEARCH='source = "github", query = "is:open label:slow"',
            MERGED='source = "github", query = "label:slow", kind = "share_done"',
            WORK='when = { label = "slow" }',
            SHARE='when = { label = "slow", source = "jira" }, kind = "share_done"',
            CSV='path = "numbers.csv", column = "teams"',
            JSON='path = "numbers.json", pointer = "/latest/score"',
            WEB=f'url = "{url}", pointer = "/data/0/value", token_env = "NUMBERS_TOKEN"',
        )
        found = told(desk)
    assert found == {
        "COUNT": 5.0,
        "DONE": 0.4,
        "SUM": 3.0,
        "MEAN": 1.5,
        "SEARCH": 3.0,
        "MERGED": 0.4,
        "WORK": 10.0,
        "SHARE": 0.4,
        "CSV": 133.0,
        "JSON": 41.0,
        "WEB": 31.5,
    }
    results = desk.json("report")["key_results"]
    assert {one["id"].partition(".")[2]: one["current"] for one in results} == found
    assert {one["source"] for one in results} == {"auto"}


def test_what_cannot_be_measured_keeps_its_last_value_and_says_so(desk, trackers):
    with numbers(12) as url:
        with_measures(desk, trackers, WEB=f'url = "{url}"')
        assert told(desk) == {"WEB": 12.0}
    (why,) = told(desk, code=3).values()
    assert "does not answer" in str(why)
    report = desk.json("report")
    assert report["key_results"][0]["current"] == 12.0
    (line,) = [one["message"] for one in report["data_quality"] if one["id"] == "not_measured"]
    assert line.startswith("GROW.WEB could not be measured on")
    assert "its value is of" in line


def test_a_query_that_is_refused_names_what_is_wrong_and_the_others_are_read(desk, trackers):
    desk.write("n\n7\n", "numbers.csv")
    with_measures(
        desk,
        trackers,
        BAD='source = "jira", jql = "nonsense = 1"',
        CSV='path = "numbers.csv", column = "n"',
    )
    found = told(desk, code=3)
    assert "nonsense" in str(found["BAD"])
    assert found["CSV"] == 7.0


def test_an_address_that_drips_holds_up_no_run_with_a_deadline(desk):
    desk.write('{"key": "A-1", "title": "Work"}\n', "work.jsonl")
    source = '\n[[sources]]\nname = "plan"\ntype = "file"\npath = "work.jsonl"\n'
    with dripping() as url:
        with_measures(desk, source, WEB=f'url = "{url}"')
        done = desk.run("sync", "--deadline", "1s")
    assert done.code == 3
    assert "did not answer in full within" in done.stderr or "--deadline is over" in done.stderr
