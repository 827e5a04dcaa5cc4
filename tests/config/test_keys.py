# ruff: noqa: E501 (each case stands on its line)
from __future__ import annotations

import pytest

from okrsync.config.file import File
from okrsync.config.keys import models_at
from okrsync.config.sources import JiraSource
from tests.config.files import GOAL, mistakes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("stor = 'x'", '1: stor: unknown key; did you mean "store"?'),
        ("CYCLE = '2026'", '1: CYCLE: unknown key; did you mean "cycle"?'),
        ("[[objective]]\nid = 'A'", '1: objective: unknown key; did you mean "objectives"?'),
        ("[[key_results]]\nid = 'KR1'", "1: key_results: unknown key; write [[objectives.key_results]]"),
        ("[[teams]]\nid = 'a'\ncycle = '2026'", "3: teams[0].cycle: unknown key here; what is meant for the whole file stands above the first [table]"),
        ("[[teams]]\nid = 'a'\nxyz = 1", "3: teams[0].xyz: unknown key; known are id, title, parent, when"),
        ('"a b" = 1', '1: "a b": unknown key; known are'),
        ('"a\\nb" = 1', '1: "a\\nb": unknown key; known are'),
        ("[comments.modes]\nx = 1", '1: comments.modes: unknown key; did you mean "mode"?'),
    ],
)  # fmt: skip
def test_an_unknown_key_gets_what_was_probably_meant(tmp_path, text, told):
    (mistake,) = mistakes(tmp_path, text)
    assert mistake.startswith(told)


@pytest.mark.parametrize(
    "line",
    ["cycle = '2026'", "store = 'sqlite://'", "include = []", "sources = []", "[comments]", "[method]"],
)
def test_an_included_file_holds_goals_and_nothing_of_the_main_file(tmp_path, line):
    (told,) = mistakes(tmp_path, "include = ['okrs/*.toml']", growth=f"{line}\n")
    key = line.partition(" ")[0].strip("[]")
    assert told == (
        f"okrs/growth.toml:1: {key}: belongs in the main file; an included file holds only "
        "cycles, teams, objectives, kpis, rules, exempt, decisions, waivers"
    )


def test_an_unknown_key_of_an_include_is_compared_with_what_it_may_hold(tmp_path):
    (told,) = mistakes(tmp_path, "include = ['okrs/*.toml']", growth=f"{GOAL}[[rule]]\n")
    assert told.endswith('rule: unknown key; did you mean "rules"?')


def test_the_models_at_a_place_follow_the_branch_of_a_source():
    assert models_at(File, ("sources", 0, "jira")) == [JiraSource]
    assert models_at(File, ("cycle",)) == []
