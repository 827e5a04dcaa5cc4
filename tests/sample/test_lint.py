"""The sample shows what every rule of lint finds; most of it in the drafts of the next quarter."""

from __future__ import annotations

import pytest

from okrsync.core.linting.catalogue import CATALOGUE
from okrsync.core.linting.registry import RULES


@pytest.mark.parametrize("rule", CATALOGUE)
def test_every_rule_finds_something(demo, rule):
    assert [one for one in demo.lint["findings"] if one["id"] == rule]


def test_every_rule_could_look():
    assert [rule.id for rule in RULES] == [*CATALOGUE]


def test_no_rule_lacked_what_it_looks_at(demo):
    assert demo.lint["not_checked"] == []


@pytest.mark.parametrize("level", ["error", "warning", "info"])
def test_findings_of_every_level_occur(demo, level):
    assert [one for one in demo.lint["findings"] if one["level"] == level]


def test_a_finding_is_silenced_with_its_reason(demo):
    assert [(left["id"], left["goal"]) for left in demo.lint["silenced"]] == [("K11", "EASY")]


def test_what_people_work_for_now_has_one_error_and_few_warnings(demo):
    drafts = {"okrs/next.toml", "okrs/last.toml"}
    now = [one for one in demo.lint["findings"] if one["file"] not in drafts]
    assert [(one["id"], one["goal"]) for one in now if one["level"] == "error"] == [("R3", "REACH.KR1")]
    assert len(now) < len(demo.lint["findings"]) / 3
