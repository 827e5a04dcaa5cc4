from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from okrsync.core.linting.catalogue import CATALOGUE
from okrsync.render.sarif import to_sarif
from okrsync.steps.lint import LintFinding

SCHEMA = Path(__file__).with_name("schemas") / "sarif-2.1.0-rtm.5.json"


def finding(name="O3", /, **facts):
    usual = {"level": "warning", "goal": "GROW", "file": "okrs/growth.toml", "line": 12, "message": "holds 3"}
    return LintFinding(**({"id": name, "why": "so", "example": "better"} | usual | facts))


def run_of(*findings, silenced=()):
    log = json.loads(to_sarif(findings, silenced))
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(log)
    (run,) = log["runs"]
    return run


def test_a_finding_stands_at_its_line_under_its_rule():
    run = run_of(finding("K2", level="error"))
    (result,) = run["results"]
    assert (result["ruleId"], result["level"], result["message"]["text"]) == ("K2", "error", "GROW: holds 3")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "K2"
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "okrs/growth.toml"}, "region": {"startLine": 12}}


def test_nothing_found_is_a_valid_log_with_all_rules():
    run = run_of()
    assert run["results"] == []
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(CATALOGUE)


def test_info_is_a_note_and_a_finding_of_the_whole_file_names_no_goal():
    (result,) = run_of(finding("A4", level="info", goal=None))["results"]
    assert (result["level"], result["message"]["text"]) == ("note", "holds 3")


def test_a_silenced_finding_is_suppressed_with_its_reason():
    (result,) = run_of(silenced=[(finding(), "a pilot")])["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "a pilot"}]


def test_a_path_is_an_address():
    (result,) = run_of(finding(file="okrs/our goals#1.toml"))["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "okrs/our%20goals%231.toml"}


@pytest.mark.parametrize("broken", [{"line": 0}, {"level": "info"}])
def test_the_schema_would_notice(broken):
    log = json.loads(to_sarif([finding(**broken)]))
    if "level" in broken:
        log["runs"][0]["results"][0]["level"] = "info"
    validator = jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert not validator.is_valid(log)
